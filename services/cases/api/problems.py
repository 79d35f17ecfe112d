"""The refusals of the rules, each with the page that its problem's address names."""

from services.cases.api.activities.problems import PROBLEMS as OF_ACTIVITIES
from services.cases.api.assessments.problems import PROBLEMS as OF_ASSESSMENTS
from services.cases.api.attendance.problems import PROBLEMS as OF_ATTENDANCE
from services.cases.api.benefits.problems import PROBLEMS as OF_BENEFITS
from services.cases.api.catalogue.problems import PROBLEMS as OF_CATALOGUE
from services.cases.api.conferences.problems import PROBLEMS as OF_CONFERENCES
from services.cases.api.consents.problems import PROBLEMS as OF_CONSENTS
from services.cases.api.contacts.problems import PROBLEMS as OF_CONTACTS
from services.cases.api.documents.problems import PROBLEMS as OF_DOCUMENTS
from services.cases.api.homecare.problems import PROBLEMS as OF_HOME_CARE
from services.cases.api.mode.problems import PROBLEMS as OF_MODE
from services.cases.api.participants.problems import PROBLEMS as OF_PARTICIPANTS
from services.cases.api.plans.problems import PROBLEMS as OF_PLANS
from services.cases.api.providers.problems import PROBLEMS as OF_PROVIDERS
from services.cases.api.requests.problems import PROBLEMS as OF_REQUESTS
from services.cases.api.shelter.problems import PROBLEMS as OF_SHELTERS
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
    *OF_PARTICIPANTS,
    *OF_DOCUMENTS,
    *OF_CONTACTS,
    *OF_CONFERENCES,
    *OF_ACTIVITIES,
    *OF_CATALOGUE,
    *OF_PROVIDERS,
    *OF_REQUESTS,
    *OF_SHELTERS,
    *OF_BENEFITS,
    *OF_ATTENDANCE,
    *OF_HOME_CARE,
    ProblemType(
        "case-closed",
        409,
        "The case is closed",
        "Nothing about a closed case changes any more: reopen it with a reason, or open a new one.",
    ),
    ProblemType(
        "case-duplicate",
        409,
        "The case is a duplicate",
        "The work goes on in the case that `duplicate_of` names; or say that it is no duplicate after all.",
    ),
    ProblemType("case-suspended", 409, "The work on the case rests", "Resume the case, then do it."),
    ProblemType("closure-not-requested", 409, "Nobody asks to close the case", "Ask to close it, or close it at once."),
    ProblemType(
        "closure-requested", 409, "Closing is asked for already", "Wait until a supervisor approves or returns it."
    ),
    ProblemType("deputy-of-themselves", 409, "Nobody stands in for themselves", "Name somebody else as the deputy."),
    ProblemType("duties-open", 409, "Statutory tasks are still open", "Do each of them, then close the case."),
    ProblemType(
        "no-such-original", 409, "There is no such other case", "Name the id of the case in which the work goes on."
    ),
    ProblemType(
        "not-at-this-stage",
        409,
        "The case is not at that stage",
        "`actions` of the case says what may be done with it now, and why the rest may not.",
    ),
    ProblemType(
        "original-duplicate", 409, "The other case is a duplicate too", "Take the other case apart from its own first."
    ),
    ProblemType("original-over", 409, "Nobody works on the other case", "Name a case that is worked on."),
    ProblemType("rest-in-the-past", 409, "Its end is over already", "Send an `until` that is still to come."),
    ProblemType("risk-without-reason", 409, "A risk has its reasons", "Name what makes the risk so great."),
    ProblemType("stage-follows-by-itself", 409, "The stage follows by itself", "Draft the plan, or have it approved."),
    ProblemType("answer-seen", 409, "It was seen already", "Nothing is to be done: somebody has seen it before."),
    ProblemType("staff-absent", 409, "They are away", "Give it to somebody who is there, their deputy for one."),
    ProblemType("staff-unknown", 409, "Nobody with this id", "Take an id out of the list of staff."),
    ProblemType(
        "visits-open", 409, "Visits are still planned", "Complete, miss or cancel each visit, then close the case."
    ),
)
