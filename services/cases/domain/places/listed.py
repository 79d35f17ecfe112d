"""Everybody who stands in the queue of an offer, as a list in their order: for whoever reads it, and explains it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.cases.domain.requests.acts import HOLDS
from services.cases.domain.requests.request import RequestState, ServiceRequest
from shared.contracts.codes import Priority
from shared.contracts.request_codes import WaitingCriterion

FIRST = (Priority.STAT, Priority.ASAP, Priority.URGENT, Priority.ROUTINE)
"""The most urgent first."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody who waits for a place, or holds one."""

    request: UUID
    case_id: UUID
    person: UUID
    state: RequestState
    urgency: Priority
    points: int
    since: datetime
    postponed_until: datetime | None = None
    unreachable: bool = False

    @property
    def waits(self) -> bool:
        return self.state is RequestState.WAITING

    def may_be_offered(self, at: datetime) -> bool:
        """Whether a place may be offered to them at that instant."""
        ready = self.postponed_until is None or self.postponed_until <= at
        return self.waits and ready and not self.unreachable


@dataclass(frozen=True, slots=True)
class Tally:
    """How many stand in a queue at an instant, as what."""

    waiting: int
    ready: int
    """How many of them may be offered a place."""
    offered: int
    taken: int
    waits_longest_since: datetime | None

    @property
    def held(self) -> int:
        """How many places are offered or taken."""
        return self.offered + self.taken


@dataclass(frozen=True, slots=True)
class WaitingList:
    """Who stands in the queue of an offer at an instant; its id is the offer's."""

    id: UUID
    entries: tuple[Entry, ...] = ()

    def tally(self, at: datetime) -> Tally:
        waiting = [entry for entry in self.entries if entry.waits]
        offered = sum(entry.state is RequestState.OFFERED for entry in self.entries)
        return Tally(
            len(waiting), sum(entry.may_be_offered(at) for entry in waiting), offered,
            len(self.entries) - len(waiting) - offered, min((entry.since for entry in waiting), default=None),
        )  # fmt: skip


def listed(offer: UUID, requests: Iterable[ServiceRequest]) -> WaitingList:
    """Whoever of these requests waits for a place of the offer, or holds one."""
    stand = (one for one in requests if one.state is RequestState.WAITING or one.state in HOLDS)
    return WaitingList(offer, tuple(map(entry_of, stand)))


def entry_of(request: ServiceRequest) -> Entry:
    return Entry(
        request.id, request.case_id, request.person, request.state, request.urgency, request.points,
        request.requested_at, request.postponed_until, request.unreachable_since is not None,
    )  # fmt: skip


def key_of(entry: Entry, order: Sequence[WaitingCriterion]) -> tuple:
    """By what an entry is sorted. The id decides between those who are alike in everything, so that order is total."""
    values = {
        WaitingCriterion.URGENCY: FIRST.index(entry.urgency),
        WaitingCriterion.POINTS: -entry.points,
        WaitingCriterion.SINCE: entry.since,
    }
    return (*(values[criterion] for criterion in order), entry.since, entry.request)


def next_in_line(entries: Iterable[Entry], order: Sequence[WaitingCriterion], at: datetime) -> Entry | None:
    """To whom the next place is offered at that instant; None when nobody waits who may be offered one."""
    offerable = (entry for entry in entries if entry.may_be_offered(at))
    return min(offerable, key=lambda entry: key_of(entry, order), default=None)
