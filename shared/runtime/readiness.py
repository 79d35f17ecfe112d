"""Is the service keeping up? Progress, not ping: it has begun, the log is open, the relay sends, nothing is stuck.

A neighbour or Kafka that is away makes no service unready once it has begun: people go on working, facts wait in the
log. What is in the way stands in the detail of the check.
"""

from collections.abc import Callable

import asyncpg

from shared.http import Check, Checks
from shared.stream import log
from shared.stream.consumer import Consumer
from shared.stream.relay import Relay

_BACKLOG = 10_000
_BEHIND = """
    select coalesce(sum(h.position - r.position), 0)::bigint from relayed r join event_log_head h using (partition)
"""


async def behind(pool: asyncpg.Pool) -> int:
    """How many facts and receipts the bus does not have yet."""
    return await pool.fetchval(_BEHIND)


def checks(pool: asyncpg.Pool, relay: Relay, consumer: Consumer, starting: Callable[[], str | None]) -> Checks:
    """The checks of one service; `starting` says what it waits for, None once it runs."""

    async def running() -> Check:
        waits = starting()
        return Check(waits is None, waits or "running")

    async def event_log() -> Check:
        async with pool.acquire(timeout=1) as conn:
            found = await log.identity(conn)
        if found.diverged:
            return Check(False, f"closed: {found.diverged}; run `tilts log recover`")
        closed = f"waits to be compared with the bus: {relay.trouble or 'it is being asked'}"
        return Check(found.open, "open" if found.open else closed, {"epoch": found.epoch})

    async def relaying() -> Check:
        count = await behind(pool)
        detail = "published up to the head" if not count else "facts wait for the bus"
        return Check(count < _BACKLOG, f"{detail}: {relay.trouble}" if relay.trouble else detail, {"behind": count})

    async def consuming() -> Check:
        progress = {"parked": await pool.fetchval("select count(*) from parked"), "waiting": consumer.waiting}
        if consumer.batch.circuit.open:
            return Check(
                False, "circuit open: everything fails, nothing is parked; look at the last deployment", progress
            )
        return Check(True, f"some wait: {consumer.trouble}" if consumer.waiting else "applying", progress)

    return {"service": running, "log": event_log, "relay": relaying, "consumer": consuming}
