"""A waiting list in any order of acts, clocks and cuts, by two coordinators: fair, explained, never overbooked."""

from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from services.cases.domain.capacity.capacity import Capacity
from services.cases.domain.capacity.usable import usable_places
from services.cases.domain.case import Case
from services.cases.domain.places.line import asks, timers
from services.cases.domain.places.offering import NEXT
from services.cases.domain.places.position import positions
from services.cases.domain.places.queue import Queue, key_of
from services.cases.domain.requests.acts import HOLDS, OVER
from services.cases.domain.requests.request import RequestState, ServiceRequest
from services.cases.domain.tasks.task import Task
from services.cases.handlers import REPLAYED
from shared.contracts import requests as told
from shared.contracts.codes import Priority
from shared.contracts.registry import decode
from shared.contracts.request_codes import PlaceDeclineReason, ServiceEndReason, WaitingCriterion
from shared.decision import Refusal
from tests.services.cases.places.life import (
    DAY,
    OFFER,
    accept,
    begun,
    capacity,
    clocks_of,
    confirm,
    decline,
    end,
    fire,
    offer,
    start,
    waiting,
)
from tests.services.cases.samples import MONDAY, RULES
from tests.services.memory import Memory, cause

ORDER = (WaitingCriterion.URGENCY, WaitingCriterion.POINTS, WaitingCriterion.SINCE)
NTH = st.integers(0, 4)


