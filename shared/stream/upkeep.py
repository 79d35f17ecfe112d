"""What wants doing now and then: forgetting what was kept long enough, and counting what waits."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import asyncpg

from shared.observability.metrics import Metrics

Forget = Callable[[asyncpg.Connection], Awaitable[int]]
"""Removes what a table has kept long enough, and says how many rows that were."""

_COUNT = """
select (select count(*) from parked) as parked, count(*) as due,
       coalesce(extract(epoch from $1 - min(due)), 0)::float as late
from timer where due <= $1
"""


@dataclass(slots=True)
class Upkeep:
    """The upkeep of one service's database. `now` is the service's clock, for its timers are due by it."""

    pool: asyncpg.Pool
    service: str
    metrics: Metrics
    now: Callable[[], datetime]
    forget: Sequence[Forget]
    every: float = 15.0

    async def run(self) -> None:
        """Go on until cancelled. Raises what the database raises; the caller begins again."""
        while True:
            await self.once()
            await asyncio.sleep(self.every)

    async def once(self) -> None:
        async with self.pool.acquire() as conn:
            for forget in self.forget:
                await forget(conn)
            counted = await conn.fetchrow(_COUNT, self.now())
        self.metrics.parked_waiting.labels(self.service).set(counted["parked"])
        self.metrics.timers_due.labels(self.service).set(counted["due"])
        self.metrics.timers_late_seconds.labels(self.service).set(counted["late"])
