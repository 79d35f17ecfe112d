"""The refusals about benefits, each with the page that its problem's address names."""

from shared.http import ProblemType

PROBLEMS = (
    ProblemType("benefit-days", 409, "These days cannot be", "Look at the year, and at which day is the first."),
    ProblemType("benefit-ended", 409, "The benefit has ended", "Record a new one if it is received again."),
    ProblemType(
        "benefit-unknown", 409, "There is no such benefit", "Take a code of `GET /v1/benefit-kinds` of that day."
    ),
    ProblemType(
        "benefit-system-unknown", 409, "There is no such system",
        "Take a code of `benefit_systems` of the municipality's file, or leave `system` out.",
    ),
)  # fmt: skip
