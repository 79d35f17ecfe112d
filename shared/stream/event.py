"""What travels: one fact or message with its CloudEvents attributes, and its place in a log."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from shared.decision import Cause, derived

MAX_BYTES = 262_144
"""The largest body the log takes: far below what Kafka refuses, far above what a fact of ids and codes needs."""


class OversizeFact(ValueError):
    """A decision led to a body that the log does not take."""


@dataclass(slots=True)
class Event:
    """One fact (or receipt) ready to be appended. `data` is UTF-8 JSON; `topic` is set for receipts only."""

    id: UUID
    type: str
    key: str
    time: datetime
    data: str
    causation: UUID | None
    correlation: str
    trace: str | None = None
    topic: str | None = None
    actor: UUID | None = None
    """The member of staff behind it, where the service keeps that; it stays in the log and does not travel."""


@dataclass(slots=True)
class Recorded:
    """An event at its place in a source's log. `previous` is the fact before it, None for a partition's first."""

    event: Event
    partition: int
    position: int
    epoch: int
    previous: UUID | None


def event_of(
    cause: Cause, index: int, type: str, key: str, data: str, topic: str | None = None, actor: UUID | None = None
) -> Event:
    """The `index`-th event that `cause` leads to. Its id is derived, so that deciding again gives the same event.

    Raises OversizeFact: whatever leads to such an event is at fault, and not the batch it came in.
    """
    if len(data.encode()) > MAX_BYTES:
        raise OversizeFact(f"{type}: the body is larger than {MAX_BYTES} bytes")
    return Event(
        id=derived(cause.id, f"{type}/{key}/{index}"),
        type=type,
        key=key,
        time=cause.time,
        data=data,
        causation=cause.id,
        correlation=cause.correlation,
        trace=cause.trace,
        topic=topic,
        actor=actor,
    )
