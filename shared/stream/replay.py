"""The operator's two answers to a parked record: replay its key in order, or discard it with a reason.

Both work under the cursor lock that consumption takes, so that no later fact of the key can slip past.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

import asyncpg

from shared.contracts.codes import DiscardReason
from shared.contracts.fact import Fact
from shared.contracts.registry import UndecodableRecord
from shared.contracts.stream import RecordDiscarded, RecordReplayed
from shared.decision import Cause, Timer
from shared.stream import cursors, log, timers
from shared.stream.batch import Batch
from shared.stream.event import Event, event_of
from shared.stream.parking import revive
from shared.stream.work import Heard


@dataclass(frozen=True, slots=True)
class Replayed:
    """How many records of a key took effect, how many still wait, and why the first of those does not go."""

    done: int
    left: int
    reason: str | None


class NotParked(LookupError):
    """There is no such record (any more)."""


async def replay(batch: Batch, record: UUID) -> Replayed:
    """Process the parked record, and all of its key, in order, until one fails again. Raises NotParked."""
    now, done, reason = batch.now(), 0, None
    async with batch.pool.acquire() as conn, conn.transaction():
        rows = await _locked(conn, record)
        events: list[Event] = []
        for row in rows:
            reason = await _one(batch, conn, row, now, events)
            if reason:
                break
            done += 1
        await log.append(conn, events, batch.partitions)
    if done:
        batch.appended()
    return Replayed(done, len(rows) - done, reason)


async def discard(batch: Batch, record: UUID, by: UUID | None, reason: DiscardReason) -> int:
    """Give one record up for good; returns how many of its key still wait behind it. Raises NotParked."""
    async with batch.pool.acquire() as conn, conn.transaction():
        rows = await _locked(conn, record)
        await conn.execute("delete from parked where id = $1", record)
        fact = RecordDiscarded(consumer=batch.work.name, record=record, by=by, reason=reason)
        await log.append(conn, [_event(fact, batch.now(), batch.work.name)], batch.partitions)
    batch.appended()
    return len(rows) - 1


async def _locked(conn: asyncpg.Connection, record: UUID) -> list[asyncpg.Record]:
    """All parked rows of the record's key, in order, with the key's cursor locked first."""
    row = await conn.fetchrow("select source, partition, key from parked where id = $1", record)
    if row is None:
        raise NotParked(f"no parked record {record}")
    if row["partition"] is not None:
        await cursors.lock(conn, [(row["source"], row["partition"])])
    rows = await conn.fetch(
        "select * from parked where source = $1 and key = $2 order by seq for update", row["source"], row["key"]
    )
    if record not in {r["id"] for r in rows}:
        raise NotParked(f"record {record} was replayed or discarded meanwhile")
    return rows


async def _one(
    batch: Batch, conn: asyncpg.Connection, row: asyncpg.Record, now: datetime, events: list[Event]
) -> str | None:
    """Apply one row under a savepoint; returns why it cannot be done, or None."""
    try:
        heard = _heard(batch, row, now)
    except UndecodableRecord as error:
        return str(error)
    if heard:
        savepoint = conn.transaction()
        await savepoint.start()
        applied = await batch.work.apply(conn, [heard], set())
        if applied.failures:
            await savepoint.rollback()
            return applied.failures[0].detail
        await savepoint.commit()
        events += applied.events
    await conn.execute("delete from parked where id = $1", row["id"])
    events.append(_event(RecordReplayed(consumer=batch.work.name, record=row["id"]), now, batch.work.name))
    return None


def _heard(batch: Batch, row: asyncpg.Record, now: datetime) -> Heard | None:
    if row["source"] == "timer":
        return timers.fired(Timer(row["type"], row["key"], datetime.fromisoformat(row["body"].decode())), now)
    return batch.work.read(revive(row), now)


def _event(fact: Fact, now: datetime, by: str) -> Event:
    name = uuid4()
    return event_of(Cause(name, now, str(name), by), 0, fact.type, fact.key, fact.encode().decode())
