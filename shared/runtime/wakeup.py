"""Tells whoever works after a commit that there was one: the relay, and a service's own background tasks."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Wakeup:
    """Called after every commit that appended something. A poll stands behind it everywhere: a call may get lost."""

    def __init__(self, *first: Callable[[], None]) -> None:
        self._told = list(first)
        self.ended = False
        """The service stops: whoever listens for long should leave."""

    def __call__(self) -> None:
        for tell in self._told:
            tell()

    def end(self) -> None:
        """Let those go who listen for long."""
        self.ended = True
        self()

    @contextmanager
    def listening(self) -> Iterator[asyncio.Event]:
        """An event that each call sets, until the block is left; whoever waits for it clears it."""
        woken = asyncio.Event()
        self._told.append(woken.set)
        try:
            yield woken
        finally:
            self._told.remove(woken.set)
