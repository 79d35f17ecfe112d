"""The case (sociālais gadījums): its states, and how each fact changes it. What may be done with it says `acts`."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from shared.contracts.case_codes import CaseStage, CountedAs, RiskReason
from shared.contracts.case_life import (
    CaseCounted,
    CaseDeputySet,
    CaseMarkedDuplicate,
    CaseMoved,
    CaseResumed,
    CaseSuspended,
    CaseUnmarkedDuplicate,
    ClosureRequested,
    ClosureReturned,
    DuplicateChanged,
    RiskAssessed,
)
from shared.contracts.cases import CaseAssigned, CaseClosed, CaseOpened, CaseReopened
from shared.contracts.codes import AgeBand, CaseOutcome, NeedCode, Priority, ReferralKind
from shared.contracts.contacts import ContactRecorded
from shared.contracts.counting import count_as
from shared.contracts.fact import Fact
from shared.contracts.plan_codes import RiskLevel
from shared.contracts.tasks import TaskAdded, TaskCompleted
from shared.contracts.visits import VisitCancelled, VisitCompleted, VisitMissed, VisitScheduled


class CaseState(StrEnum):
    """Where a case stands; the drawing is in the service's README."""

    OPEN = "open"
    ASSIGNED = "assigned"
    ASSESSMENT = "assessment"
    PLAN_DRAFT = "plan_draft"
    PLAN_APPROVED = "plan_approved"
    SERVICES = "services"
    REVIEW = "review"
    SUSPENDED = "suspended"
    REOPENED = "reopened"
    CLOSED = "closed"
    DUPLICATE = "duplicate"


OVER = (CaseState.CLOSED, CaseState.DUPLICATE)
"""Nobody works on a case in these states."""


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
    number: str | None = None
    """That of the referral it grew from."""
    counted_as: CountedAs = CountedAs.ADULT
    risk: RiskLevel | None = None
    risk_reasons: tuple[RiskReason, ...] = ()
    risk_at: datetime | None = None
    wished_outcome: CaseOutcome | None = None
    """With which outcome somebody wishes to close it, and `wished_by`; a supervisor decides."""
    wished_by: UUID | None = None
    rested: CaseState | None = None
    """Where it was before it was suspended or found to be a duplicate, and goes on after that."""
    suspended_until: datetime | None = None
    duplicate_of: UUID | None = None
    duplicates: tuple[UUID, ...] = ()
    """The cases whose place it takes."""
    reopened_at: datetime | None = None
    version: int = 1


def evolve(case: Case | None, fact: Fact) -> Case:
    """The case after a fact of the service's own."""
    if isinstance(fact, CaseOpened):
        return _opened(fact)
    changed = _changed(case, fact)
    return replace(case, version=case.version + 1, **changed)


def _opened(fact: CaseOpened) -> Case:
    return Case(
        id=fact.case, referrals=fact.referrals, subjects=fact.subjects, kind=fact.kind, priority=fact.priority,
        needs=fact.needs, age_band=fact.age_band, unit=fact.unit, opened_at=fact.opened_at, due_at=fact.due_at,
        opened_by=fact.opened_by, number=fact.number,
        counted_as=fact.counted_as or count_as(fact.age_band, fact.subjects),
    )  # fmt: skip


def _changed(case: Case, fact: Fact) -> dict:
    """The fields that a fact changes."""
    match fact:
        case CaseAssigned():
            state = CaseState.ASSIGNED if case.state is CaseState.OPEN else case.state
            # One that rests and is given to somebody goes on as an assigned case.
            rested = CaseState.ASSIGNED if case.rested is CaseState.OPEN else case.rested
            return {"state": state, "rested": rested, "staff": fact.staff, "unit": fact.unit}
        case CaseDeputySet():
            return {"deputy": fact.deputy}
        case CaseMoved():
            return {"state": state_of(fact.stage)}
        case CaseCounted():
            return {"counted_as": fact.counted_as}
        case RiskAssessed():
            return {"risk": fact.level, "risk_reasons": fact.reasons, "risk_at": fact.assessed_at}
        case VisitScheduled():
            return {"open_visits": (*case.open_visits, fact.visit)}
        case VisitCompleted():
            contact = case.first_contact_at or fact.completed_at
            return {"open_visits": _without(case.open_visits, fact.visit), "first_contact_at": contact}
        case ContactRecorded():
            return {"first_contact_at": case.first_contact_at or fact.began_at}
        case VisitMissed() | VisitCancelled():
            return {"open_visits": _without(case.open_visits, fact.visit)}
        case TaskAdded():
            return {"open_duties": (*case.open_duties, fact.task)}
        case TaskCompleted():
            return {"open_duties": _without(case.open_duties, fact.task)}
        case _:
            return _ended_or_rested(case, fact)


def _ended_or_rested(case: Case, fact: Fact) -> dict:
    match fact:
        case ClosureRequested():
            return {"wished_outcome": fact.outcome, "wished_by": fact.requested_by}
        case ClosureReturned():
            return {"wished_outcome": None, "wished_by": None}
        case CaseClosed():
            ended = {"state": CaseState.CLOSED, "outcome": fact.outcome, "closed_at": fact.closed_at}
            return ended | {"wished_outcome": None, "wished_by": None, "rested": None, "suspended_until": None}
        case CaseReopened():
            again = {"state": CaseState.REOPENED, "outcome": None, "closed_at": None}
            return again | {"reopened_at": fact.reopened_at}
        case CaseSuspended():
            return {"state": CaseState.SUSPENDED, "rested": case.state, "suspended_until": fact.until}
        case CaseResumed():
            return {"state": case.rested, "rested": None, "suspended_until": None}
        case CaseMarkedDuplicate():
            # One that rests has but one state to go back to: that in which it was worked on.
            rested = case.rested or case.state
            return {"state": CaseState.DUPLICATE, "rested": rested, "suspended_until": None, "duplicate_of": fact.of}
        case CaseUnmarkedDuplicate():
            return {"state": case.rested, "rested": None, "duplicate_of": None}
        case DuplicateChanged() if fact.joined:
            referrals = (*case.referrals, *(one for one in fact.referrals if one not in case.referrals))
            return {"duplicates": (*case.duplicates, fact.duplicate), "referrals": referrals}
        case DuplicateChanged():
            referrals = tuple(one for one in case.referrals if one not in fact.referrals)
            return {"duplicates": _without(case.duplicates, fact.duplicate), "referrals": referrals}
    raise TypeError(f"{fact.type} is not a fact about a case")


def state_of(stage: CaseStage) -> CaseState:
    """The state of a case whose work is at this stage."""
    return CaseState(stage.value)


def _without(all: tuple[UUID, ...], one: UUID) -> tuple[UUID, ...]:
    return tuple(other for other in all if other != one)
