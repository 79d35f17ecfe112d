"""The queue of an offer (rinda): who waits for its places and who holds them, as one state.

Whoever changes anything about one of its places locks this one row: two coordinators, an answer and a clock that runs
out stand behind each other, so that no place is given twice and nobody is passed over. What each of its entries says
follows from the facts of one request alone, so that the log gives the same queue in whatever order requests replay.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from services.cases.domain.case import Case
from services.cases.domain.requests.acts import HOLDS
from services.cases.domain.requests.request import RequestState, ServiceRequest
from shared.contracts.codes import Priority
from shared.contracts.request_codes import WaitingCriterion
from shared.decision import Ref

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

    @property
    def holds(self) -> bool:
        return self.state in HOLDS

    def may_be_offered(self, at: datetime) -> bool:
        """Whether a place may be offered to them at that instant."""
        ready = self.postponed_until is None or self.postponed_until <= at
        return self.waits and ready and not self.unreachable


@dataclass(frozen=True, slots=True)
class Queue:
    """The queue of one offer; its id is the offer's. `entries` stand in the order of `sorted_by`."""

    id: UUID
    service: str
    """The code of the service."""
    sorted_by: tuple[WaitingCriterion, ...] = ()
    entries: tuple[Entry, ...] = ()

    @property
    def held(self) -> int:
        """How many places are offered or taken."""
        return sum(entry.holds for entry in self.entries)

    @property
    def taken(self) -> int:
        """How many places are accepted or used: those that an offer alone does not take."""
        return sum(entry.holds and entry.state is not RequestState.OFFERED for entry in self.entries)

    @property
    def leads_to(self) -> Iterable[Ref]:
        """Whoever may be next in line at any instant: an offer changes them too.

        Those who postponed or were not reached, up to the first who is certain to be there.
        """
        for entry in self.entries:
            if entry.waits:
                yield ServiceRequest, entry.request
                yield Case, entry.case_id
                if entry.postponed_until is None and not entry.unreachable:
                    return


def key_of(entry: Entry, order: Sequence[WaitingCriterion]) -> tuple:
    """By what an entry is sorted. The id decides between those who are alike in everything, so that order is total."""
    values = {
        WaitingCriterion.URGENCY: FIRST.index(entry.urgency),
        WaitingCriterion.POINTS: -entry.points,
        WaitingCriterion.SINCE: entry.since,
    }
    return (*(values[criterion] for criterion in order), entry.since, entry.request)


def ordered(queue: Queue, order: Sequence[WaitingCriterion]) -> Queue:
    """The queue in this order."""
    entries = sorted(queue.entries, key=lambda entry: key_of(entry, order))
    return replace(queue, sorted_by=tuple(order), entries=tuple(entries))


def with_request(queue: Queue, request: ServiceRequest, order: Sequence[WaitingCriterion]) -> Queue:
    """The queue after a request has changed: whoever neither waits nor holds a place stands in it no longer."""
    others = tuple(entry for entry in queue.entries if entry.request != request.id)
    stands = request.state is RequestState.WAITING or request.state in HOLDS
    return ordered(replace(queue, entries=(*others, *([entry_of(request)] if stands else []))), order)


def entry_of(request: ServiceRequest) -> Entry:
    return Entry(
        request.id, request.case_id, request.person, request.state, request.urgency, request.points,
        request.requested_at, request.postponed_until, request.unreachable_since is not None,
    )  # fmt: skip


def next_in_line(queue: Queue, order: Sequence[WaitingCriterion], at: datetime) -> Entry | None:
    """To whom the next place is offered at that instant; None when nobody waits who may be offered one."""
    offerable = (entry for entry in queue.entries if entry.may_be_offered(at))
    return min(offerable, key=lambda entry: key_of(entry, order), default=None)
