"""Where somebody stands in a queue, and because of what each of those before them stands there."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import pairwise
from uuid import UUID

from services.cases.domain.places.listed import Entry, WaitingList, key_of
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


def positions(waiting_list: WaitingList, order: Sequence[WaitingCriterion], at: datetime) -> Mapping[UUID, Position]:
    """The position of everybody who waits at that instant, by request, in their order."""
    waiting = sorted(
        ((key_of(entry, order), entry) for entry in waiting_list.entries if entry.waits), key=lambda pair: pair[0]
    )
    found, ready, before = {}, 0, ()
    # Where those begin who are like whoever is looked at in nothing, in the first criterion, in the first two, …
    alike = [0] * (len(order) + 1)
    for here, (key, entry) in enumerate(waiting):
        differs = next((n for n, (mine, theirs) in enumerate(zip(key, before, strict=False)) if mine != theirs), 0)
        alike = [first if number <= differs else here for number, first in enumerate(alike)]
        ahead = _ahead((*order, WaitingCriterion.SINCE), [*alike, here])
        found[entry.request] = Position(here + 1, len(waiting), _standing(entry, at), ahead, ready)
        ready, before = ready + entry.may_be_offered(at), key
    return found


def position_of(
    waiting_list: WaitingList, order: Sequence[WaitingCriterion], at: datetime, request: UUID
) -> Position | None:
    """The same for one request, without a look at where the others stand; None when it does not wait."""
    waiting = [entry for entry in waiting_list.entries if entry.waits]
    entry = next((one for one in waiting if one.request == request), None)
    if entry is None:
        return None
    mine = key_of(entry, order)
    before = [(key, one) for one in waiting if (key := key_of(one, order)) < mine]
    ahead = Counter(_differs(key, mine, order) for key, _ in before)
    ready = sum(one.may_be_offered(at) for _, one in before)
    return Position(len(before) + 1, len(waiting), _standing(entry, at), _told(ahead), ready)


def _differs(other: tuple, mine: tuple, order: Sequence[WaitingCriterion]) -> WaitingCriterion:
    """What puts another before me; who is alike in all of it came first."""
    differ = (what for what, theirs, own in zip(order, other, mine, strict=False) if theirs != own)
    return next(differ, WaitingCriterion.SINCE)


def _ahead(order: Sequence[WaitingCriterion], alike: Sequence[int]) -> Mapping[WaitingCriterion, int]:
    """How many stand before by each criterion: who is alike in all that goes before it, and no longer in it.

    Who is alike in all of it came first.
    """
    counts = Counter()
    for criterion, (first, last) in zip(order, pairwise(alike), strict=True):
        counts[criterion] += last - first
    return _told(counts)


def _told(counts: Counter) -> Mapping[WaitingCriterion, int]:
    return {criterion: counts[criterion] for criterion in WaitingCriterion if counts[criterion]}


def _standing(entry: Entry, at: datetime) -> Standing:
    if entry.unreachable:
        return Standing.NOT_REACHABLE
    return Standing.READY if entry.may_be_offered(at) else Standing.POSTPONED
