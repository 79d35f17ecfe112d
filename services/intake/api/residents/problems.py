"""What residents and the desk may be refused, each with the page that its problem's address names."""

from shared.http import ProblemType

RESIDENT_PROBLEMS = (
    ProblemType(
        "kind-not-for-residents",
        403,
        "This kind is not taken from residents",
        "`detail` lists the kinds that are taken over the web; call for anything else.",
    ),
    ProblemType(
        "concern-unknown",
        404,
        "There is nothing with this number and code",
        "Compare both with what you were given; letters may be small, the hyphen may be missing.",
    ),
    ProblemType(
        "concern-stays",
        409,
        "This cannot be taken back",
        "Only what somebody asked for themselves can; tell what is different now instead.",
    ),
    ProblemType("concern-over", 409, "This is over", "Send a new one, or call."),
    ProblemType(
        "call-out-of-range", 409, "The call was not in the last 7 days", "Leave `called_at` out when the call is now."
    ),
)
