"""Before a visit: it is planned, confirmed, moved, called off."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from services.cases.domain.acts import Act, require
from services.cases.domain.case import Case
from services.cases.domain.case import evolve as evolve_case
from services.cases.domain.units.staff import Staff
from services.cases.domain.visits import acts, safety
from services.cases.domain.visits.acts import VisitAct
from services.cases.domain.visits.safety import VisitRules, Written
from services.cases.domain.visits.visit import Visit, evolve
from shared.calendar import RIGA
from shared.contracts.codes import VisitCancelReason, VisitMode
from shared.contracts.contact_codes import RescheduleReason, VisitJustification, VisitPlace
from shared.contracts.visits import VisitCancelled, VisitConfirmed, VisitRescheduled, VisitScheduled
from shared.decision import Cause, Decision, Refusal


@dataclass(frozen=True, slots=True)
class Plan:
    """How a visit is to take place. In person and without a place it is at home, which asks for most."""

    mode: VisitMode
    planned_at: datetime
    place: VisitPlace | None = None
    area: str | None = None
    companion: UUID | None = None
    justification: VisitJustification | None = None

    @property
    def where(self) -> VisitPlace | None:
        return (self.place or VisitPlace.HOME) if self.mode is VisitMode.IN_PERSON else None


def visit_id(cause: Cause) -> UUID:
    """The visit that a command plans."""
    return cause.derive("visit")


def schedule(
    case: Case, companion: Staff | None, plan: Plan, cause: Cause, rules: VisitRules, exception: Written | None
) -> Decision:
    """Plan a visit by whoever has the case. Raises Refusal when nobody has it, or the visit cannot be.

    `exception` is the rule by which home visits need a reason as things stand.
    """
    must_be_assigned(case)
    must_be_for_meeting(plan)
    must_be_possible(case, plan.planned_at, cause, rules)
    safety.must_be_somebody_else(plan.companion, companion, case.staff, plan.planned_at.astimezone(RIGA).date())
    safety.must_be_justified(exception, plan.mode, plan.where, plan.justification)
    return planned(case, visit_id(cause), plan)


def planned(case: Case, id: UUID, plan: Plan, series: UUID | None = None) -> Decision:
    """The visit, and the case that waits for it."""
    fact = VisitScheduled(
        case=case.id, visit=id, staff=case.staff, mode=plan.mode, planned_at=plan.planned_at, place=plan.where,
        area=plan.area, companion=plan.companion, justification=plan.justification, series=series,
    )  # fmt: skip
    return Decision((evolve_case(case, fact), evolve(None, fact)), (fact,))


def confirm(visit: Visit) -> Decision:
    """The client knows of it and expects it."""
    acts.require(visit, VisitAct.CONFIRM)
    fact = VisitConfirmed(case=visit.case_id, visit=visit.id)
    return Decision((evolve(visit, fact),), (fact,))


def reschedule(
    case: Case, visit: Visit, at: datetime, reason: RescheduleReason, cause: Cause, rules: VisitRules
) -> Decision:
    """Move it to another time; the visit keeps for when it was planned before."""
    acts.require(visit, VisitAct.RESCHEDULE)
    must_be_possible(case, at, cause, rules)
    fact = VisitRescheduled(
        case=case.id, visit=visit.id, reason=reason, planned_at=at, before=visit.planned_at
    )  # fmt: skip
    return Decision((evolve(visit, fact),), (fact,))


def cancel(case: Case, visit: Visit, reason: VisitCancelReason) -> Decision:
    """The visit is called off. Raises Refusal when it has begun, or is over already."""
    acts.require(visit, VisitAct.CANCEL)
    fact = VisitCancelled(case=case.id, visit=visit.id, reason=reason)
    return Decision((evolve_case(case, fact), evolve(visit, fact)), (fact,))


def must_be_assigned(case: Case) -> None:
    """A visit is made by whoever has the case. Raises Refusal for one that is over, rests, or that nobody has."""
    require(case, Act.PLAN_VISIT)


def must_be_for_meeting(plan: Plan) -> None:
    """Raises Refusal for the place of a visit that is made by phone, video or online."""
    if plan.place and plan.mode is not VisitMode.IN_PERSON:
        raise Refusal(
            code="place-without-meeting", title="Only a visit in person has a place",
            detail="Leave out the place, or make it a visit in person.",
            pointers=(("/place", "is only for a visit in person"),),
        )  # fmt: skip


def must_be_possible(case: Case, at: datetime, cause: Cause, rules: VisitRules) -> None:
    """Raises Refusal for a time before the case was opened, and for one so far ahead that it was mistyped."""
    if at < case.opened_at:
        raise Refusal(
            code="visit-before-case", title="The visit lies before the case",
            detail="A visit cannot be planned before its case was opened.",
            pointers=(("/planned_at", "lies before the case was opened"),),
        )  # fmt: skip
    if at > cause.time + timedelta(days=rules.plan_ahead_days):
        raise Refusal(
            code="visit-too-far-ahead", title="The visit lies too far ahead",
            detail=f"A visit is planned at most {rules.plan_ahead_days} days ahead: look at the year.",
            pointers=(("/planned_at", "lies too far ahead"),),
        )  # fmt: skip
