"""The refusals about units and staff, each with the page that its problem's address names."""

from shared.http import ProblemType

UNIT_PROBLEMS = (
    ProblemType("unit-unknown", 409, "There is no such unit", "Take a unit out of the list of units."),
    ProblemType(
        "unit-cycle", 409, "A unit cannot be part of itself", "Name a parent that stands above or beside the unit."
    ),
    ProblemType(
        "unit-configured", 409, "The configuration gives cases to the unit",
        "Take the unit out of the municipality's file, start the service again, then close it.",
    ),
    ProblemType("unit-not-yours", 403, "This is another unit's", "Ask the supervisor of that unit, or the head."),
    ProblemType("staff-left", 409, "They do not work here any more", "Take somebody who works here."),
    ProblemType(
        "staff-configured", 409, "The configuration names them",
        "Take them out of the municipality's file, start the service again, then let them go.",
    ),
    ProblemType("cases-left", 409, "They still have cases", "Move their caseload to others, then let them go."),
    ProblemType(
        "absence-backwards", 409, "The absence ends before it begins", "Give a last day that is not before the first."
    ),
    ProblemType(
        "absence-overlaps", 409, "They are away on some of these days already",
        "Change the absence that is entered, or choose days outside it.",
    ),
    ProblemType("absence-unknown", 404, "They have no such absence", "Read their absences again."),
    ProblemType(
        "deputy-not-there", 409, "The deputy is not there", "Name somebody else who works here and is present then."
    ),
    ProblemType(
        "training-unknown", 409, "This training is not known", "Take a code of the list, or add one there."
    ),
    ProblemType("training-ahead", 409, "The training lies ahead", "Enter it when it is finished."),
    ProblemType(
        "certificate-backwards", 409, "The certificate ends before it begins",
        "Give a last day that is not before the day on which it was got.",
    ),
)  # fmt: skip
