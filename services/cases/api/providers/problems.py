"""The refusals to providers, each with the page that its problem's address names."""

from shared.http import ProblemType

PROBLEMS = (
    ProblemType(
        "person-not-expected", 409, "Nobody is expected", "Ask again when the place was accepted, and before it ends."
    ),
    ProblemType(
        "person-not-shared", 403, "Nothing about them was shared with you",
        "Ask the social service: it records a sharing when a consent or a duty allows it.",
    ),
)  # fmt: skip
