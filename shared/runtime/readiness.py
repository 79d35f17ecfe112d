"""Is the service keeping up? Progress, not ping: the log is open, the relay is at the head, nothing is stuck."""

from collections.abc import Callable

import asyncpg

from shared.http import Check, Checks
from shared.stream import log
from shared.stream.circuit import Circuit

_BACKLOG = 10_000


def checks(pool: asyncpg.Pool, circuit: Circuit) -> Checks:
    async def event_log() -> Check:
        async with pool.acquire(timeout=1) as conn:
            found = await log.identity(conn)
        if found.diverged:
            return Check(False, f"closed: {found.diverged}; run `tilts log recover`")
        return Check(found.open, "open" if found.open else "waits to be compared with the bus", {"epoch": found.epoch})

    async def relay() -> Check:
        behind = await pool.fetchval(
            "select coalesce(sum(h.position - r.position), 0)::bigint from relayed r join event_log_head h using (partition)"
        )
        detail = "published up to the head" if not behind else "facts wait for the bus"
        return Check(behind < _BACKLOG, detail, {"behind": behind})

    async def consumer() -> Check:
        waiting = await pool.fetchval("select count(*) from parked")
        return Check(not circuit.open, "circuit open" if circuit.open else "applying", {"parked": waiting})

    found: dict[str, Callable] = {"log": event_log, "relay": relay, "consumer": consumer}
    return found
