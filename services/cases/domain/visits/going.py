"""During a visit and after it: it begins, whoever is alone checks in, it is completed or missed."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from services.cases.domain.case import Case
from services.cases.domain.case import evolve as evolve_case
from services.cases.domain.units.staff import Staff
from services.cases.domain.visits import acts, safety
from services.cases.domain.visits.acts import VisitAct
from services.cases.domain.visits.check_in import timers
from services.cases.domain.visits.safety import Answers, VisitRules, Written
from services.cases.domain.visits.visit import Visit, evolve
from shared.calendar import RIGA, Calendar
from shared.contracts.codes import VisitMissReason, VisitMode, VisitOutcome
from shared.contracts.contact_codes import VisitJustification
from shared.contracts.fact import Fact
from shared.contracts.visits import SafetyCheckedIn, VisitCompleted, VisitMissed, VisitStarted
from shared.decision import Cause, Decision, Refusal

CLOCKS_DIFFER_BY = timedelta(minutes=5)
"""How far a telephone's clock may be ahead of ours."""


@dataclass(frozen=True, slots=True)
class Start:
    """What is said when a visit begins; `at` none for now. What was planned holds where nothing is said."""

    at: datetime | None = None
    safety: Answers | None = None
    companion: UUID | None = None
    justification: VisitJustification | None = None
    watched_by: UUID | None = None
    """Whoever supervises the unit: told when somebody who is alone there stays silent."""


@dataclass(frozen=True, slots=True)
class Done:
    """How a visit went; `ended_at` none for now."""

    mode: VisitMode
    minutes: int
    outcome: VisitOutcome
    score: int | None = None
    ended_at: datetime | None = None


def start(
    case: Case,
    visit: Visit,
    companion: Staff | None,
    wish: Start,
    cause: Cause,
    rules: VisitRules,
    exception: Written | None,
) -> Decision:
    """The visit begins. One in person asks for its checklist, for company or check-ins, in an emergency for its reason.

    `companion` is who goes along, as `goes_along` names them, `exception` the rule by which home visits need a reason
    as things stand. The clock of the check-in runs from when we know of it.
    """
    acts.require(visit, VisitAct.START)
    began = wish.at or cause.time
    _must_be_in_the_past(began, "/at", cause)
    if began < case.opened_at:
        raise Refusal(
            code="visit-before-case", title="The visit lies before the case",
            detail="A visit cannot begin before its case was opened.", pointers=(("/at", "lies before the case"),),
        )  # fmt: skip
    told = {"case": case.id, "visit": visit.id, "started_at": began}
    if visit.mode is not VisitMode.IN_PERSON:
        return _said(visit, VisitStarted(**told))
    day, along = began.astimezone(RIGA).date(), goes_along(visit, wish)
    why = wish.justification or visit.justification
    safety.must_be_justified(exception, visit.mode, visit.place, why)
    safety.must_be_somebody_else(along, companion, visit.staff, day)
    checklist, rule = rules.checklist_on(day), rules.safety_for(case.needs, case.risk, visit.place, day)
    unmet = safety.unmet(checklist, wish.safety)
    every = safety.silent_for(rule, along)
    fact = VisitStarted(
        **told, checklist=checklist.code if checklist else None, unmet=unmet, safety=rule.code if rule else None,
        companion=along, justification=why, check_in_every=every,
        check_in_due=cause.time + timedelta(minutes=every) if every else None,
        watched_by=wish.watched_by if every else None,
    )  # fmt: skip
    return _said(visit, fact)


def goes_along(visit: Visit, wish: Start) -> UUID | None:
    """Who goes along: whoever is named now, or was when it was planned."""
    return wish.companion or visit.companion


def check_in(visit: Visit, cause: Cause) -> Decision:
    """Whoever is alone says that they are safe; they must say it again in time."""
    acts.require(visit, VisitAct.CHECK_IN)
    due = cause.time + timedelta(minutes=visit.check_in_every)
    fact = SafetyCheckedIn(case=visit.case_id, visit=visit.id, checked_in_at=cause.time, check_in_due=due)
    return _said(visit, fact)


def complete(case: Case, visit: Visit, done: Done, cause: Cause, calendar: Calendar) -> Decision:
    """The visit took place. Raises Refusal when it is over already, never began, or ended before it began."""
    acts.require(visit, VisitAct.COMPLETE, done.mode)
    ended = done.ended_at or cause.time
    _must_be_in_the_past(ended, "/ended_at", cause)
    began = visit.started_at or ended - timedelta(minutes=done.minutes)
    if ended < (visit.started_at or case.opened_at):
        raise Refusal(
            code="visit-ends-before-it-begins", title="The visit ends before it begins",
            detail="A visit ends after it began, and after its case was opened: look at the day and the offset.",
            pointers=(("/ended_at", "lies before the beginning"),),
        )  # fmt: skip
    fact = VisitCompleted(
        case=case.id, visit=visit.id, mode=done.mode, duration=done.minutes, outcome=done.outcome, completed_at=ended,
        score=done.score, after_hours=not calendar.is_open(began),
    )  # fmt: skip
    return Decision((evolve_case(case, fact), evolve(visit, fact)), (fact,))


def miss(case: Case, visit: Visit, reason: VisitMissReason) -> Decision:
    """The visit did not take place. Raises Refusal when it is over already."""
    acts.require(visit, VisitAct.MISS)
    fact = VisitMissed(case=case.id, visit=visit.id, reason=reason, planned_at=visit.planned_at)
    return Decision((evolve_case(case, fact), evolve(visit, fact)), (fact,))


def _said(visit: Visit, fact: Fact) -> Decision:
    after = evolve(visit, fact)
    return Decision((after,), (fact,), timers=timers(after))


def _must_be_in_the_past(at: datetime, pointer: str, cause: Cause) -> None:
    if at > cause.time + CLOCKS_DIFFER_BY:
        raise Refusal(
            code="visit-in-the-future", title="That has not happened yet",
            detail="A visit that has begun or ended lies in the past: look at the day and the offset.",
            pointers=((pointer, "lies in the future"),),
        )  # fmt: skip
