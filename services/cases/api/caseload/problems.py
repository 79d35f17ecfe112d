"""The refusals about loads, each with the page that its problem's address names."""

from shared.http import ProblemType

CASELOAD_PROBLEMS = (
    ProblemType(
        "caseload-not-configured", 409, "Nothing says what a case weighs",
        "Name a file with weights, strain and fit in the municipality's file, and start the service again.",
    ),
    ProblemType(
        "caseload-changed", 409, "The caseload is not as it was seen",
        "Read the plan again and send it anew; `errors` names the cases that were changed or moved meanwhile.",
    ),
    ProblemType("event-ahead", 409, "The event lies ahead", "Note it when it has taken place."),
)  # fmt: skip
