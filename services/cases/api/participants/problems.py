"""The refusals about participants and grants, each with the page that its problem's address names."""

from shared.http import ProblemType

PROBLEMS = (
    ProblemType("colleague-is-staff", 409, "A colleague is named by their staff id", "Send `staff` for a colleague."),
    ProblemType("participant-left", 409, "They left already", "Add them again when they take part again."),
    ProblemType("grant-over", 409, "The grant has ended", "They see nothing of the case any more."),
    ProblemType(
        "grant-time-wrong", 409, "The time of the grant is not possible",
        "It ends in the future, after it begins, and within a year; let them in again after that.",
    ),
)  # fmt: skip
