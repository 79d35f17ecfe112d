"""The refusals about consents and sharings, each with the page that its problem's address names."""

from shared.http import ProblemType

PROBLEMS = (
    ProblemType("consent-text-unknown", 409, "No such text", "Take text and version out of GET /v1/consent-texts."),
    ProblemType(
        "consent-text-not-in-force", 409, "The text was not in force", "Say which version was read on that day."
    ),
    ProblemType(
        "consent-of-a-stranger", 409, "The case is not about them", "Take a person out of the case's `subjects`."
    ),
    ProblemType("consent-by-whom", 409, "Who spoke does not fit", "`self` when they are the same, else as what."),
    ProblemType(
        "consent-of-a-child", 409, "A child has a representative", "Say which parent, guardian or trustee consented."
    ),
    ProblemType(
        "consent-contradicts-itself", 409, "The answer and what it allows differ",
        "Send allowances with a consent, and none with a refusal.",
    ),
    ProblemType(
        "consent-beyond-its-text", 409, "It reaches beyond what was read", "Read them a text that offers this as well."
    ),
    ProblemType("consent-ends-before-it-begins", 409, "It ends before it begins", "Take an end after `said_at`."),
    ProblemType("consent-needs-a-witness", 409, "Somebody must hear it as well", "Name the colleague who heard it."),
    ProblemType("consent-witness-is-the-reader", 409, "The witness is somebody else", "Name another colleague."),
    ProblemType("consent-in-the-future", 409, "It has not been said yet", "Send an instant that has come."),
    ProblemType("consent-withdrawn", 409, "The consent was withdrawn", "Ask for a new one."),
    ProblemType("consent-was-refused", 409, "There is nothing to withdraw", "A refusal allows nothing as it is."),
    ProblemType(
        "consent-withdrawn-before-given", 409, "Withdrawn before it was given", "Send an instant after `said_at`."
    ),
    ProblemType("consent-scan-unknown", 409, "No such document", "Add the scan to the case, then name its document."),
    ProblemType("consent-signed", 409, "The consent is signed", "Add a new version to the signed copy's document."),
    ProblemType(
        "sharing-not-allowed", 409, "No consent allows it", "Ask for consent, or name the duty that needs none."
    ),
    ProblemType("sharing-duty-unknown", 409, "No such duty", "Take its code out of GET /v1/sharing-duties."),
    ProblemType(
        "sharing-beyond-its-duty", 409, "The duty does not reach so far", "Share what it demands, or ask for consent."
    ),
)  # fmt: skip
