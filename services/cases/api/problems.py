"""The refusals of the rules, each with the page that its problem's address names."""

from shared.http import ProblemType

PROBLEMS = (
    ProblemType(
        "case-closed", 409, "The case is closed", "Nothing about a closed case changes any more; open a new one."
    ),
    ProblemType("case-unassigned", 409, "Nobody has the case", "Assign the case to somebody, then plan the visit."),
    ProblemType("staff-absent", 409, "They are away", "Assign the case to somebody who is there."),
    ProblemType("staff-unknown", 409, "Nobody with this id", "Take an id out of the list of staff."),
    ProblemType("visit-before-case", 409, "The visit lies before the case", "Plan it after the case was opened."),
    ProblemType(
        "visit-over", 409, "The visit is over", "A visit is completed, missed or cancelled once; plan a new one."
    ),
    ProblemType(
        "visits-open", 409, "Visits are still planned", "Complete, miss or cancel each visit, then close the case."
    ),
)
