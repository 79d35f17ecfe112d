"""Where somebody stands in a queue, and because of what each of those before them stands there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from services.cases.domain.places.queue import Entry, Queue, key_of, ordered
from shared.contracts.request_codes import WaitingCriterion


class Standing(StrEnum):
    """Whether a place may be offered to somebody who waits."""

    READY = "ready"
    POSTPONED = "postponed"
    NOT_REACHABLE = "not_reachable"


@dataclass(frozen=True, slots=True)
class Position:
    """Somebody's place among those who wait: `ahead` counts those before them by what puts them there."""

    number: int
    of: int
    standing: Standing
    ahead: Mapping[WaitingCriterion, int]
    ready_ahead: int
    """How many of those may be offered a place before them, as things stand."""


def positions(queue: Queue, order: Sequence[WaitingCriterion], at: datetime) -> Mapping[UUID, Position]:
    """The position of everybody who waits at that instant, by request, in their order."""
    waiting = [entry for entry in ordered(queue, order).entries if entry.waits]
    found = {}
    for number, entry in enumerate(waiting, 1):
        before = waiting[: number - 1]
        why = [_differs(key_of(other, order), key_of(entry, order), order) for other in before]
        found[entry.request] = Position(
            number, len(waiting), _standing(entry, at), {c: why.count(c) for c in WaitingCriterion if c in why},
            sum(other.may_be_offered(at) for other in before),
        )  # fmt: skip
    return found


def _differs(other: tuple, mine: tuple, order: Sequence[WaitingCriterion]) -> WaitingCriterion:
    """What puts another before me; who is alike in all of it came first."""
    differ = (what for what, theirs, own in zip(order, other, mine, strict=False) if theirs != own)
    return next(differ, WaitingCriterion.SINCE)


def _standing(entry: Entry, at: datetime) -> Standing:
    if entry.unreachable:
        return Standing.NOT_REACHABLE
    return Standing.READY if entry.may_be_offered(at) else Standing.POSTPONED
