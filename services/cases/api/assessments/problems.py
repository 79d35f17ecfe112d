"""The refusals about assessments, each with the page that its problem's address names."""

from shared.http import ProblemType

PROBLEMS = (
    ProblemType("checklist-unknown", 409, "There is no such checklist", "Take a code from `GET /v1/checklists`."),
    ProblemType(
        "checklist-version-unknown", 409, "The checklist has no such version",
        "`detail` names the versions that are known; a device with another one was not brought up to date by us.",
    ),
    ProblemType(
        "assessment-differs", 409, "Another assessment has this id",
        "`errors` shows where the two differ. Read what is kept and save your answers to it, or send yours under a new "
        "id. The same upload again is taken as a repeat.",
    ),
    ProblemType(
        "assessment-time-impossible", 409, "It cannot have been made then",
        "It is made after its case was opened, by a version in force, and not ahead; look at the device's clock.",
    ),
    ProblemType("subject-unknown", 409, "It is about nobody of this case", "Send an id out of the case's `subjects`."),
    ProblemType(
        "assessment-elsewhere", 409, "It is no assessment of this case by this checklist",
        "A correction replaces an assessment of the same case by the same checklist.",
    ),
    ProblemType(
        "assessment-not-replaceable", 409, "It cannot be replaced",
        "A draft is changed as it is; what was replaced already, its successor corrects.",
    ),
    ProblemType(
        "answer-of-wrong-kind", 409, "Some answers are not of the kind that is asked for",
        "`errors` points at each question and says what it takes.",
    ),
    ProblemType(
        "assessment-incomplete", 409, "Not everything is answered", "`errors` points at each question that is open."
    ),
    ProblemType("assessment-signed", 409, "It is signed", "Make a new assessment that replaces it."),
    ProblemType("assessment-not-signed", 409, "It is not signed yet", "Sign it first."),
    ProblemType("assessment-not-yours", 403, "Somebody else made it", "Make an assessment of your own."),
    ProblemType("checklists-differ", 409, "They were made by two checklists", "Compare two by the same checklist."),
    ProblemType(
        "account-not-staff", 403, "The account is nobody's of the staff", "Sign in as a member of staff."
    ),
)  # fmt: skip
