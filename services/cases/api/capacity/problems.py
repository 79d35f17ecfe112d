"""The refusals about capacity, each with the page that its problem's address names."""

from shared.http import ProblemType

CAPACITY_PROBLEMS = (
    ProblemType(
        "capacity-in-the-past", 409, "Capacity does not change in the past",
        "What was decided rests on what held then: say it from now on, or from an instant to come.",
    ),
    ProblemType(
        "capacity-not-planned", 409, "Nothing is planned for that instant",
        "Only a plan that lies ahead can be called off; the plans show their instants.",
    ),
)  # fmt: skip
