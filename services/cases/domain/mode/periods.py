"""Which mode holds when: what every decision reads, and what every fact is marked with."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from shared.contracts.cases import CasesFact
from shared.contracts.fact import Fact
from shared.contracts.mode_codes import EmergencyReason, ServiceMode
from shared.decision import Cause, World

ID = "mode"
"""There is one mode for the whole service."""


class PeriodState(StrEnum):
    """Where a period of emergency stands."""

    PLANNED = "planned"
    IN_FORCE = "in_force"
    OVER = "over"
    CALLED_OFF = "called_off"


@dataclass(frozen=True, slots=True)
class Period:
    """A period of emergency (ārkārtējā situācija), from an instant, until before another one or until somebody ends it.

    `source` says in words who decided it (an order of the Cabinet, say); it is in no fact.
    """

    id: UUID
    reason: EmergencyReason
    source: str
    from_at: datetime
    until_at: datetime | None
    planned_at: datetime
    by: UUID | None = None

    @property
    def is_empty(self) -> bool:
        """Whether it ends where it begins: it was called off."""
        return self.until_at is not None and self.until_at <= self.from_at

    def holds_at(self, time: datetime) -> bool:
        return self.from_at <= time and (self.until_at is None or time < self.until_at)

    def state_at(self, time: datetime) -> PeriodState:
        if self.is_empty:
            return PeriodState.CALLED_OFF
        if time < self.from_at:
            return PeriodState.PLANNED
        return PeriodState.IN_FORCE if self.holds_at(time) else PeriodState.OVER


@dataclass(frozen=True, slots=True)
class Periods:
    """All periods of emergency, as every decision reads them. `EmergencyMode` writes them."""

    id: str
    periods: tuple[Period, ...]


def period_at(periods: Iterable[Period], time: datetime) -> Period | None:
    """The period of emergency that holds at `time`; they do not overlap."""
    return next((period for period in periods if period.holds_at(time)), None)


def overlap(one: Period, other: Period) -> bool:
    """Whether there is an instant at which both hold."""
    if one.is_empty or other.is_empty:
        return False
    return (one.until_at is None or other.from_at < one.until_at) and (
        other.until_at is None or one.from_at < other.until_at
    )


def mode_at(periods: Iterable[Period], time: datetime) -> ServiceMode:
    """The mode that holds at `time`."""
    return ServiceMode.EMERGENCY if period_at(periods, time) else ServiceMode.NORMAL


def now(world: World, time: datetime) -> ServiceMode:
    """The mode that holds at `time`, for a rule: as far as is known when it decides."""
    known = world.get(Periods, ID)
    return mode_at(known.periods, time) if known else ServiceMode.NORMAL


def marked(world: World, fact: Fact, cause: Cause) -> Fact:
    """The fact with the mode in which it is told, unless its rule has said which."""
    if not isinstance(fact, CasesFact) or fact.service_mode is not None:
        return fact
    return fact.model_copy(update={"service_mode": now(world, cause.time)})
