"""Reports as of a cut: its tables are built again when somebody asks, in a schema of their own, and kept while used.

Whoever asks writes that down, and is asked to come again; the running service builds what is asked for, one after the
other. It reads the logs where their owners keep them, so the tables of any cut can be had as long as the logs are.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

import asyncpg
import structlog

from services.reporting.cuts.cuts import Cut, find
from services.reporting.rebuild.building import RUNNING, Building, Told, without_limits
from services.reporting.rebuild.logs import Logs
from services.reporting.reports.reading import reading
from services.reporting.store import INCOMPLETE

MOST = 6
"""Cuts whose tables are kept; those that nobody has used for longest are thrown away."""
_LOCKS = 7_450_420
"""Any number: the first of two, which no other lock of reporting has."""
_TELL_EVERY = 1.0
_FINDINGS = 3
"""Facts that are named; `tilts verify` names all."""
_SHAPE = "(select md5(string_agg(name, ',' order by name)) from migration where name like 'reporting/%')"
"""Of the tables as this database has them; a build that changes what facts lead to brings a migration."""
_TO_BE_BUILT = f"shape is distinct from {_SHAPE} and failed is null"
_log = structlog.get_logger("cuts")


@dataclass(frozen=True, slots=True)
class BeingBuilt(Exception):
    """The tables of this cut are not there yet: so many facts are read, of so many."""

    done: int
    of: int


class CannotBeBuilt(Exception):
    """The logs do not lead to this cut any more; asked again, it is tried again."""


@asynccontextmanager
async def as_of(pool: asyncpg.Pool, cut: Cut) -> AsyncIterator[asyncpg.Connection]:
    """A connection that sees the tables as they were at the cut. For reading. Raises BeingBuilt, CannotBeBuilt."""
    row = await pool.fetchrow(
        f"""
        insert into cut_kept (cut) values ($1) on conflict (cut) do update set used_at = clock_timestamp()
        returning coalesce(shape = {_SHAPE}, false) as built, facts, failed
        """,
        cut.name,
    )
    if row["failed"]:
        await pool.execute("delete from cut_kept where cut = $1 and failed is not null", cut.name)
        raise CannotBeBuilt(row["failed"])
    if not row["built"]:
        raise BeingBuilt(row["facts"], cut.at.facts)
    async with reading(pool, cut.schema) as conn:
        yield conn


async def build_asked(pool: asyncpg.Pool, logs: Logs, municipality: str) -> list[str]:
    """Build what was asked for and is not there, and throw away what nobody has used for longest. Returns what is new.

    Raises Transient when a log does not answer; then it stays asked for.
    """
    asked = await pool.fetch(f"select cut from cut_kept where {_TO_BE_BUILT} order by asked_at")
    built = [row["cut"] for row in asked if await _build(pool, logs, municipality, await find(pool, row["cut"]))]
    if built:
        await _throw_away(pool)
    return built


async def _build(pool: asyncpg.Pool, logs: Logs, municipality: str, cut: Cut) -> bool:
    try:
        async with _telling(pool, cut) as told, pool.acquire() as conn, conn.transaction():
            if not await _is_mine(conn, cut):
                return False
            await without_limits(conn)
            await _tables(Building(conn, logs, municipality, cut.schema, told), cut)
            await conn.execute(f"update cut_kept set shape = {_SHAPE} where cut = $1", cut.name)
            return True
    except CannotBeBuilt as error:
        _log.error("cut_cannot_be_built", cut=cut.name, reason=str(error))
        await pool.execute("update cut_kept set failed = $2 where cut = $1", cut.name, str(error))
        return False


async def _is_mine(conn: asyncpg.Connection, cut: Cut) -> bool:
    """Whether nobody else builds it, or has built it just now."""
    return await conn.fetchval("select pg_try_advisory_xact_lock($1, hashtext($2))", _LOCKS, cut.name) and (
        await conn.fetchval(f"select {_TO_BE_BUILT} from cut_kept where cut = $1", cut.name)
    )


async def _tables(building: Building, cut: Cut) -> None:
    conn, cursors = building.conn, f"{cut.schema}.consumed"
    await conn.execute(f"drop schema if exists {cut.schema} cascade; create schema {cut.schema}")
    await building.lay_out()
    # A report says on how many facts it rests, and until when they tell: those of the cut.
    await conn.execute(f"create table {cursors} (like {RUNNING}.consumed including all)")
    await conn.executemany(
        f"insert into {cursors} (source, partition, epoch, position, until) values ($1, $2, $3, $4, $5)",
        [(*place, cursor.epoch, cursor.position, cut.until.get(place[0])) for place, cursor in cut.at.applied.items()],
    )
    await building.reach(cut.at)
    if building.unread:
        raise CannotBeBuilt("; ".join(building.unread[:_FINDINGS]))
    await building.finish()


@asynccontextmanager
async def _telling(pool: asyncpg.Pool, cut: Cut) -> AsyncIterator[Told]:
    """What is told is written down every second, for those who ask how far it is."""
    read = [0]

    def told(done: int, of: int) -> None:
        read[0] = done

    async def write() -> None:
        while True:
            await asyncio.sleep(_TELL_EVERY)
            await pool.execute("update cut_kept set facts = $2 where cut = $1", cut.name, read[0])

    writing = asyncio.create_task(write())
    try:
        yield told
    finally:
        writing.cancel()
        with suppress(asyncio.CancelledError):
            await writing


async def _throw_away(pool: asyncpg.Pool) -> None:
    """Leave the tables of the cuts that were used last."""
    for row in await pool.fetch(
        "select cut, used_at from cut_kept where shape is not null order by used_at desc offset $1", MOST
    ):
        cut = await find(pool, row["cut"])
        with suppress(asyncpg.LockNotAvailableError):
            async with pool.acquire() as conn, conn.transaction():
                gone = "delete from cut_kept where cut = $1 and used_at = $2"
                if await conn.execute(gone, cut.name, row["used_at"]) == "DELETE 1":
                    # Whoever reads it holds this table; then it stays until the next time.
                    await conn.execute(f"lock table {cut.schema}.{INCOMPLETE} in access exclusive mode nowait")
                    await conn.execute(f"drop schema {cut.schema} cascade")
