"""The refusals of the rules, each with the page that its problem's address names."""

from shared.http import ProblemType

PROBLEMS = (
    ProblemType(
        "kind-not-agreed",
        403,
        "This kind of referral is not agreed with this partner",
        "Ask the municipality to add the kind to what you may send; take `other` until then, where that is agreed.",
    ),
    ProblemType(
        "message-id-reused",
        422,
        "This message id belongs to another message",
        "Send each message under an id of its own, and the same message under the same id only.",
    ),
    ProblemType(
        "referral-already-decided",
        409,
        "The referral is decided already",
        "A referral is accepted or declined once; read it again to see what was decided.",
    ),
)
