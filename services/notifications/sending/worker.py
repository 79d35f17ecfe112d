"""One worker for each channel: claim → ask for people → write down → send → record. No transaction spans the network.

Whatever dies in between leaves a claim that runs out; the next try carries the same message id, so that the receiver
can tell a repeat.
"""

import asyncio
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import uuid5

import structlog

from services.notifications import store
from services.notifications.domain.delivery import Tried
from services.notifications.domain.message import Due, content_of
from services.notifications.domain.trying import KIND
from services.notifications.sending.channel import Channel, Result
from services.notifications.sending.effect import take_effect
from services.notifications.sending.letters import Letter, letter, people
from shared.calendar import Clock, SystemClock
from shared.decision import Cause
from shared.runtime.desk import Desk
from shared.stream.errors import is_transient
from shared.stream.work import Heard

_log = structlog.get_logger("notices")
_LEASE = timedelta(seconds=60)
_PAUSE = 1.0
"""Seconds after a batch that failed, twice as many after the next."""
_WAIT_FOR_INTAKE = timedelta(seconds=5)


@dataclass(slots=True)
class Worker:
    """Brings what is due by one channel whenever its `turn` is called (`Turns`).

    `machine` is the clock of tries and leases, never a fast one.
    """

    desk: Desk
    channel: Channel
    machine: Clock = field(default_factory=SystemClock)
    turn: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self) -> None:
        """Until cancelled; a batch in flight is finished first, so that what was sent is recorded."""
        pause = _PAUSE
        while True:
            await self.turn.wait()
            self.turn.clear()
            batch = asyncio.create_task(self.once())
            try:
                found = await asyncio.shield(batch)
                pause = _PAUSE
            except asyncio.CancelledError:
                await asyncio.gather(batch, return_exceptions=True)
                raise
            except Exception as error:  # the last line of defence: deliveries go on, whatever befell this batch
                if not is_transient(error):
                    _log.exception("deliveries_failed", channel=self.channel.name)
                await asyncio.sleep(pause)
                found, pause = 0, min(pause * 2, 30.0)
            if found >= self.channel.limit:
                # There may be more, and nobody calls for what was due already.
                self.turn.set()

    async def once(self) -> int:
        """One batch; returns how many deliveries it claimed."""
        channel, now = self.channel, self.machine.now()
        async with self.desk.pool.acquire() as conn:
            dues = await store.claim(conn, channel.name, channel.agency, now, now + _LEASE, channel.limit)
        if not dues:
            return 0
        written = await self._written(dues)
        if letters := await self._begun(written) if written else []:
            results = await channel.send(letters)
            await take_effect(self.desk, [self._heard(*pair) for pair in zip(letters, results, strict=True)])
        return len(dues)

    async def _written(self, dues: Sequence[Due]) -> list[Letter]:
        """The letters that can go now. While intake is down, an urgent one goes without a name, others wait."""
        known = await people(self.desk, dues)
        ready = [due for due in dues if known is not None or due.urgent or not due.names_somebody]
        at = self.desk.clock.now()
        letters = [x for due in ready if (x := letter(due, known or {}, at))]
        gone = {x.due.notice for x in letters}
        if waiting := [due for due in dues if due.notice not in gone]:
            _log.warning("notices_wait_for_names", count=len(waiting), channel=self.channel.name)
            until = self.machine.now() + _WAIT_FOR_INTAKE * random.uniform(0.75, 1.25)
            async with self.desk.pool.acquire() as conn:
                await store.postpone(conn, waiting, until)
        return letters

    async def _begun(self, letters: Sequence[Letter]) -> list[Letter]:
        """Those that go, each with its try in the book. Intake took its time: what was answered or taken back since it
        was claimed stays here."""
        async with self.desk.pool.acquire() as conn, conn.transaction():
            ours = await store.still_ours(conn, [x.due for x in letters])
            await store.postpone(conn, [x.due for x in letters if x.due.notice not in ours], self.machine.now())
            going = [x for x in letters if x.due.notice in ours]
            links = [kept for x in going if (kept := x.link(self.desk.settings.notifications.link_days))]
            await store.begin(conn, [x.begun for x in going], [x.disclosure for x in going if x.disclosure], links)
        return going

    def _heard(self, letter: Letter, result: Result) -> Heard:
        due, begun = letter.due, letter.begun
        cause = Cause(
            uuid5(due.notice, f"{KIND}/{due.attempt}"), self.desk.clock.now(), due.correlation, self.desk.work.name,
            due.trace,
        )  # fmt: skip
        content = content_of(letter.message)
        at = self.machine.now()
        tried = Tried(begun, due.agency, content, result.outcome, at, result.status, result.retry_after)
        return Heard(KIND, str(due.notice), tried, cause)
