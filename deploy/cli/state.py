"""How far one service is, read from its database and its health page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import asyncpg

from deploy.health import READY, health
from shared.settings import Settings
from shared.stream import log

_BACKLOG = """
select coalesce(sum(h.position - r.position), 0)::bigint from relayed r join event_log_head h using (partition)
"""


@dataclass(frozen=True, slots=True)
class State:
    """One service. `lag` is by source: how many of its facts have not taken effect here."""

    service: str
    health: str
    facts: int
    relay_backlog: int
    lag: Mapping[str, int]
    parked: int
    timers: int
    timers_due: int
    epoch: int
    diverged: str | None

    @property
    def needs_somebody(self) -> bool:
        return self.health != READY or self.diverged is not None


async def state(
    conn: asyncpg.Connection, settings: Settings, service: str, heads: Mapping[str, Mapping[int, int]]
) -> State:
    """The state of one service; `heads` are the ends of all logs, by service and partition."""
    identity = await log.identity(conn)
    consumed = await conn.fetch("select source, partition, position from consumed")
    lag: dict[str, int] = {}
    for source, partition, position in consumed:
        lag[source] = lag.get(source, 0) + max(0, heads.get(source, {}).get(partition, 0) - position)
    now: datetime = settings.calendar.clock().now()
    return State(
        service=service,
        health=await health(settings, service),
        facts=sum((await log.heads(conn)).values()),
        relay_backlog=await conn.fetchval(_BACKLOG),
        lag=lag,
        parked=await conn.fetchval("select count(*) from parked"),
        timers=await conn.fetchval("select count(*) from timer"),
        timers_due=await conn.fetchval("select count(*) from timer where due <= $1", now),
        epoch=identity.epoch,
        diverged=identity.diverged,
    )
