"""Builds the projections anew from all logs, beside the running ones, and compares the two.

The new tables are temporary: whatever interrupts a rebuild, nothing of it stays. Both sides stand at the same place:
the vector of positions that reporting has applied, in one snapshot of its database. So it may run under load.
"""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field

import asyncpg

from services.reporting.comparing import Table, compare
from services.reporting.projecting import NAME, OwnFactUnreadable, Projecting
from services.reporting.store import PROJECTIONS
from shared.contracts.registry import UndecodableRecord
from shared.contracts.stream import RecordParked, RecordReplayed
from shared.stream import log, wire
from shared.stream.event import Recorded
from shared.stream.record import FactRecord
from shared.stream.work import Heard

_PAGE = 1000
_NEW = "pg_temp"

Place = tuple[str, int]
"""(source, partition)"""


@dataclass(slots=True)
class Rebuild:
    """How a rebuild went."""

    work: Projecting
    passed_over: set[tuple[str, int, int]]
    """(source, partition, position) of the facts that took no effect."""
    facts: int = 0
    """How many were read."""
    tables: list[Table] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    """Facts that were applied once, and are not in the logs now or cannot be applied again."""

    @property
    def findings(self) -> list[str]:
        """What is wrong, in words; empty when every table is equal."""
        return self.unread + [difference for table in self.tables for difference in table.differences]


async def verify_projections(logs: Mapping[str, asyncpg.Pool], municipality: str) -> list[str]:
    """For `tilts verify`: what is wrong with reporting's projections, in words. See `rebuild`."""
    return (await rebuild(logs[NAME], logs, municipality)).findings


async def rebuild(pool: asyncpg.Pool, logs: Mapping[str, asyncpg.Pool], municipality: str) -> Rebuild:
    """Replay every fact that reporting has applied, page by page, and compare. Changes nothing.

    `pool` is reporting's own database, `logs` the databases of all services by name, its own among them.
    """
    async with pool.acquire() as conn, conn.transaction(isolation="repeatable_read"):
        # As many facts as there are take as long as they take; nothing that others wait for is held.
        await conn.execute(
            "set local transaction_timeout = 0; set local statement_timeout = 0; "
            "set local idle_in_transaction_session_timeout = 0"
        )
        running = await conn.fetchval("select current_schema()")
        for projection in PROJECTIONS:
            await conn.execute(
                f"create temp table {projection.name} (like {running}.{projection.name} including all) on commit drop"
            )
        done = Rebuild(Projecting(municipality, schema=_NEW), await _passed_over(conn))
        for source, partition, end in await conn.fetch(
            "select source, partition, position from consumed order by source, partition"
        ):
            await _replay(conn, done, logs[source], (source, partition), end)
        done.tables = await compare(conn, running, _NEW)
    return done


async def _passed_over(conn: asyncpg.Connection) -> set[tuple[str, int, int]]:
    """What reporting parked and never replayed. Our own log says so, in the same snapshot as the tables."""
    rows = await conn.fetch(
        """
        select p.data->>'source', (p.data->>'partition')::int, (p.data->>'position')::bigint
        from event_log p
        where p.type = $1 and not exists (
            select from event_log r where r.type = $2 and r.data->>'record' = p.data->>'record'
        )
        """,
        RecordParked.type, RecordReplayed.type,
    )  # fmt: skip
    return {tuple(row) for row in rows}


async def _replay(conn: asyncpg.Connection, done: Rebuild, source_log: asyncpg.Pool, place: Place, end: int) -> None:
    """Apply one partition of one log up to `end`, as far as it can be read."""
    last = 0
    async for page in _pages(source_log, place[1], end):
        if page[-1].position - last > len(page):
            done.unread.append(f"{place[0]}: facts after {last} are missing in partition {place[1]} of the log")
        heard = [one for fact in page if (one := _heard(done, place, fact))]
        try:
            async with conn.transaction():
                await done.work.apply(conn, heard, set())
        except asyncpg.PostgresError as error:
            done.unread.append(f"{_at(place, page[0])} or one soon after it is refused: {error.sqlstate}")
        done.facts += len(page)
        last = page[-1].position
    if last < end:
        done.unread.append(f"{place[0]}: facts after {last} are missing in partition {place[1]}, applied were {end}")


def _heard(done: Rebuild, place: Place, fact: Recorded) -> Heard | None:
    if (*place, fact.position) in done.passed_over:
        return None
    try:
        return done.work.read(_record(place[0], fact), fact.event.time)
    except (UndecodableRecord, OwnFactUnreadable) as error:
        done.unread.append(f"{_at(place, fact)} cannot be read: {error}")
        return None


def _record(source: str, fact: Recorded) -> FactRecord:
    """What the bus would have brought, without the headers that nothing is read from here."""
    event = fact.event
    return FactRecord(
        source, fact.partition, fact.epoch, fact.position, event.id, None, event.key, event.type, event.data.encode(),
        headers=(), given={"time": wire.instant(event.time)},
    )  # fmt: skip


async def _pages(source_log: asyncpg.Pool, partition: int, end: int) -> AsyncIterator[list[Recorded]]:
    """The facts of a partition up to `end`, in order; never more than one page in memory."""
    after = 0
    while after < end:
        async with source_log.acquire() as conn:
            page = await log.read(conn, partition, after, _PAGE)
        page = [fact for fact in page if fact.position <= end]
        if not page:
            return
        yield page
        after = page[-1].position


def _at(place: Place, fact: Recorded) -> str:
    return f"{place[0]}: fact {fact.position} of partition {place[1]}"
