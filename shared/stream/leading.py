"""One relay at a time, usually: a lock that keeps repeats rare. Nothing depends on it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import asyncpg

_LOCK = 7_450_418
_FROZEN = "10s"
"""A process that says nothing for so long loses the lock; it may wake up and go on, which gives repeats only."""


@asynccontextmanager
async def leading(pool: asyncpg.Pool, poll: float) -> AsyncIterator[asyncpg.Connection]:
    """Wait until nobody else relays this log; yields a connection that must be used every few seconds to stay so."""
    async with pool.acquire() as conn:
        try:
            await conn.execute(f"set idle_session_timeout = '{_FROZEN}'")
            while not await _try(conn):  # noqa: ASYNC110 - it is another process that lets go
                await asyncio.sleep(poll)
            yield conn
        finally:
            # Closed, not given back: the lock and the time limit belong to the session.
            with suppress(Exception):
                await conn.close(timeout=1)


async def _try(conn: asyncpg.Connection) -> bool:
    return await conn.fetchval("select pg_try_advisory_lock($1)", _LOCK)
