"""Whose turn it is: asked of the database once for all workers, after each commit and each second.

Were each to ask for itself, fifty partners would mean fifty questions for every fact. Nothing depends on a call that
comes too often or late: a worker claims what is its own.
"""

import asyncio
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass, field

import structlog

from services.notifications import store
from services.notifications.sending.channel import Channel
from shared.calendar import Clock, SystemClock
from shared.contracts.codes import NoticeChannel
from shared.runtime.desk import Desk
from shared.stream.errors import is_transient

_log = structlog.get_logger("notices")
_POLL = 1.0
_LONGEST_PAUSE = 30.0


@dataclass(slots=True)
class Turns:
    """Calls the workers by their channels. `machine` is the clock of tries and leases."""

    desk: Desk
    machine: Clock = field(default_factory=SystemClock)
    _calls: dict[tuple[NoticeChannel, str | None], asyncio.Event] = field(
        default_factory=lambda: defaultdict(asyncio.Event)
    )

    def of(self, channel: Channel) -> asyncio.Event:
        """Set whenever something may begin by this channel; whoever waits for it clears it."""
        return self._calls[channel.name, channel.agency]

    async def run(self) -> None:
        """Until cancelled."""
        pause = _POLL
        with self.desk.wake.listening() as woken:
            while True:
                woken.clear()
                try:
                    await self._call()
                    pause = _POLL
                except Exception as error:  # the last line of defence: without a call nobody is told anything any more
                    if not is_transient(error):
                        _log.exception("deliveries_not_looked_for")
                    pause = min(pause * 2, _LONGEST_PAUSE)
                with suppress(TimeoutError):
                    async with asyncio.timeout(pause):
                        await woken.wait()

    async def _call(self) -> None:
        async with self.desk.pool.acquire() as conn:
            due = await store.due(conn, self.machine.now())
        for channel, agency in due:
            for one in ((channel, agency), (channel, None)):
                if one in self._calls:
                    self._calls[one].set()
