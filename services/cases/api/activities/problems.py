"""The refusals about prevention, each with the page that its problem's address names."""

from shared.http import ProblemType

PROBLEMS = (
    ProblemType("activity-in-the-future", 409, "That has not happened yet", "Say when it began."),
    ProblemType("activity-state", 409, "That is not what comes next", "Read the activity again, and see its state."),
    ProblemType("activity-too-far-ahead", 409, "It lies too far ahead", "Look at the year."),
)
