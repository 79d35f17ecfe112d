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

# What is held for an agency without access waits for that. What a person was told of when its last channel was shut
# waits without being told again; while a try is under way, or a pause after one, nothing is passed on.
_WAITED = """
    select d.id, d.attempt, d.channel, d.correlation, d.trace
    from delivery d join notice n using (id)
      join endpoint e on e.id in (d.agency || '/' || d.channel, d.channel)
    where e.shut and d.open and (d.not_before is null or d.not_before <= $1)
      and not exists (select from partner p where p.id = d.agency and p.state <> 'active')
      and (e.disabled_since is not null or $1 - greatest(d.since, e.opened_at, e.paused_since) >= case
          when d.urgent then $2::interval when e.circuit <> 'closed' then $3::interval end)
      and (n.level is distinct from 'phone_task' or array_position(n.channels, d.channel) <
          coalesce(array_position(n.channels, 'phone_task') - 1, cardinality(n.channels)))
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
