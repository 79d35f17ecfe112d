"""The case (sociālais gadījums): its states, and how each fact changes it."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from shared.contracts.cases import CaseAssigned, CaseClosed, CaseOpened
from shared.contracts.codes import AgeBand, CaseOutcome, NeedCode, Priority, ReferralKind
from shared.contracts.fact import Fact
from shared.contracts.tasks import TaskAdded, TaskCompleted
from shared.contracts.visits import VisitCancelled, VisitCompleted, VisitMissed, VisitScheduled


class CaseState(StrEnum):
    """Where a case stands. It is opened, given to somebody, worked on, and closed with an outcome."""

    OPEN = "open"
    ASSIGNED = "assigned"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Case:
    """One case. Who it is about, only intake can say; `subjects` are intake's ids."""

    id: UUID
    referrals: tuple[UUID, ...]
    subjects: tuple[UUID, ...]
    kind: ReferralKind
    priority: Priority
    needs: tuple[NeedCode, ...]
    age_band: AgeBand
    unit: UUID
    opened_at: datetime
    due_at: datetime | None
    state: CaseState = CaseState.OPEN
    staff: UUID | None = None
    deputy: UUID | None = None
    """Who works on it when `staff` cannot."""
    opened_by: UUID | None = None
    open_visits: tuple[UUID, ...] = ()
    open_duties: tuple[UUID, ...] = ()
    """Its statutory tasks that are not done: the case does not close over them."""
    withdrawn: tuple[UUID, ...] = ()
    """Those of its referrals that their senders took back since."""
    first_contact_at: datetime | None = None
    outcome: CaseOutcome | None = None
    closed_at: datetime | None = None
    version: int = 1


def evolve(case: Case | None, fact: Fact) -> Case:
    """The case after a fact of the service's own."""
    match fact:
        case CaseOpened():
            return Case(
                id=fact.case, referrals=fact.referrals, subjects=fact.subjects, kind=fact.kind, priority=fact.priority,
                needs=fact.needs, age_band=fact.age_band, unit=fact.unit, opened_at=fact.opened_at, due_at=fact.due_at,
                opened_by=fact.opened_by,
            )  # fmt: skip
        case CaseAssigned():
            changed = {"state": CaseState.ASSIGNED, "staff": fact.staff, "unit": fact.unit}
        case VisitScheduled():
            changed = {"open_visits": (*case.open_visits, fact.visit)}
        case VisitCompleted():
            contact = case.first_contact_at or fact.completed_at
            changed = {"open_visits": _without(case.open_visits, fact.visit), "first_contact_at": contact}
        case VisitMissed() | VisitCancelled():
            changed = {"open_visits": _without(case.open_visits, fact.visit)}
        case TaskAdded():
            changed = {"open_duties": (*case.open_duties, fact.task)}
        case TaskCompleted():
            changed = {"open_duties": _without(case.open_duties, fact.task)}
        case CaseClosed():
            changed = {"state": CaseState.CLOSED, "outcome": fact.outcome, "closed_at": fact.closed_at}
        case _:
            raise TypeError(f"{fact.type} is not a fact about a case")
    return replace(case, version=case.version + 1, **changed)


def _without(all: tuple[UUID, ...], one: UUID) -> tuple[UUID, ...]:
    return tuple(other for other in all if other != one)
