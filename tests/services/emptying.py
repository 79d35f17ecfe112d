"""Emptying a service's database between two tests."""

from collections.abc import Sequence

import asyncpg


async def empty(pool: asyncpg.Pool, kept: Sequence[str]) -> None:
    """Take the rows out of all tables but those kept. The log, empty again, may grow."""
    found = await pool.fetch(
        "select tablename from pg_tables where schemaname = 'public' and tablename <> all($1)", kept
    )
    async with pool.acquire() as conn, conn.transaction():
        # Truncating makes new files for every table and index, which takes ten times as long as deleting a few rows;
        # in this role of the session neither foreign keys nor triggers are asked.
        deletes = [f"delete from {row['tablename']}" for row in found]
        await conn.execute("; ".join(("set local session_replication_role = replica", *deletes)))
    # A table filled anew looks like another database, which must be compared with the bus before it may grow.
    await pool.execute("update log_identity set diverged = null, incarnation = log_incarnation()")
    await pool.execute("update event_log_head set position = 0")
