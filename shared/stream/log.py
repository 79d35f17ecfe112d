"""The event log of one service: opened once, appended to last in a transaction, read by relay, pull and audit."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import asyncpg

from shared.stream.event import Event, Recorded
from shared.stream.partition import HASH_NAME, partition_of

_COLUMNS = "partition, position, epoch, id, type, key, time, data::text as data, topic, causation, correlation, trace"
# Reads from `after` itself, so that the first row knows the fact before it too.
_READ = f"""
select * from (
    select {_COLUMNS}, lag(id) over (order by position) as previous
    from event_log where partition = $1 and position >= $2 order by position limit $3 + 1
) rows where position > $2 limit $3
"""


class LogMismatch(RuntimeError):
    """The log in the database is not the one the configuration describes."""


@dataclass(frozen=True, slots=True)
class LogIdentity:
    """Whose log this is and how it is cut. It is open when it was compared with the bus and did not differ."""

    source: str
    partitions: int
    epoch: int
    incarnation_matches: bool
    diverged: str | None

    @property
    def open(self) -> bool:
        return self.incarnation_matches and self.diverged is None


async def create(conn: asyncpg.Connection, source: str, partitions: int) -> None:
    """Lay out an empty log: `partitions` core partitions and as many for receipts. A second call only compares.

    Raises LogMismatch when the log exists with another owner, partition count or hash.
    """
    async with conn.transaction():
        await conn.execute(
            "insert into log_identity (source, partitions, hash) values ($1, $2, $3) on conflict do nothing",
            source, partitions, HASH_NAME,
        )  # fmt: skip
        row = await conn.fetchrow("select source, partitions, hash from log_identity")
        if tuple(row) != (source, partitions, HASH_NAME):
            raise LogMismatch(
                f"the log belongs to {row['source']} with {row['partitions']} partitions by {row['hash']}, the "
                f"configuration says {source}, {partitions}, {HASH_NAME}. The number changes only by sealing this log "
                "and opening the next."
            )
        await conn.execute(
            """
            insert into event_log_head (partition, lane)
            select p, case when p < $1 then 'core' else 'edge' end from generate_series(0, 2 * $1 - 1) p
            on conflict do nothing
            """,
            partitions,
        )
        await conn.execute(
            "insert into relayed (partition) select partition from event_log_head on conflict do nothing"
        )


async def identity(conn: asyncpg.Connection) -> LogIdentity:
    row = await conn.fetchrow(
        """
        select source, partitions, epoch, incarnation is not distinct from log_incarnation(), diverged
        from log_identity
        """
    )
    return LogIdentity(*row)


async def lineage(conn: asyncpg.Connection) -> str:
    """Names this database and its epoch: another one after a restore, the same after a restart."""
    return await conn.fetchval("select left(md5(log_lineage() || '/' || epoch), 8) from log_identity")


async def trust(conn: asyncpg.Connection) -> None:
    """Open the log in this database, which has everything that was ever published as far as anybody can tell.

    Called when the bus agrees; by an operator whose Kafka stays away; by tests without one. In a database that is not
    the one of before a new epoch begins at the head: whoever applied more than it has then hears of it at once. A
    diverged log stays closed.
    """
    async with conn.transaction():
        # No head can move meanwhile: in another database the log is closed until the last statement here.
        moved = await conn.fetchval(
            "update log_identity set epoch = next_epoch(epoch) where lineage <> log_lineage() returning epoch"
        )
        if moved:
            await conn.execute(
                "insert into log_epoch select $1, partition, position from event_log_head where lane = 'core'", moved
            )
        await conn.execute("update log_identity set incarnation = log_incarnation(), lineage = log_lineage()")


async def append(conn: asyncpg.Connection, events: Sequence[Event], partitions: int) -> None:
    """Append events; the transaction's last statement but for the commit. See append_facts in 0002_who.sql.

    Receipts lie in partitions of their own, by their topic: one partner's missing topic holds up few others.
    """
    if not events:
        return
    await conn.execute(
        "select append_facts($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        [_place(e, partitions) for e in events],
        [e.id for e in events],
        [e.type for e in events],
        [e.key for e in events],
        [e.time for e in events],
        [e.data for e in events],
        [e.topic for e in events],
        [e.causation for e in events],
        [e.correlation for e in events],
        [e.trace for e in events],
        [e.actor for e in events],
    )


def _place(event: Event, partitions: int) -> int:
    return partitions + partition_of(event.topic, partitions) if event.topic else partition_of(event.key, partitions)


async def read(conn: asyncpg.Connection, partition: int, after: int, limit: int) -> list[Recorded]:
    """Up to `limit` events of one partition with positions above `after`, in order."""
    return [recorded(row) for row in await conn.fetch(_READ, partition, after, limit)]


async def fact_at(conn: asyncpg.Connection, partition: int, position: int) -> UUID | None:
    """The fact at one place, None when there is none."""
    return await conn.fetchval("select id from event_log where partition = $1 and position = $2", partition, position)


async def heads(conn: asyncpg.Connection, lane: str = "core") -> dict[int, int]:
    """The last position of each partition of one lane."""
    rows = await conn.fetch("select partition, position from event_log_head where lane = $1 order by partition", lane)
    return dict(map(tuple, rows))


async def forks(conn: asyncpg.Connection, partition: int) -> list[tuple[int, int]]:
    """Pairs (epoch, after): facts beyond `after` in this partition belong to that epoch or a later one."""
    rows = await conn.fetch("select epoch, after from log_epoch where partition = $1 order by epoch", partition)
    return [tuple(row) for row in rows]


def recorded(row: asyncpg.Record) -> Recorded:
    return Recorded(event(row), row["partition"], row["position"], row["epoch"], row["previous"])


def event(row: asyncpg.Record) -> Event:
    return Event(
        row["id"], row["type"], row["key"], row["time"], row["data"],
        row["causation"], row["correlation"], row["trace"], row["topic"],
    )  # fmt: skip
