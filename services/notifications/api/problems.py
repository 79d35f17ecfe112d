"""Refusals of the service's own rules that get a page of their own."""

from shared.http import ProblemType

PROBLEMS = (
    ProblemType(
        "notice-not-yours",
        404,
        "You have no such notice",
        "Take the id from the notice itself. Only the agency a notice was sent to can answer it.",
    ),
    ProblemType(
        "notice-withdrawn",
        409,
        "The notice was taken back",
        "Nothing is asked of you any more. Call us if you have acted on it already.",
    ),
    ProblemType(
        "notice-over",
        409,
        "The notice is over",
        "Only a notice that nobody has answered yet can be taken back. Call the agency if it must not act on it.",
    ),
)
