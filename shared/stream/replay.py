"""The operator's two answers to a parked record: replay its key in order, or discard it with a reason.

What a partner sent goes by itself after a while. All work under the cursor lock that consumption takes, so that no
later fact of the key can slip past.
"""

from collections.abc import Sequence
from contextlib import suppress
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
from shared.stream.isolation import apply_isolated
from shared.stream.parking import revive
from shared.stream.work import Heard

_PAGE = 200
"""Records of a key in one transaction: a key that waited for weeks must not outlast the transaction's time limit."""


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
    source, key = await _key(batch.pool, record)
    done = 0
    while True:
        part = await _replay_some(batch, source, key)
        done += part.done
        if part.reason or not part.left:
            return Replayed(done, part.left, part.reason)


async def discard(batch: Batch, record: UUID, by: UUID | None, reason: DiscardReason) -> int:
    """Give one record up for good; returns how many of its key still wait behind it. Raises NotParked."""
    source, key = await _key(batch.pool, record)
    async with batch.pool.acquire() as conn, conn.transaction():
        await _lock(conn, source, key)
        if await conn.execute("delete from parked where id = $1", record) != "DELETE 1":
            raise NotParked(f"record {record} was replayed or discarded meanwhile")
        left = await conn.fetchval("select count(*) from parked where source = $1 and key = $2", source, key)
        fact = RecordDiscarded(consumer=batch.work.name, record=record, by=by, reason=reason)
        await log.append(conn, [_event(fact, batch.now(), batch.work.name)], batch.partitions)
    batch.appended()
    return left


async def expire(batch: Batch, before: datetime, held: Sequence[str] = ()) -> int:
    """Give up partners' messages that were parked before an instant, but for those of `held` sources; returns how many.

    Each was answered when it was parked, so its sender knows; what is left is somebody's data that nobody needs.
    """
    old = await batch.pool.fetch(
        """
        select id from parked where source like 'partner.%' and parked_at < $1 and source <> all($2)
        order by seq limit $3
        """,
        before, held, _PAGE,
    )  # fmt: skip
    for row in old:
        with suppress(NotParked):
            await discard(batch, row["id"], None, DiscardReason.EXPIRED)
    return len(old)


async def _key(pool: asyncpg.Pool, record: UUID) -> tuple[str, str]:
    row = await pool.fetchrow("select source, key from parked where id = $1", record)
    if row is None:
        raise NotParked(f"no parked record {record}")
    return tuple(row)


async def _lock(conn: asyncpg.Connection, source: str, key: str) -> None:
    """Lock the key's cursor, then its parked rows: the order in which consumption takes them."""
    partitions = await conn.fetch(
        "select distinct partition from parked where source = $1 and key = $2 and partition is not null", source, key
    )
    await cursors.lock(conn, [(source, row["partition"]) for row in partitions])
    await conn.execute("select from parked where source = $1 and key = $2 order by seq for update", source, key)


async def _replay_some(batch: Batch, source: str, key: str) -> Replayed:
    now, done, reason = batch.now(), 0, None
    async with batch.pool.acquire() as conn, conn.transaction():
        await _lock(conn, source, key)
        rows = await conn.fetch(
            "select * from parked where source = $1 and key = $2 order by seq limit $3", source, key, _PAGE
        )
        events: list[Event] = []
        for row in rows:
            reason = await _one(batch, conn, row, now, events)
            if reason:
                break
            done += 1
        left = await conn.fetchval("select count(*) from parked where source = $1 and key = $2", source, key)
        await log.append(conn, events, batch.partitions)
    if done:
        batch.appended()
    return Replayed(done, left, reason)


async def _one(
    batch: Batch, conn: asyncpg.Connection, row: asyncpg.Record, now: datetime, events: list[Event]
) -> str | None:
    """Apply one row under a savepoint; returns why it cannot be done, or None."""
    try:
        heard = _heard(batch, row, now)
    except UndecodableRecord as error:
        return str(error)
    if heard:
        applied = await apply_isolated(conn, batch.work, [heard], set())
        if applied.failures:
            return applied.failures[0].detail
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
