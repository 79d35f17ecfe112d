"""The refusals of feedback's rules, each with the page that its problem's address names."""

from shared.http import ProblemType

FEEDBACK_PROBLEMS = (
    ProblemType(
        "campaign-unknown", 404, "There is no such campaign", "Take a code from `GET /v1/campaigns`, as it is written."
    ),
    ProblemType(
        "campaign-not-open-yet",
        409,
        "The campaign has not begun",
        "`detail` says when it opens, by the clock of Riga; answer then. Nothing of the answer was kept.",
    ),
    ProblemType(
        "campaign-closed",
        409,
        "The campaign is over",
        "`detail` says when it closed, by the clock of Riga. Nothing of the answer was kept.",
    ),
    ProblemType(
        "identity-not-verified",
        403,
        "This campaign wants to know that everybody answers once",
        "Sign in by bank link or electronic signature; a portal sends on what they proved as `identity`.",
    ),
    ProblemType(
        "respondent-not-asked", 403, "This campaign asks others", "`respondents` of the campaign says who may answer."
    ),
    ProblemType(
        "portal-not-trusted",
        403,
        "Only a portal of the campaign says who answers, and when",
        "A resident leaves `identity` and `submitted_at` out; a portal asks the municipality to be named.",
    ),
    ProblemType(
        "answer-does-not-fit",
        409,
        "The answer is not what the campaign asks for",
        "Thanks have `worker` and `text`, satisfaction has `life_improved`, a proposal has `text`; `errors` says more.",
    ),
    ProblemType(
        "worker-unknown", 404, "There is no such member of staff", "Take the id of somebody who works for the service."
    ),
    ProblemType(
        "already-answered",
        409,
        "This person has answered already",
        "The first answer stands. The same answer sent again gets the first one's receipt number.",
    ),
    ProblemType(
        "nothing-to-moderate", 409, "The answer has no words", "Moderate thanks and proposals; the list shows them."
    ),
    ProblemType(
        "already-moderated", 409, "The same was decided before", "Read the answer again; another verdict may follow."
    ),
    ProblemType(
        "receipt-unknown",
        403,
        "The receipt number does not belong to the answer",
        "Send the receipt number that came with the answer; letters may be small, the hyphen may be missing.",
    ),
    ProblemType(
        "no-gift", 409, "There is no gift for this answer", "`gift` in the answer's receipt says whether there is one."
    ),
    ProblemType(
        "claim-code-shown",
        409,
        "The claim code was shown already",
        "Repeat the request that asked first, with its own Idempotency-Key; after 72 hours ask the municipality.",
    ),
    ProblemType(
        "claim-code-unknown", 404, "No gift of this campaign has that code", "Compare the code letter by letter."
    ),
    ProblemType(
        "gift-collected", 409, "The gift was collected already", "A gift is handed over once; tell whoever asks."
    ),
)
