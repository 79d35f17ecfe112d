"""The refusals of the rules, each with the page that its problem's address names."""

from services.cases.api.assessments.problems import PROBLEMS as OF_ASSESSMENTS
from services.cases.api.consents.problems import PROBLEMS as OF_CONSENTS
from services.cases.api.mode.problems import PROBLEMS as OF_MODE
from services.cases.api.plans.problems import PROBLEMS as OF_PLANS
from services.cases.api.tasks.problems import PROBLEMS as OF_TASKS
from services.cases.api.visits.problems import PROBLEMS as OF_VISITS
from shared.http import ProblemType

PROBLEMS = (
    *OF_ASSESSMENTS,
    *OF_PLANS,
    *OF_TASKS,
    *OF_MODE,
    *OF_CONSENTS,
    *OF_VISITS,
    ProblemType(
        "case-closed", 409, "The case is closed", "Nothing about a closed case changes any more; open a new one."
    ),
    ProblemType("duties-open", 409, "Statutory tasks are still open", "Do each of them, then close the case."),
    ProblemType("staff-absent", 409, "They are away", "Give it to somebody who is there, their deputy for one."),
    ProblemType("staff-unknown", 409, "Nobody with this id", "Take an id out of the list of staff."),
    ProblemType(
        "visits-open", 409, "Visits are still planned", "Complete, miss or cancel each visit, then close the case."
    ),
)
