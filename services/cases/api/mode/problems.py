"""The refusals about the mode of the service, each with the page that its problem's address names."""

from shared.http import ProblemType

PROBLEMS = (
    ProblemType(
        "emergency-ends-before-it-begins", 409, "It ends before it begins", "Take an end after the beginning."
    ),
    ProblemType(
        "emergency-in-the-past", 409, "The mode does not change in the past",
        "Facts that were told carry the mode they happened in: switch now, or at an instant to come.",
    ),
    ProblemType(
        "emergency-overlaps", 409, "Another emergency holds then",
        "A service is in one emergency at a time: end the other one first, or choose another time.",
    ),
    ProblemType(
        "emergency-over", 409, "The emergency is over", "A period that has ended changes no more: plan a new one."
    ),
)  # fmt: skip
