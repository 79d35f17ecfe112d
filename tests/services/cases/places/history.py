"""A waiting list as it lives for a while: what coordinators, clients, clocks, cuts and crashes do to it, in any order.

Each step is a name and two numbers, so that a history is a list that can be played again. Whatever is refused changes
nothing. After each step the promises are looked at, and at the end what its log says of it.
"""

import random
from datetime import datetime, timedelta

from services.cases.domain.capacity.capacity import Capacity
from services.cases.domain.case import Case
from services.cases.domain.places.leaving import WAITS
from services.cases.domain.places.position import positions
from services.cases.domain.places.queue import Queue
from services.cases.domain.requests.request import RequestState, ServiceRequest
from services.cases.handlers import REPLAYED
from shared.contracts.codes import Priority
from shared.contracts.fact import Fact
from shared.contracts.registry import decode
from shared.contracts.request_codes import PlaceDeclineReason, RefusalReason, ServiceEndReason
from shared.decision import Decision, Refusal, Timer
from tests.services.cases.places import life
from tests.services.cases.places.life import DAY, OFFER, ORDER
from tests.services.cases.places.promises import Promises
from tests.services.cases.samples import MONDAY, RULES
from tests.services.memory import Memory, cause

Step = tuple[str, int, int]
STEPS = (
    *("waits", "time") * 4, *("accepted", "declined", "planned") * 2,
    *("asked", "granted", "offered", "reached", "started", "ended", "case_over"),
    *("capacity", "called_off", "away", "crash"),
)  # fmt: skip
"""What happens often stands there more than once."""
KEPT = (ServiceRequest, Queue, Capacity)
"""What a crash takes, and the log gives back."""


