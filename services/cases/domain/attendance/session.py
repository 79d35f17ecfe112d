"""A session (nodarbība) of an offer: of a group, a day of a camp or a centre, a workshop, or of one person."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from shared.contracts import attendance as told
from shared.contracts.attendance_codes import AttendanceResult, SessionCancelReason
from shared.contracts.codes import AgeBand
from shared.contracts.fact import Fact
from shared.decision import Refusal


class SessionState(StrEnum):
    """Where a session stands."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class HeadCount:
    """How many of each of `ages` came, as it was written down once."""

    ages: tuple[AgeBand, ...]
    counts: tuple[int, ...]
    counted_at: datetime
    by: UUID | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """One session. `held_at` and `held_minutes` are how it really was."""

    id: UUID
    offer: UUID
    service: str
    """The code of the service."""
    planned_at: datetime
    minutes: int
    staff: tuple[UUID, ...]
    """Who leads it, and so may know who comes."""
    counted: bool
    """Whether those who come are only counted."""
    places: int | None = None
    request: UUID | None = None
    """Of whom it is for alone."""
    series: UUID | None = None
    state: SessionState = SessionState.PLANNED
    reason: SessionCancelReason | None = None
    held_at: datetime | None = None
    held_minutes: int | None = None
    came: int = 0
    """How many came; where they are only counted, by the last count."""
    head_counts: tuple[HeadCount, ...] = ()
    """The last one holds; what stood there before is kept."""
    version: int = 1

    @property
    def began_at(self) -> datetime:
        return self.held_at or self.planned_at

    @property
    def took(self) -> int:
        """How many minutes it took, or is to take."""
        return self.minutes if self.held_minutes is None else self.held_minutes


def evolve(session: Session | None, fact: Fact) -> Session:
    """The session after a fact about itself; of those who come, `attendance` tells."""
    match fact:
        case told.SessionPlanned():
            return Session(
                fact.session, fact.offer, fact.service, fact.planned_at, fact.minutes, fact.staff, fact.counted,
                fact.places, fact.request, fact.series,
            )  # fmt: skip
        case told.SessionChanged():
            changed = {"staff": fact.staff, "places": fact.places}
        case told.SessionHeld():
            changed = {"state": SessionState.HELD, "held_at": fact.held_at, "held_minutes": fact.minutes}
        case told.SessionCancelled():
            changed = {"state": SessionState.CANCELLED, "reason": fact.reason}
        case told.SessionCounted():
            count = HeadCount(fact.ages, fact.counts, fact.counted_at, fact.by)
            changed = {"head_counts": (*session.head_counts, count), "came": sum(fact.counts)}
        case _:
            raise TypeError(f"{fact.type} is not a fact about a session")
    return replace(session, version=session.version + 1, **changed)


def counted_in(session: Session, before: AttendanceResult | None, after: AttendanceResult) -> Session:
    """The session once somebody's attendance is `after`; `before` is what was said of it, none for the first word."""
    came = session.came + (after is AttendanceResult.CAME) - (before is AttendanceResult.CAME)
    return replace(session, came=came, version=session.version + 1)


def must_be(session: Session, *states: SessionState) -> None:
    """Raises Refusal for a session that stands otherwise."""
    if session.state not in states:
        raise Refusal(
            code="session-state", title="That is not what comes next",
            detail=f"The session is {session.state}; for this it must be {' or '.join(states)}.",
        )  # fmt: skip


def must_have_room(session: Session, came: int, pointer: str) -> None:
    """Raises Refusal when so many are more than its places."""
    if session.places is not None and came > session.places:
        raise Refusal(
            code="session-full", title="The session is full",
            detail=f"It has {session.places} places, and {came} would have come: say how many places it has really.",
            pointers=((pointer, "is more than there are places"),),
        )  # fmt: skip


def must_be_by_name(counted: bool, pointer: str) -> None:
    """Raises Refusal where nobody is asked who they are: no person belongs to such a session."""
    if counted:
        raise Refusal(
            code="session-only-counted", title="Those who come are only counted",
            detail="Nobody is asked who they are here: leave out persons, and send how many came of each age.",
            pointers=((pointer, "is not asked for here"),),
        )  # fmt: skip
