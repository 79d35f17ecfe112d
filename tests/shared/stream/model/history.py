"""Histories: what happens to a world, step by step, until all is quiet again; and the smallest that goes wrong."""

import random
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from tests.shared.stream.model.rules import Actor, Rules
from tests.shared.stream.model.world import FactRecord, World

Step = tuple[str, int]
"""What happens, and a number for whatever in it is left to chance."""

ORDINARY = {"write": 10, "relay": 40, "consume": 30}
TROUBLE = {
    "crash_relay": 3, "crash_consumer": 3, "arrive": 3, "rewind": 1, "source_away": 1,
    "lose_one": 1, "lose_tail": 1, "wipe": 1, "expire": 1,
    "restart_log": 1, "back_up_log": 2, "restore_log": 1, "recover": 2, "back_up_consumer": 2, "restore_consumer": 1,
}  # fmt: skip
LOSSES = ("lose_one", "lose_tail", "wipe", "expire", "restore_log")
_BEGINNING = 8
"""Rounds in which every process has begun to work, and a relay has compared the log with the bus."""
_QUIET = 300
"""Rounds after which a world that has not come to rest never will."""


class Violation(AssertionError):
    """Something we promise did not hold."""


@dataclass(slots=True)
class Run:
    """One world and the processes in it: two relays and two consumers, replicas of each other."""

    rules: Rules
    world: World = field(init=False)
    relays: list = field(init=False)
    consumers: list = field(init=False)
    happened: Counter = field(default_factory=Counter)
    """What happened how often; of the relays, which of the two."""

    def __post_init__(self) -> None:
        self.world = World(self.rules)
        self.relays = [None, None]
        self.consumers = [None, None]

    def step(self, what: str, number: int) -> None:
        """Let one thing happen."""
        which, world = number % 2, self.world
        world.clock += 1
        self.happened[f"{what} {which}" if what == "relay" else what] += 1
        match what:
            case "write":
                world.write(1 + number % 3)
            case "relay":
                self.relays[which] = _go_on(self.relays[which], self.rules.relay, world, number // 2)
            case "consume":
                self.consumers[which] = _go_on(self.consumers[which], self.rules.consumer, world, number // 2)
            case "crash_relay":
                self.relays[which] = None
            case "crash_consumer":
                self.consumers[which] = None
            case "source_away":
                world.source_answers = not world.source_answers
            case _:
                getattr(world, what)(number)

    def settle(self) -> None:
        """No more trouble: whoever is left goes on until all is quiet, and once more after the relays' next start."""
        self.world.source_answers = True
        self._go_on_until_quiet()
        self.relays = [None, None]
        if not self._go_on_until_quiet():
            raise Violation(f"no rest after {_QUIET} rounds: {self.world.log} {self.world.consumer.cursor}")

    def _go_on_until_quiet(self) -> bool:
        world = self.world
        replicas = [("relay", 1)] if self.happened["relay 1"] else []
        for round in range(_QUIET):
            for what, which in [("relay", 0), *replicas, ("consume", 0), ("consume", 1)]:
                self.step(what, 4 * round + which)
            if round > _BEGINNING and self._is_quiet():
                return True
            if world.log.diverged and not any(self.relays):
                world.recover(0)
        return False

    def _is_quiet(self) -> bool:
        world = self.world
        relayed = self.relays[0] is not None and world.is_open and world.log.relayed == world.log.head
        left = world.bus.records[world.committed :]
        at_head = world.consumer.cursor.position == world.log.head and not any(isinstance(r, FactRecord) for r in left)
        return relayed and (bool(world.alarms) or at_head or self._is_unheard())

    def _is_unheard(self) -> bool:
        """The known limit of shared/stream/README.md: a volume's snapshot was put back, and the bus knew no better.
        Once the source has written as much as the consumer had applied, the links do not fit."""
        world = self.world
        return world.snapshots > 0 and world.consumer.cursor.position > world.log.head

    def check(self) -> None:
        """What is promised of a world at rest."""
        world = self.world
        written, applied = [id for id, _ in world.log.written], world.consumer.applied
        if world.alarms:
            if not world.restores:
                raise Violation(f"an alarm without a restore: {world.alarms}")
        elif applied != written and not self._is_unheard():
            raise Violation(f"applied {_short(applied)}, written {_short(written)}")
        if not any(self.happened[what] for what in LOSSES):
            self._check_order()
        there = {r.position for r in world.bus.records if isinstance(r, FactRecord)} | world.gone
        missing = set(range(1, len(written) + 1)) - there
        if missing and not self._is_unseen_loss():
            raise Violation(f"never published again: {sorted(missing)}")

    def _check_order(self) -> None:
        """Where nothing was lost, each fact on the bus is the next one, or was there before."""
        newest = 0
        for record in self.world.bus.records:
            if isinstance(record, FactRecord):
                if record.position > newest + 1:
                    raise Violation(f"the bus goes from {newest} to {record.position}")
                newest = max(newest, record.position)

    def _is_unseen_loss(self) -> bool:
        """Losses that may not show: where others filled the bus again (a second relay, which is a frozen one, for only
        one has the lock; something sent long ago), what came before has expired, or tails were lost over and over.
        Consumers pull what they miss; for the bus there is `tilts relay rewind`."""
        happened = self.happened
        losses = happened["wipe"] + happened["lose_tail"]
        return losses > 1 or (losses > 0 and any(happened[what] for what in ("relay 1", "arrive", "expire")))


def run(history: Sequence[Step], rules: Rules) -> Run:
    """Let a history happen, then let it come to rest. Raises Violation."""
    run = Run(rules)
    for what, number in history:
        run.step(what, number)
    run.settle()
    run.check()
    return run


def random_history(seed: int, length: int = 60) -> list[Step]:
    chance = random.Random(seed)
    # Some histories are calm, some are full of trouble of a few kinds: both find what the other does not.
    kinds = chance.sample(sorted(TROUBLE), chance.randint(1, len(TROUBLE)))
    weights = ORDINARY | {kind: TROUBLE[kind] * chance.choice((1, 4)) for kind in kinds}
    steps = chance.choices(list(weights), list(weights.values()), k=length)
    alone = chance.choice((True, False))
    return [(step, chance.randrange(1000) & (~1 if alone and step == "relay" else -1)) for step in steps]


def first_failure(seeds: Iterable[int], rules: Rules, like: str = "") -> str | None:
    """What the first history violates that violates something `like` this, and the fewest steps that lead to it."""

    def fails(steps: Sequence[Step]) -> bool:
        return like in (violation(steps, rules) or ())

    for seed in seeds:
        if fails(random_history(seed)):
            steps = smallest(random_history(seed), fails)
            return f"history {seed}: {violation(steps, rules)}, after {steps}"
    return None


def violation(history: Sequence[Step], rules: Rules) -> str | None:
    """What the history violates, in words."""
    try:
        run(history, rules)
    except Violation as violated:
        return str(violated)
    return None


def smallest(history: Sequence[Step], fails: Callable[[Sequence[Step]], bool]) -> list[Step]:
    """Leave out whatever is not needed to fail."""
    steps, size = list(history), len(history) // 2
    while size:
        at = 0
        while at < len(steps):
            shorter = steps[:at] + steps[at + size :]
            if fails(shorter):
                steps = shorter
            else:
                at += size
        size //= 2
    return steps


def _go_on(actor: Actor | None, begin: Callable[[World], Actor], world: World, luck: int) -> Actor | None:
    """One more step of a process, or the first of a new one; None when it has ended."""
    try:
        if actor is None:
            actor = begin(world)
            next(actor)
        else:
            actor.send(luck)
    except StopIteration:
        return None
    return actor


def _short(ids: Sequence) -> list[int]:
    return [id.int for id in ids]
