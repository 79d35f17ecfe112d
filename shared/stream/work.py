"""What a service gives the stream: how the facts, messages and timers it is told of take effect.

Two implementations: `deciding.Deciding` (load → decide → save, for services that own state) and reporting's
projections (set-based SQL). The stream does not know which.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from time import perf_counter
from typing import Any, Protocol

import asyncpg

from shared.contracts.codes import ParkReason
from shared.decision import Cause
from shared.stream.event import Event
from shared.stream.record import Record


@dataclass(slots=True)
class Heard:
    """A record that was read: its validated body and its cause. `record` is None for a timer or a command."""

    type: str
    key: str
    body: Any
    cause: Cause
    record: Record | None = None

    @property
    def stands(self) -> tuple[str, str]:
        """What it is ordered with: when one of these cannot be processed, the later ones wait behind it."""
        return (self.record.source if self.record else "timer", self.key)


@dataclass(frozen=True, slots=True)
class Failure:
    """A record that could not be processed, and why. `detail` quotes nothing out of it; `error` is what was raised."""

    record: Record | Heard
    reason: ParkReason
    detail: str
    error: Exception | None = None

    @property
    def origin(self) -> Record | None:
        """The record it came as; None for a timer."""
        return self.record.record if isinstance(self.record, Heard) else self.record

    @property
    def stands(self) -> tuple[str, str]:
        """What it is ordered with, as for what was heard."""
        return self.record.stands if isinstance(self.record, Heard) else (self.record.source, self.record.key)


@dataclass(slots=True)
class Applied:
    """What applying some records led to. Nothing of it is appended yet: that comes last, once per transaction."""

    events: list[Event] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    count: int = 0
    seconds: dict[str, float] = field(default_factory=dict)
    """How long each step took: load, decide, save."""

    def add(self, other: "Applied") -> None:
        self.events += other.events
        self.failures += other.failures
        self.count += other.count
        for step, seconds in other.seconds.items():
            self.seconds[step] = self.seconds.get(step, 0.0) + seconds


@dataclass(slots=True)
class Stopwatch:
    """How long the steps of one transaction take."""

    laps: dict[str, float] = field(default_factory=dict)
    _since: float = field(default_factory=perf_counter)

    def lap(self, step: str) -> None:
        now = perf_counter()
        self.laps[step] = self.laps.get(step, 0.0) + now - self._since
        self._since = now


BEHIND = "an earlier record of its key is parked"


class Work(Protocol):
    """The service as the stream sees it."""

    name: str
    municipality: str

    def read(self, record: Record, now: datetime) -> Heard | None:
        """Validate a record; None when its type is deliberately ignored here. Raises registry.UndecodableRecord."""

    async def apply(self, conn: asyncpg.Connection, heard: Sequence[Heard], failed: set[tuple[str, str]]) -> Applied:
        """Let records take effect, in order, in the caller's transaction, without appending.

        Keys in `failed` are passed over (their records wait), and keys that fail here are added to it.
        Raises only what concerns all of them (the database, a bug outside one record).
        """

    def answer(self, failure: Failure, now: datetime) -> Event | None:
        """What the partner is told about its message that could not be processed; None for facts and timers."""
