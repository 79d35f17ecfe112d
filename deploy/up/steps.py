"""The steps of `tilts up` as they are told on stderr: which one it waits for, and how long each took."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

from rich.console import Console

Result = TypeVar("Result")
# Where there is no terminal to show what it waits for, a line says so, this often.
_PATIENCE = 5.0


class Steps:
    """Tells of steps on `console`."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self._begun = time.monotonic()

    def say(self, line: str) -> None:
        self.console.print(line, markup=False)

    @property
    def elapsed(self) -> float:
        """Seconds since the first step began."""
        return time.monotonic() - self._begun

    @asynccontextmanager
    async def step(self, name: str) -> AsyncIterator[list[str]]:
        """Time what is done inside; what is put into the list is told behind the name."""
        details: list[str] = []
        begun = time.monotonic()
        waiting = asyncio.create_task(self._still(name, begun))
        try:
            with self.console.status(f"waiting for {name} …"):
                yield details
        except BaseException:
            details[:] = ["not done"]
            raise
        finally:
            waiting.cancel()
            self.say(f"  {time.monotonic() - begun:5.1f} s  {' · '.join([name, *details])}")

    async def _still(self, name: str, begun: float) -> None:
        while True:
            await asyncio.sleep(_PATIENCE)
            if not self.console.is_terminal:
                self.say(f"           … waiting for {name}, {time.monotonic() - begun:.0f} s")


async def in_thread(work: Callable[[], Result]) -> Result:
    """Run what blocks in a thread, to its end even when it is no longer wanted: half a server must not be left."""
    running = asyncio.ensure_future(asyncio.to_thread(work))
    try:
        return await asyncio.shield(running)
    except asyncio.CancelledError:
        await asyncio.wait([running])
        raise
