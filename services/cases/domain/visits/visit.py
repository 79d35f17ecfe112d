"""The visit (apsekošana, tikšanās): its states, and how each fact changes it."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from shared.contracts import visits as told
from shared.contracts.codes import VisitMode, VisitOutcome
from shared.contracts.contact_codes import RescheduleReason, VisitJustification, VisitPlace
from shared.contracts.fact import Fact


class VisitState(StrEnum):
    """Where a visit stands. It is planned once, may begin once, and is over once."""

    PLANNED = "planned"
    CONFIRMED = "confirmed"
    STARTED = "started"
    COMPLETED = "completed"
    MISSED = "missed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit of one case. `duration` is in minutes, `place` none when it is not in person."""

    id: UUID
    case_id: UUID
    staff: UUID
    mode: VisitMode
    planned_at: datetime
    state: VisitState = VisitState.PLANNED
    duration: int | None = None
    outcome: VisitOutcome | None = None
    reason: str | None = None
    place: VisitPlace | None = None
    area: str | None = None
    companion: UUID | None = None
    justification: VisitJustification | None = None
    series: UUID | None = None
    moved_from: tuple[datetime, ...] = ()
    """For when it was planned before, the oldest first; `moved_why` says why each time."""
    moved_why: tuple[RescheduleReason, ...] = ()
    started_at: datetime | None = None
    ended_at: datetime | None = None
    checklist: str | None = None
    unmet: tuple[str, ...] = ()
    safety: str | None = None
    check_in_every: int | None = None
    """While somebody is alone out there: how many minutes they may stay silent."""
    check_in_due: datetime | None = None
    """Until when they must say that they are safe."""
    checked_in_at: datetime | None = None
    check_in_missed_at: datetime | None = None
    """When they should have said so and did not, until they say it."""
    watched_by: UUID | None = None
    """The supervisor who is told of that."""
    score: int | None = None
    after_hours: bool | None = None
    version: int = 1


def evolve(visit: Visit | None, fact: Fact) -> Visit:
    """The visit after a fact of the service's own."""
    match fact:
        case told.VisitScheduled():
            # Builds that said nothing of a place knew visits at home only.
            place = fact.place or (VisitPlace.HOME if fact.mode is VisitMode.IN_PERSON else None)
            return Visit(
                fact.visit, fact.case, fact.staff, fact.mode, fact.planned_at, place=place, area=fact.area,
                companion=fact.companion, justification=fact.justification, series=fact.series,
            )  # fmt: skip
        case told.VisitConfirmed():
            changed = {"state": VisitState.CONFIRMED}
        case told.VisitRescheduled():
            # Whoever agreed to the old time has not agreed to the new one.
            changed = {"state": VisitState.PLANNED, "planned_at": fact.planned_at}
            changed["moved_from"] = (*visit.moved_from, fact.before)
            changed["moved_why"] = (*visit.moved_why, fact.reason)
        case told.VisitStarted():
            changed = {"state": VisitState.STARTED, "started_at": fact.started_at, "checklist": fact.checklist}
            changed |= {"unmet": fact.unmet, "safety": fact.safety}
            changed |= {"check_in_every": fact.check_in_every, "check_in_due": fact.check_in_due}
            changed["watched_by"] = fact.watched_by
            changed |= {"companion": fact.companion, "justification": fact.justification}
        case told.SafetyCheckedIn():
            changed = {"check_in_due": fact.check_in_due, "checked_in_at": fact.checked_in_at}
            changed["check_in_missed_at"] = None
        case told.SafetyCheckInMissed():
            changed = {"check_in_missed_at": fact.due_at}
        case told.VisitCompleted():
            changed = {"state": VisitState.COMPLETED, "mode": fact.mode, "duration": fact.duration}
            changed |= {"outcome": fact.outcome, "ended_at": fact.completed_at, "score": fact.score}
            changed |= {"after_hours": fact.after_hours, "check_in_due": None, "check_in_missed_at": None}
        case told.VisitMissed():
            changed = {"state": VisitState.MISSED, "reason": fact.reason}
            changed |= {"check_in_due": None, "check_in_missed_at": None}
        case told.VisitCancelled():
            changed = {"state": VisitState.CANCELLED, "reason": fact.reason}
        case _:
            raise TypeError(f"{fact.type} is not a fact about a visit")
    return replace(visit, version=visit.version + 1, **changed)
