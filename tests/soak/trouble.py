"""What befalls a municipality by chance: its services, its broker, its PostgreSQL are killed, stopped and frozen."""

import asyncio
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field

import psutil

from deploy.up.steps import in_thread
from tests.faults.harness import Deployment

_WEIGHTS = {
    "a service killed": 45, "the broker killed": 18, "PostgreSQL killed": 18,
    "a service stopped": 7, "a service frozen": 8, "the broker frozen": 3, "PostgreSQL frozen": 2,
}  # fmt: skip
_BREATH = (0.2, 3.0)
"""Seconds between one trouble and the next: some come before the last one is over, some find everybody at work."""
_REST = 0.3
"""At least so much of the time that something was away: on a slow machine too, some work is done in between."""
_AWAY = (0.0, 2.0)
"""Seconds for which a killed service is away."""
_FROZEN = (1.0, 15.0)
"""Beyond the timeouts of a transaction and of a produce: whoever wakes up has been given up by the others."""


@dataclass
class Trouble:
    """Brings it on one after the other; the seed of `chance` decides what, whom and when."""

    deployment: Deployment
    chance: random.Random
    happened: Counter[str] = field(default_factory=Counter)
    _frozen: dict[int, asyncio.Task] = field(default_factory=dict)
    """Replicas that are frozen, and who thaws them."""

    @property
    def kills(self) -> int:
        return sum(count for what, count in self.happened.items() if what.endswith("killed"))

    async def next(self) -> str:
        """Let one thing happen, and some time pass; returns what it was."""
        await self.revive()
        (what,) = self.chance.choices(list(_WEIGHTS), list(_WEIGHTS.values()))
        replica = self.chance.randrange(len(self.deployment.groups))
        seconds = self.chance.uniform(*(_FROZEN if what.endswith("frozen") else _AWAY))
        breath = self.chance.uniform(*_BREATH)
        acts: dict[str, Callable[[], Awaitable[None]]] = {
            "a service killed": lambda: self._kill_service(replica, seconds),
            "a service stopped": lambda: self._stop_service(replica),
            "a service frozen": lambda: self._freeze_service(replica, seconds),
            "the broker killed": lambda: self._kill_broker(seconds),
            "the broker frozen": lambda: _freeze(self.deployment.broker.pid, seconds / 3),
            "PostgreSQL killed": self._kill_postgres,
            "PostgreSQL frozen": lambda: _freeze(self.deployment.postgres.pid, seconds / 3),
        }
        begun = time.monotonic()
        await acts[what]()
        self.happened[what] += 1
        await asyncio.sleep(max(breath, _REST * (time.monotonic() - begun)))
        return f"{what} ({', '.join(self.deployment.groups[replica])})" if "a service" in what else what

    async def over(self) -> None:
        """Wait until nobody is frozen any more."""
        await asyncio.gather(*self._frozen.values())
        self._frozen.clear()

    async def revive(self) -> None:
        """Start again whoever gave up by itself, as any supervisor does."""
        for replica, process in enumerate(self.deployment.replicas):
            if not process.alive:
                self.happened["a service ended by itself"] += 1
                await self.deployment.launch(replica)

    async def _kill_service(self, replica: int, away: float) -> None:
        if thawing := self._frozen.pop(replica, None):
            thawing.cancel()
        await self.deployment.kill(replica)
        await asyncio.sleep(away)
        await self.deployment.launch(replica)

    async def _stop_service(self, replica: int) -> None:
        if thawing := self._frozen.get(replica):
            await thawing
        await self.deployment.stop(replica)
        await self.deployment.launch(replica)

    async def _freeze_service(self, replica: int, seconds: float) -> None:
        """The others go on meanwhile, and so does the trouble."""
        if thawing := self._frozen.get(replica):
            await thawing
        pid = self.deployment.replicas[replica].pid
        self._frozen[replica] = asyncio.create_task(_freeze(pid, seconds))

    async def _kill_broker(self, away: float) -> None:
        """Apache Kafka comes back with its records, the embedded broker with nothing, not even topics."""
        broker = self.deployment.broker
        await in_thread(broker.kill)
        await asyncio.sleep(away)
        await (in_thread(broker.start) if broker.durable else self.deployment.with_topics(broker.start))

    async def _kill_postgres(self) -> None:
        """And its children at once; it recovers from its write-ahead log."""
        await in_thread(self.deployment.postgres.kill)
        await in_thread(self.deployment.postgres.start)


async def _freeze(pid: int, seconds: float) -> None:
    """A process and its children stand still, and go on as if nothing had been."""
    family = [pid, *(child.pid for child in psutil.Process(pid).children(recursive=True))]
    _signal(family, signal.SIGSTOP)
    try:
        await asyncio.sleep(seconds)
    finally:
        _signal(family, signal.SIGCONT)


def _signal(family: list[int], number: signal.Signals) -> None:
    for pid in family:
        with suppress(ProcessLookupError):
            os.kill(pid, number)
