"""The refusals about home care, each with the page that its problem's address names."""

from shared.http import ProblemType

PROBLEMS = (
    ProblemType(
        "care-entry-differs", 409, "Another entry has this id",
        "`errors` shows both: correct the entry that is kept, or bring yours in under a new id.",
    ),
    ProblemType("care-in-the-future", 409, "That has not happened yet", "Look at the day and the offset."),
    ProblemType(
        "care-level-unknown", 409, "There is no such level", "`GET /v1/care-levels` has those that hold on a day."
    ),
    ProblemType("care-minutes", 409, "Those minutes cannot be", "Send several entries for several things."),
    ProblemType("care-too-far-ahead", 409, "It lies too far ahead", "Look at the year."),
)  # fmt: skip