class Waiting(RuleBasedStateMachine):
    """One offer. Whatever two coordinators try, in whatever order it is written, the rules below hold."""

    @initialize(places=st.integers(0, 2))
    def begin(self, places):
        self.memory, self.now = begun(places), MONDAY
        self.clocks, self.gone, self.told = [], [], []

    def tried(self, attempt, *args, **more) -> None:
        """What is refused changes nothing; each offer is looked at beside the queue as it stood just before."""
        before, facts = dict(self.memory.states), len(self.memory.facts)
        try:
            decision = attempt(self.memory, *args, **more)
        except Refusal as no:
            assert self.memory.states == before, "refused, and yet something changed"
            assert no.code != "queue-moved", "whoever is next is loaded with the queue"
            return
        assert not any(timer.kind == NEXT for timer in decision.timers), "whoever is next is loaded with the queue"
        self.clocks += clocks_of(decision)
        self.look_at(before.get((Queue, OFFER)), self.memory.facts[facts:])

    def look_at(self, queue: Queue | None, facts) -> None:
        """No place is offered beyond what can be used, and to nobody while somebody before them may be offered one."""
        for fact in facts:
            self.told.append((self.now, fact))
            if isinstance(fact, told.PlaceOffered):
                assert fact.held < fact.usable == usable_places(self.memory.states[Capacity, OFFER], self.now)
                now = self.memory.states[Queue, OFFER].entries
                mine = next(entry for entry in now if entry.request == fact.request)
                ready = [entry for entry in now if entry.may_be_offered(self.now)]
                assert all(key_of(mine, ORDER) < key_of(entry, ORDER) for entry in ready), "somebody was passed over"

    def pick(self, n: int, *states: RequestState) -> ServiceRequest | None:
        fits = [one for one in self.memory.of(ServiceRequest) if not states or one.state in states]
        return fits[n % len(fits)] if fits else None

    @rule(urgency=st.sampled_from([Priority.ROUTINE, Priority.URGENT]), points=st.integers(0, 1))
    def somebody_is_granted_the_service(self, urgency, points):
        name = f"person {len(self.memory.of(Case))}"
        kept, self.memory.facts = self.memory.facts, []
        # Opening a case is not what is looked at here, and clears the facts.
        id = waiting(self.memory, name, self.now, urgency=urgency, points=points)
        self.memory.facts = kept + self.memory.facts
        self.told += [(self.now, fact) for fact in self.memory.facts[len(kept) :]]
        self.clocks += timers(self.memory.states[ServiceRequest, id])

    @rule(coordinator=st.sampled_from(["Ligita", "Gunta"]))
    def a_coordinator_offers_the_next_place(self, coordinator):
        self.tried(offer, self.now, coordinator)

    @rule(n=NTH, late=st.booleans())
    def somebody_accepts(self, n, late):
        if one := self.pick(n, *([] if late else [RequestState.OFFERED])):
            self.tried(accept, one.id, self.now)

    @rule(n=NTH, reason=st.sampled_from(PlaceDeclineReason), days=st.sampled_from([None, 1, 40]))
    def somebody_declines(self, n, reason, days):
        if one := self.pick(n, RequestState.OFFERED):
            self.tried(decline, one.id, reason, self.now + days * DAY if days else None, self.now)

    @rule(n=NTH, days=st.sampled_from([None, 30]))
    def somebody_is_reached(self, n, days):
        if one := self.pick(n, RequestState.WAITING):
            self.tried(confirm, one.id, self.now, self.now + days * DAY if days else None)

    @rule(n=NTH, days=st.sampled_from([None, 20, 90]))
    def somebody_starts(self, n, days):
        if one := self.pick(n, RequestState.ACCEPTED):
            self.tried(start, one.id, self.now, self.now + days * DAY if days else None)

    @rule(n=NTH)
    def somebody_ends(self, n):
        if one := self.pick(n):
            result = "goals_met" if one.started_at else None
            self.tried(end, one.id, self.now, ServiceEndReason.NOT_NEEDED, result)

    @rule(places=st.integers(0, 3))
    def the_capacity_changes(self, places):
        self.now += timedelta(seconds=1)
        capacity(self.memory, places, self.now)

    @rule(days=st.sampled_from([1, 8, 35, 200]), order=st.randoms(use_true_random=False))
    def time_passes(self, days, order):
        """Clocks that have run out fire late, in any order and twice: the service had been killed."""
        self.now += days * DAY
        due = [clock for clock in self.clocks if clock.due <= self.now]
        order.shuffle(due)
        for clock in due + due[:1]:
            if clock in self.clocks:
                self.clocks.remove(clock)
            self.tried(lambda memory, clock=clock: fire(memory, clock, self.now))

    @invariant()
    def no_more_is_offered_than_there_was_and_the_queue_says_what_the_requests_say(self):
        found = self.memory.of(ServiceRequest)
        held = [one for one in found if one.state in HOLDS]
        queue = self.memory.states.get((Queue, OFFER))
        assert (queue.held if queue else 0) == len(held)
        standing = {entry.request for entry in queue.entries} if queue else set()
        assert standing == {one.id for one in found if one.state not in OVER}, "somebody was lost"

    @invariant()
    def everybody_who_waits_has_a_position_of_their_own_and_reasons_that_add_up(self):
        if queue := self.memory.states.get((Queue, OFFER)):
            found = positions(queue, ORDER, self.now)
            assert [one.number for one in found.values()] == list(range(1, len(found) + 1))
            assert all(sum(one.ahead.values()) == one.number - 1 for one in found.values())

    @invariant()
    def each_thing_that_is_asked_of_somebody_is_one_open_task(self):
        wanted = {(one.id, kind, due) for one in self.memory.of(ServiceRequest) for kind, due in asks(one)}
        open = [(task.about, task.kind, task.due_at) for task in self.memory.of(Task) if task.state == "open"]
        assert sorted(open) == sorted(wanted)

    def teardown(self):
        """The facts of each request alone, in any order of requests, give the same queue; and so does each past."""
        restored = Memory(RULES, everywhere=self.memory.everywhere)
        for case in self.memory.of(Case):
            restored.states[Case, case.id] = case
        for at, fact in sorted(self.told, key=lambda pair: str(getattr(pair[1], "request", ""))):
            if "request" in type(fact).model_fields:
                restored.hear(REPLAYED[fact.type], decode(fact.type, fact.encode()), cause("restore", at))
        for kind in (ServiceRequest, Queue):
            assert {one.id: one for one in restored.of(kind)} == {one.id: one for one in self.memory.of(kind)}


TestWaiting = Waiting.TestCase
TestWaiting.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
