"""Builds the projections anew beside the running ones, proves that the two are equal, and takes the new ones instead.

All of it is one transaction of reporting's database: a rebuild that is interrupted, wherever, has never happened.
Consumption goes on meanwhile, also while every row is compared; it waits only until what came since is compared too.
"""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import partial
from time import monotonic

import asyncpg

from services.reporting.projections.projecting import NAME
from services.reporting.rebuild.building import RUNNING, Building, Told, nobody, without_limits
from services.reporting.rebuild.comparing import Table, compare, compare_since, see
from services.reporting.rebuild.logs import StoredLogs
from services.reporting.rebuild.standing import standing
from services.reporting.store import INCOMPLETE, PROJECTIONS
from shared.stream import cursors

_ONE_AT_A_TIME = 7_450_419
"""Any number that neither migrations nor the relay take."""
_NEW, _TEMPORARY = "rebuilding", "pg_temp"
_ROUNDS = 20
"""So often a rebuild catches up before it takes what is left under the lock."""
_FEW = 500
"""Facts that are caught up with under the lock: what one batch brings."""
_PATIENCE, _TRIES, _PAUSE = 2000, 10, 1.0
"""Milliseconds, times, seconds: long reports and frozen consumers let go within a transaction's time limit."""


class NotNow(RuntimeError):
    """Somebody else has what a rebuild needs for itself; later it will do."""


@dataclass(slots=True)
class Rebuild:
    """How a rebuild went."""

    incomplete: frozenset[str]
    """Projections that were to be rebuilt: what runs tells less than the logs, and that is no finding."""
    facts: int = 0
    """How many were read."""
    tables: list[Table] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    """Facts that were applied once, and are not in the logs now or cannot be applied again."""
    switched: bool = False
    held: float = 0.0
    """Seconds in which nothing took effect: from the lock to the end of the switch."""

    @property
    def findings(self) -> list[str]:
        """What is wrong, in words; empty when every table is equal."""
        return self.unread + [difference for table in self.tables for difference in table.differences]


async def verify_projections(logs: Mapping[str, asyncpg.Pool], municipality: str, told: Told = nobody) -> Rebuild:
    """Build every projection anew where reporting stands now, and compare. Changes nothing, and holds up nobody.

    `logs` are the databases of all services by name, reporting's own among them.
    """
    async with logs[NAME].acquire() as conn:
        transaction = conn.transaction(isolation="repeatable_read")
        await transaction.start()
        try:
            await without_limits(conn)
            building = Building(conn, StoredLogs(logs), municipality, _TEMPORARY, told)
            await building.lay_out()
            running = await see(conn, RUNNING)
            await building.reach(running.at)
            return await _done(building, partial(compare, conn, running, await see(conn, building.schema)))
        finally:
            await transaction.rollback()


async def rebuild(
    logs: Mapping[str, asyncpg.Pool], municipality: str, told: Told = nobody, *, mend: bool = False
) -> Rebuild:
    """Build every projection anew, and switch to the new tables when the running ones are equal or to be rebuilt.

    With `mend` also when they differ: then the logs are right. Never when facts could not be read. Raises NotNow
    while another rebuild runs, and when somebody consumes or reads for very long.
    """
    async with logs[NAME].acquire() as conn:
        transaction = conn.transaction()
        await transaction.start()
        done = None
        try:
            await without_limits(conn)
            await conn.execute(f"set local lock_timeout = {_PATIENCE}")
            if not await conn.fetchval("select pg_try_advisory_xact_lock($1)", _ONE_AT_A_TIME):
                raise NotNow("another rebuild is running")
            building = Building(conn, StoredLogs(logs), municipality, _NEW, told)
            await conn.execute(f"create schema {_NEW}")
            await building.lay_out()
            await _catch_up(building)
            await building.finish()
            done = await _switched(building, mend)
        finally:
            await (transaction.commit() if done and done.switched else transaction.rollback())
        return done


async def _catch_up(building: Building) -> None:
    """Come so close to what runs on that the rest is quick."""
    for _ in range(_ROUNDS):
        there = await standing(building.conn)
        if building.facts and building.lags(there) <= _FEW:
            return
        await building.reach(there)


async def _switched(building: Building, mend: bool) -> Rebuild:
    """Compare where both stand at the same place, and switch when the new tables are to be taken."""
    conn = building.conn
    running = await see(conn, RUNNING)
    await building.reach(running.at)
    rebuilt = await see(conn, building.schema)
    await _catch_up(building)
    places = (await standing(conn)).applied
    # Nothing takes effect from here on; whatever was about to, waits, and then finds the tables that run.
    await _patiently(conn, lambda: cursors.lock(conn, places))
    since = monotonic()
    await building.reach(await standing(conn))
    done = await _done(building, partial(compare_since, conn, running, rebuilt))
    if not done.unread and (mend or not done.findings):
        await _patiently(conn, lambda: _switch(conn))
        done.switched = True
    done.held = monotonic() - since
    return done


async def _patiently(conn: asyncpg.Connection, step: Callable[[], Awaitable]) -> None:
    """Take the step as soon as others let go of what it locks; between two tries they get on with it."""
    for left in reversed(range(_TRIES)):
        try:
            async with conn.transaction():
                await step()
                return
        except asyncpg.LockNotAvailableError as error:
            if not left:
                raise NotNow("somebody reads or consumes for very long") from error
        await asyncio.sleep(_PAUSE)


async def _switch(conn: asyncpg.Connection) -> None:
    # Reports lock this table before they look at any other: one that has begun ends with the old tables.
    await conn.execute(f"lock table {RUNNING}.{INCOMPLETE} in access exclusive mode")
    for projection in PROJECTIONS:
        await conn.execute(f"drop table {RUNNING}.{projection.name}")
        await conn.execute(f"alter table {_NEW}.{projection.name} set schema {RUNNING}")
    await conn.execute(f"drop schema {_NEW} cascade")
    await conn.execute(f"delete from {RUNNING}.{INCOMPLETE} where name = any($1)", [p.name for p in PROJECTIONS])


async def _done(building: Building, compared: Callable[[Collection[str]], Awaitable[list[Table]]]) -> Rebuild:
    rows = await building.conn.fetch(f"select name from {RUNNING}.{INCOMPLETE}")
    done = Rebuild(frozenset(row["name"] for row in rows), building.facts, unread=building.unread)
    done.tables = await compared(done.incomplete)
    return done
