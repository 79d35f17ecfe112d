"""The refusals about tasks, each with the page that its problem's address names."""

from shared.http import ProblemType

PROBLEMS = (
    ProblemType("task-done", 409, "The task is done", "A task is done once; add a new one."),
    ProblemType("task-due-in-the-past", 409, "Its time is over already", "Send a `due_at` that is still to come."),
    ProblemType(
        "task-ends-by-its-act", 409, "The task ends by itself", "Enter what the task asks for; that completes it."
    ),
)
