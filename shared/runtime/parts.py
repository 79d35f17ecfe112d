"""The parts of one service that go on until it stops. One that fails is begun again, calmly, and says what is wrong."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import structlog

from shared.observability.failures import in_short
from shared.stream.errors import is_transient

Part = Callable[[], Awaitable[Any]]

_log = structlog.get_logger("process")
_FIRST_PAUSE, _LONGEST_PAUSE = 0.2, 10.0


class Parts:
    """The parts of one service. `troubles` names those that fail at the moment, with the reason."""

    def __init__(self, service: str) -> None:
        self.troubles: dict[str, str] = {}
        self._service = service
        self._tasks: list[asyncio.Task] = []

    def keep(self, name: str, part: Part) -> None:
        """Keep `part` going until `stop`: when it ends, it is begun again."""

        async def forever() -> None:
            while True:
                await self.through(name, part)

        self.run(forever())

    def run(self, coroutine: Any) -> None:
        """Run it beside the others until it ends, or until `stop`."""
        self._tasks.append(asyncio.create_task(coroutine))

    async def through(self, name: str, part: Part) -> None:
        """Run `part` until it has ended well, however often it must be begun."""
        pause = _FIRST_PAUSE
        while True:
            try:
                await part()
            except Exception as error:
                self.troubles[name] = in_short(error)
                if not is_transient(error):
                    _log.exception("part_failed", service=self._service, part=name)
                await asyncio.sleep(pause)
                pause = min(pause * 2, _LONGEST_PAUSE)
            else:
                self.troubles.pop(name, None)
                return

    async def stop(self) -> None:
        """End all parts where they stand; a transaction that was open never happened."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks.clear()
