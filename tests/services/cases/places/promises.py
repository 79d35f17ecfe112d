"""What a waiting list promises, whatever has happened to it: fair, never overbooked, nobody lost, no place idle."""

from collections.abc import Sequence
from datetime import datetime

from services.cases.domain.capacity.capacity import Capacity
from services.cases.domain.capacity.usable import usable_places
from services.cases.domain.case import OVER as CASE_OVER
from services.cases.domain.case import Case
from services.cases.domain.places.leaving import WAITS
from services.cases.domain.places.line import asks
from services.cases.domain.places.listed import key_of
from services.cases.domain.places.position import position_of, positions
from services.cases.domain.places.queue import Queue
from services.cases.domain.requests.acts import OVER
from services.cases.domain.requests.request import RequestState, ServiceRequest
from services.cases.domain.tasks.task import Task
from shared.contracts import requests as told
from shared.contracts.fact import Fact
from tests.services.cases.places.life import OFFER, ORDER, queue
from tests.services.memory import Memory


class Promises:
    """Looks at one offer at an instant. Raises AssertionError for what does not hold."""

    def __init__(self, memory: Memory, now: datetime) -> None:
        self.memory, self.now = memory, now
        self.requests: list[ServiceRequest] = memory.of(ServiceRequest)
        self.list = queue(memory)
        self.usable = usable_places(memory.states[Capacity, OFFER], now)

    def of_offers(self, facts: Sequence[Fact]) -> None:
        """No place was offered beyond what can be used, nor to anybody while somebody before them might be."""
        offers = [fact for fact in facts if isinstance(fact, told.PlaceOffered)]
        for fact in offers:
            assert fact.held < fact.usable
            mine = next((one for one in self.list.entries if one.request == fact.request), None)
            ready = [one for one in self.list.entries if one.may_be_offered(self.now)]
            assert mine is None or all(key_of(mine, ORDER) < key_of(one, ORDER) for one in ready), "passed over"
        if offers:
            assert self.list.tally(self.now).held <= self.usable == offers[-1].usable

    def of_the_queue(self) -> None:
        """The row counts what the requests say; each position has its reasons; what is asked of somebody is a task."""
        row, tally = self.memory.states.get((Queue, OFFER)), self.list.tally(self.now)
        counted = (row.waiting, row.offered, row.taken) if row else (0, 0, 0)
        assert counted == (tally.waiting, tally.offered, tally.taken)
        stand = {one.id for one in self.requests if one.state not in (*OVER, RequestState.REQUESTED)}
        assert {entry.request for entry in self.list.entries} == stand, "somebody was lost"
        people = [entry.person for entry in self.list.entries]
        assert len(people) == len(set(people)), "somebody stands there twice"
        over = {case.id for case in self.memory.of(Case) if case.state in CASE_OVER}
        assert not [one for one in self.requests if one.case_id in over and one.state in WAITS], "a case left it behind"
        found = positions(self.list, ORDER, self.now)
        assert [one.number for one in found.values()] == list(range(1, len(found) + 1))
        assert all(sum(one.ahead.values()) == one.number - 1 for one in found.values())
        assert found == {one: position_of(self.list, ORDER, self.now, one) for one in found}
        wanted = {(one.id, kind, due) for one in self.requests for kind, due in asks(one)}
        open = [(task.about, task.kind, task.due_at) for task in self.memory.of(Task) if task.state == "open"]
        assert sorted(open) == sorted(wanted)

    def of_rest(self) -> None:
        """Once all clocks have fired, no place is free while somebody waits for it, and no clock has run out."""
        tally = self.list.tally(self.now)
        assert tally.held >= self.usable or not tally.ready, "a place is idle, and somebody waits"
        for one in self.requests:
            silent = one.asked_until if one.unreachable_since is None and one.state is RequestState.WAITING else None
            clocks = [due for due in (one.answer_due, one.renewal_due, silent) if due]
            assert all(due > self.now for due in clocks), "a clock has run out, and nobody was told"

    @staticmethod
    def of_the_log(facts: Sequence[Fact]) -> None:
        """Nobody was offered a second place before they had answered for the first, nor answered twice or too late."""
        offered = {}
        for fact in facts:
            match fact:
                case told.PlaceOffered():
                    assert fact.request not in offered, "offered twice"
                    offered[fact.request] = fact.answer_due
                case told.PlaceAccepted():
                    assert fact.accepted_at < offered.pop(fact.request), "accepted too late"
                case told.PlaceDeclined():
                    assert offered.pop(fact.request), "answered twice"