class History:
    """One offer from a Monday on. `told` is what the log says, each fact with its instant."""

    def __init__(self, places: int) -> None:
        self.memory, self.now = life.begun(places), MONDAY
        self.clocks: list[Timer] = []
        self.told: list[tuple[datetime, Fact]] = []
        self.seen: dict[datetime, dict] = {}
        """The positions of everybody at the end of each instant."""
        self._beginning = self.memory.states[Capacity, OFFER]

    def step(self, step: Step) -> None:
        name, n, m = step
        told = len(self.told)
        getattr(self, name)(n, m)
        promises = Promises(self.memory, self.now)
        promises.of_offers([fact for _, fact in self.told[told:]])
        promises.of_the_queue()
        self.seen[self.now] = positions(life.queue(self.memory), ORDER, self.now)

    def waits(self, n: int, m: int) -> None:
        """Somebody asks for a place, and is granted it."""
        self.asked(n, m)
        self.granted(-1, 1)

    def asked(self, n: int, m: int) -> None:
        """Somebody asks for a place; now and then somebody of a case that has asked before."""
        self.now += timedelta(seconds=1)
        cases = self.memory.of(Case)
        case = cases[n % len(cases)] if cases and m % 3 == 0 else None
        name, who = f"person {len(cases)}", {}
        if case:
            name, who = case.number, {"person": case.subjects[m % 2]}
        urgency = (Priority.ROUTINE, Priority.URGENT)[n % 2]
        self._do(_ask, name, self.now, urgency=urgency, points=m % 2, **who)

    def granted(self, n: int, m: int) -> None:
        if one := self._pick(n, RequestState.REQUESTED):
            refused = RefusalReason.NOT_NEEDED if m == 0 else None
            self._do(life.decide, one.id, life.REFUSED if refused else life.GRANTED, refused, at=self.now)

    def offered(self, n: int, m: int) -> None:
        self._do(life.offer, self.now, ("Ligita", "Gunta")[n % 2])

    def accepted(self, n: int, m: int) -> None:
        """What is not offered any more, or never was, is accepted too."""
        if one := self._pick(n, *([RequestState.OFFERED] if m % 4 else [])):
            self._do(life.accept, one.id, self.now)

    def declined(self, n: int, m: int) -> None:
        reason, days = (PlaceDeclineReason.POSTPONED, *PlaceDeclineReason)[m % 5], (1, 40, None)[n % 3]
        if one := self._pick(n, RequestState.OFFERED):
            self._do(life.decline, one.id, reason, self.now + days * DAY if days else None, self.now)

    def reached(self, n: int, m: int) -> None:
        silent = [one for one in self.memory.of(ServiceRequest) if one.unreachable_since]
        if one := silent[0] if silent and m > 2 else self._pick(n, RequestState.WAITING):
            self._do(life.confirm, one.id, self.now, None if m % 2 else self.now + 30 * DAY)

    def started(self, n: int, m: int) -> None:
        if one := self._pick(n, RequestState.ACCEPTED):
            days = (None, 20, 90)[m % 3]
            self._do(life.start, one.id, self.now, self.now + days * DAY if days else None)

    def ended(self, n: int, m: int) -> None:
        if one := self._pick(n):
            result = "goals_met" if one.started_at else None
            self._do(life.end, one.id, self.now, ServiceEndReason.NOT_NEEDED, result)

    def capacity(self, n: int, m: int) -> None:
        self.now += timedelta(seconds=1)
        self._do(life.say, n % 4, None, self.now)

    def planned(self, n: int, m: int) -> None:
        self._do(life.say, n % 4, self.now + (1, 8, 35)[m % 3] * DAY, self.now)

    def called_off(self, n: int, m: int) -> None:
        ahead = [one.from_at for one in self.memory.states[Capacity, OFFER].said if one.from_at > self.now]
        if ahead:
            self._do(life.say, None, ahead[n % len(ahead)], self.now)

    def case_over(self, n: int, m: int) -> None:
        """A case is closed, or is a duplicate of another; mostly one that waits."""
        cases = [case.id for case in self.memory.of(Case)]
        waits = (self._pick(n, RequestState.OFFERED) or self._pick(n, *WAITS)) if m > 1 else None
        if cases:
            other = cases[n % len(cases)] if m % 3 == 0 else None
            self._do(life.close, waits.case_id if waits else cases[m % len(cases)], self.now, other)

    def time(self, n: int, m: int) -> None:
        """Clocks that have run out fire late, in any order, one by one or together, and twice: the service was away."""
        self.away(n, m)
        chance = random.Random(m)
        while due := [clock for clock in self.clocks if clock.due <= self.now]:
            chance.shuffle(due)
            self.clocks = [clock for clock in self.clocks if clock.due > self.now]
            for together in [due] if m % 2 else [[clock] for clock in due]:
                self._do(life.fire_together, together, self.now)
            self._do(life.fire, due[0], self.now)
            self.now += timedelta(seconds=1)
        Promises(self.memory, self.now).of_rest()

    def away(self, n: int, m: int) -> None:
        """Time passes, and nothing fires."""
        self.now += (timedelta(seconds=1), DAY, 8 * DAY, 35 * DAY, 200 * DAY)[n % 5]

    def crash(self, n: int, m: int) -> None:
        """Everything is lost but the log, which gives back what was, with its clocks."""
        again, clocks = self._rebuilt(self.told)
        for kind in KEPT:
            assert {one.id: one for one in again.of(kind)} == {one.id: one for one in self.memory.of(kind)}
            self.memory.states |= {(kind, one.id): one for one in again.of(kind)}
        self.clocks = clocks

    def end(self) -> None:
        """What the log says at last: nothing was offered twice, and each moment is explained as it was then."""
        self.crash(0, 0)
        Promises.of_the_log([fact for _, fact in self.told])
        for at in sorted(self.seen)[:: max(1, len(self.seen) // 5)]:
            then, _ = self._rebuilt([(when, fact) for when, fact in self.told if when <= at])
            assert positions(life.queue(then), ORDER, at) == self.seen[at], "explained otherwise than it was"

    def _do(self, attempt, *args, **more) -> None:
        before, facts = dict(self.memory.states), len(self.memory.facts)
        try:
            decision = attempt(self.memory, *args, **more)
        except Refusal:
            assert self.memory.states == before, "refused, and yet something changed"
            return
        self.told += [(self.now, fact) for fact in self.memory.facts[facts:]]
        self.clocks += life.clocks_of(decision)

    def _pick(self, n: int, *states: RequestState) -> ServiceRequest | None:
        fits = [one for one in self.memory.of(ServiceRequest) if not states or one.state in states]
        return fits[n % len(fits)] if fits else None

    def _rebuilt(self, told: list[tuple[datetime, Fact]]) -> tuple[Memory, list[Timer]]:
        """The state that the log gives, its partitions one after the other, and the clocks that begin with it."""
        again, clocks = Memory(RULES, everywhere=self.memory.everywhere), []
        again.states[Capacity, OFFER] = self._beginning
        for at, fact in sorted(told, key=lambda pair: pair[1].key):
            if {"offer", "request"} & type(fact).model_fields.keys():
                decision = again.hear(REPLAYED[fact.type], decode(fact.type, fact.encode()), cause("restore", at))
                clocks += life.clocks_of(decision)
        return again, clocks


def _ask(memory: Memory, *who, **wish) -> Decision:
    life.request(memory, *who, **wish)
    return Decision()


def play(places: int, steps: list[Step]) -> History:
    """A history to its end. Raises AssertionError where a promise is broken."""
    history = History(places)
    for step in steps:
        history.step(step)
    history.end()
    return history
