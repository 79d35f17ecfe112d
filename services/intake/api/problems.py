"""The refusals of the rules, each with the page that its problem's address names."""

from shared.http import ProblemType

PROBLEMS = (
    ProblemType(
        "register-source-unknown",
        404,
        "This source of figures is not known",
        "Take a code of `register_sources` of the municipality's file, or ask the operator to add the source.",
    ),
    ProblemType(
        "counted-in-the-future", 409, "The day of the count lies ahead", "Give the day for which the number holds."
    ),
    ProblemType(
        "kind-not-agreed",
        403,
        "This kind of referral is not agreed with this partner",
        "Ask the municipality to add the kind to what you may send; take `other` until then, where that is agreed.",
    ),
    ProblemType(
        "figures-not-agreed",
        403,
        "Figures are not agreed with this partner",
        "Ask the municipality: figures are taken from partners abroad.",
    ),
    ProblemType(
        "fhir-resource-unfit",
        422,
        "The resource cannot be taken",
        "Each issue says in `expression` where, and in `diagnostics` what would be right.",
    ),
    ProblemType(
        "partner-in-another-state",
        409,
        "The partner is in another state",
        "Read it again: who has access is suspended, who is suspended is resumed, who was removed is added.",
    ),
    ProblemType(
        "partner-has-open-referrals",
        409,
        "Referrals of this partner are open",
        "Wait until they are over, suspend the partner meanwhile, or force it: it then hears no more of them.",
    ),
    ProblemType(
        "old-credentials-hold-too-long",
        422,
        "The old credentials would hold too long",
        "Give an instant at most 90 days ahead.",
    ),
    ProblemType(
        "message-id-reused",
        422,
        "This message id belongs to another message",
        "Send each message under an id of its own, and the same message under the same id only.",
    ),
    ProblemType(
        "referral-unknown",
        404,
        "There is no such referral of yours",
        "Compare the reference or id with your receipts; what is another's looks as if it did not exist.",
    ),
    ProblemType(
        "reference-differs",
        409,
        "The reference is that of another referral",
        "Repeat in the body the reference of the referral in the address.",
    ),
    ProblemType(
        "referral-over",
        409,
        "The referral is over",
        "Nothing is changed about it any more: send a new referral.",
    ),
    ProblemType(
        "waits-for-information",
        409,
        "The referral waits for information",
        "Write down what came, which lets its clock run on, or decline it.",
    ),
    ProblemType(
        "inquiry-opens-no-case",
        409,
        "An inquiry opens no case",
        "Answer it; when it turns out to be more than a question, enter a referral of the right kind.",
    ),
    ProblemType(
        "not-an-inquiry",
        409,
        "Only an inquiry is answered at once",
        "Accept, decline or redirect a report or request.",
    ),
    ProblemType(
        "redirect-nowhere",
        409,
        "The referral cannot be redirected there",
        "Name a partner of ours other than its sender, or the ATVK code of another municipality.",
    ),
    ProblemType(
        "clock-out-of-range",
        409,
        "A clock must end in the next 60 days",
        "Give an instant that lies ahead, at most 60 days.",
    ),
    ProblemType(
        "benefit-opens-no-case",
        409,
        "An application for a benefit opens no case",
        "Forward it to where benefits are calculated; when services are needed too, enter a referral for them.",
    ),
    ProblemType(
        "not-for-a-benefit",
        409,
        "Only an application for a benefit is forwarded",
        "Accept, decline or redirect this one.",
    ),
    ProblemType(
        "benefit-system-unknown",
        409,
        "No such system of benefits",
        "Take a code of `benefit_systems` of the municipality's file, or ask the operator to add the system.",
    ),
    ProblemType(
        "cannot-be-linked",
        409,
        "These referrals cannot be linked",
        "Name another referral that exists and is not linked to this one yet.",
    ),
    ProblemType(
        "not-linked",
        409,
        "The referrals are not linked",
        "Read the referral again to see its links.",
    ),
    ProblemType(
        "referral-already-decided",
        409,
        "The referral is decided already",
        "A referral is accepted or declined once; read it again to see what was decided.",
    ),
)
