"""The visit (apsekošana, tikšanās): planned, then completed, missed or cancelled, once."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from services.cases.domain.case import Case, CaseState
from services.cases.domain.case import evolve as evolve_case
from services.cases.domain.work import must_be_open
from shared.contracts.codes import VisitCancelReason, VisitMissReason, VisitMode, VisitOutcome
from shared.contracts.fact import Fact
from shared.contracts.visits import VisitCancelled, VisitCompleted, VisitMissed, VisitScheduled
from shared.decision import Cause, Decision, Refusal


class VisitState(StrEnum):
    """Where a visit stands. It is planned once, and is over once."""

    PLANNED = "planned"
    COMPLETED = "completed"
    MISSED = "missed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit of one case. `duration` is in minutes."""

    id: UUID
    case_id: UUID
    staff: UUID
    mode: VisitMode
    planned_at: datetime
    state: VisitState = VisitState.PLANNED
    duration: int | None = None
    outcome: VisitOutcome | None = None
    reason: str | None = None
    version: int = 1


def evolve(visit: Visit | None, fact: Fact) -> Visit:
    """The visit after a fact of the service's own."""
    match fact:
        case VisitScheduled():
            return Visit(fact.visit, fact.case, fact.staff, fact.mode, fact.planned_at)
        case VisitCompleted():
            changed = {"state": VisitState.COMPLETED, "mode": fact.mode, "duration": fact.duration}
            changed["outcome"] = fact.outcome
        case VisitMissed():
            changed = {"state": VisitState.MISSED, "reason": fact.reason}
        case VisitCancelled():
            changed = {"state": VisitState.CANCELLED, "reason": fact.reason}
        case _:
            raise TypeError(f"{fact.type} is not a fact about a visit")
    return replace(visit, version=visit.version + 1, **changed)


def visit_id(cause: Cause) -> UUID:
    """The visit that a command plans."""
    return cause.derive("visit")


def schedule(case: Case, mode: VisitMode, planned_at: datetime, cause: Cause) -> Decision:
    """Plan a visit by whoever has the case. Raises Refusal when nobody has it, or the time is before it was opened."""
    must_be_open(case)
    if case.state is not CaseState.ASSIGNED:
        raise Refusal(
            code="case-unassigned", title="Nobody has the case", detail="Assign the case before planning a visit."
        )
    if planned_at < case.opened_at:
        raise Refusal(
            code="visit-before-case", title="The visit lies before the case",
            detail="A visit cannot be planned before its case was opened.",
            pointers=(("/planned_at", "lies before the case was opened"),),
        )  # fmt: skip
    fact = VisitScheduled(case=case.id, visit=visit_id(cause), staff=case.staff, mode=mode, planned_at=planned_at)
    return _both(case, None, fact)


def complete(case: Case, visit: Visit, mode: VisitMode, minutes: int, outcome: VisitOutcome, cause: Cause) -> Decision:
    """The visit took place. Raises Refusal when it is over already."""
    _must_be_planned(visit)
    fact = VisitCompleted(
        case=case.id, visit=visit.id, mode=mode, duration=minutes, outcome=outcome, completed_at=cause.time
    )
    return _both(case, visit, fact)


def miss(case: Case, visit: Visit, reason: VisitMissReason) -> Decision:
    """The visit did not take place. Raises Refusal when it is over already."""
    _must_be_planned(visit)
    return _both(case, visit, VisitMissed(case=case.id, visit=visit.id, reason=reason, planned_at=visit.planned_at))


def cancel(case: Case, visit: Visit, reason: VisitCancelReason) -> Decision:
    """The visit is called off. Raises Refusal when it is over already."""
    _must_be_planned(visit)
    return _both(case, visit, VisitCancelled(case=case.id, visit=visit.id, reason=reason))


def _both(case: Case, visit: Visit | None, fact: Fact) -> Decision:
    """A visit's fact changes the visit and the case it belongs to."""
    return Decision((evolve_case(case, fact), evolve(visit, fact)), (fact,))


def _must_be_planned(visit: Visit) -> None:
    if visit.state is not VisitState.PLANNED:
        raise Refusal(
            code="visit-over", title="The visit is over", detail=f"The visit is {visit.state}; plan a new one."
        )
