"""What each step of a batch costs: CPU of this process, and of the one PostgreSQL backend that works for it."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psutil

from shared.database.table import Tables
from shared.stream import log
from shared.stream.deciding import Deciding


class Steps:
    """CPU seconds by step: `client` without the steps inside it; `postgres` only of steps that ask the database."""

    def __init__(self, backend: int) -> None:
        self.client: dict[str, float] = defaultdict(float)
        self.postgres: dict[str, float] = defaultdict(float)
        self._backend = psutil.Process(backend)
        self._inside = 0.0

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        begun, beside = time.process_time(), self._inside
        self._inside = 0.0
        yield
        used = time.process_time() - begun
        self.client[name] += used - self._inside
        self._inside = beside + used

    def timed(self, name: str, function: Callable) -> Callable:
        """The same function, measured."""

        def measured(*given: Any, **named: Any) -> Any:
            with self.step(name):
                return function(*given, **named)

        return measured

    def asking(self, name: str, function: Callable) -> Callable:
        """The same coroutine function, measured; what it asks of the database too."""

        async def measured(*given: Any, **named: Any) -> Any:
            before = self._used()
            with self.step(name):
                answer = await function(*given, **named)
            self.postgres[name] += self._used() - before
            return answer

        return measured

    def _used(self) -> float:
        times = self._backend.cpu_times()
        return times.user + times.system


def measure_batches(steps: Steps) -> None:
    """Put a meter around the steps that every batch takes, wherever they are called from."""
    Deciding.read = steps.timed("decode", Deciding.read)
    Deciding._ask = steps.timed("keys", Deciding._ask)
    Deciding._decide = steps.timed("decide", Deciding._decide)
    Deciding.events = steps.timed("events", Deciding.events)
    Tables.load = steps.asking("load", Tables.load)
    Tables.save = steps.asking("write", Tables.save)
    log.append = steps.asking("append", log.append)
