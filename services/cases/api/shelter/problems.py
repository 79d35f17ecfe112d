"""The refusals about night shelters, each with the page that its problem's address names."""

from shared.http import ProblemType

PROBLEMS = (
    ProblemType("guest-left", 409, "They have left", "Let them in again, if a bed is free."),
    ProblemType("night-closed", 409, "The night is closed", "Correct its counts with a reason, if they are wrong."),
    ProblemType("night-long-over", 409, "That night is long over", "Look at the year."),
    ProblemType("night-not-over", 409, "The night is not over", "Close it in its morning."),
    ProblemType("night-open", 409, "The night is still open", "Close it first; until then, count as things happen."),
    ProblemType("not-kept-for-them", 409, "No bed is kept for whom they bring", "Leave `brought_by` out."),
    ProblemType("nothing-to-correct", 409, "The counts are these already", "Send the counts as they should be."),
    ProblemType("shelter-full", 409, "No bed is free", "Count whoever must go as turned away, with the reason `full`."),
    ProblemType("shelter-of-others", 403, "Who sleeps there is read by whoever works there", "Ask the shelter."),
    ProblemType("shelter-not-full", 409, "A bed is free", "Let them in, or say for which other reason they must go."),
)
