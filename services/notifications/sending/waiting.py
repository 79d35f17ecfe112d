"""Finds what has waited long enough for an endpoint that is shut, and lets it be passed on."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid5

import asyncpg
import structlog

from services.notifications.domain.passing_on import ROUTINE_WAITS, URGENT_WAITS, WAITED, Waited
from services.notifications.sending.effect import take_effect
from shared.calendar import Clock, SystemClock
from shared.contracts.codes import NoticeChannel
from shared.decision import Cause
from shared.runtime.desk import Desk
from shared.stream.errors import is_transient
from shared.stream.work import Heard

_log = structlog.get_logger("notices")
_POLL = 1.0
_LIMIT = 200

# What is held for an agency without access waits for that; so does what was paused by a person, unless it is urgent.
# While a try is under way, or a pause after one, nothing is passed on.
_WAITED = """
    select d.id, d.attempt, d.channel, d.correlation, d.trace
    from endpoint e, (values (true, $2::interval), (false, $3::interval)) as turn(urgent, longest), lateral (
        select * from delivery
        where open and not with_person and channel = e.channel and urgent = turn.urgent
          and (agency = e.agency or e.agency is null)
          and (e.disabled_since is not null or since <= $1::timestamptz - turn.longest)
          and (not_before is null or not_before <= $1)
          and not exists (select from partner p where p.id = agency and p.state <> 'active')
        order by since limit $4
    ) d
    where e.shut and (
        e.disabled_since is not null
        or (turn.urgent or e.circuit <> 'closed')
          and greatest(e.opened_at, e.paused_since) <= $1::timestamptz - turn.longest
    )
    order by d.urgent desc, d.seq limit $4
"""


@dataclass(slots=True)
class Waiting:
    """Passes on what waits in vain. `machine` is the clock of circuits, never a fast one."""

    desk: Desk
    machine: Clock = field(default_factory=SystemClock)

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            try:
                found = await self.once()
            except Exception as error:  # the last line of defence: what waits is looked at again, whatever befell us
                if not is_transient(error):
                    _log.exception("passing_on_failed")
                found = 0
            if found < _LIMIT:
                await asyncio.sleep(_POLL)

    async def once(self) -> int:
        """One batch; returns how many had waited long enough."""
        now = self.machine.now()
        async with self.desk.pool.acquire() as conn:
            rows = await conn.fetch(_WAITED, now, URGENT_WAITS, ROUTINE_WAITS, _LIMIT)
        if rows:
            await take_effect(self.desk, [self._heard(row, now) for row in rows])
        return len(rows)

    def _heard(self, row: asyncpg.Record, now: datetime) -> Heard:
        id: UUID = row["id"]
        # A channel may be shut again, after tries: then it is something else that it waits for.
        name = uuid5(id, f"{WAITED}/{row['channel']}/{row['attempt']}")
        cause = Cause(name, self.desk.clock.now(), row["correlation"], self.desk.work.name, row["trace"])
        return Heard(WAITED, str(id), Waited(id, NoticeChannel(row["channel"])), cause)
