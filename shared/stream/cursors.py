"""The cursors of one service in its database: created before consumption, locked in one order, moved with the batch."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType

import asyncpg

from shared.stream.cursor import Cursor, Place


async def create(conn: asyncpg.Connection, sources: Iterable[str], partitions: int) -> None:
    """Make sure that a cursor stands at the beginning of every partition of every source."""
    await conn.execute(
        """
        insert into consumed (source, partition)
        select s, p from unnest($1::text[]) s, generate_series(0, $2 - 1) p on conflict do nothing
        """,
        list(sources), partitions,
    )  # fmt: skip


async def lock(conn: asyncpg.Connection, places: Iterable[Place]) -> dict[Place, Cursor]:
    """Lock and read cursors, all in one sorted statement: the first locks of every transaction that applies facts."""
    wanted = sorted(set(places))
    rows = await conn.fetch(
        """
        select source, partition, epoch, position, case when position > 0 then fact::text end as fact from consumed
        where (source, partition) in (select * from unnest($1::text[], $2::int[]))
        order by source, partition for update
        """,
        [source for source, _ in wanted],
        [partition for _, partition in wanted],
    )
    return {(r["source"], r["partition"]): Cursor(r["epoch"], r["position"], r["fact"]) for r in rows}


async def move(
    conn: asyncpg.Connection, moved: Mapping[Place, Cursor], until: Mapping[Place, datetime] = MappingProxyType({})
) -> None:
    """Write the new positions of cursors this transaction has locked, and until when everything has taken effect."""
    if moved:
        await conn.execute(
            """
            update consumed c
            set epoch = n.epoch, position = n.position, fact = n.fact, until = greatest(c.until, n.until)
            from unnest($1::text[], $2::int[], $3::int[], $4::bigint[], $5::uuid[], $6::timestamptz[])
                n(source, partition, epoch, position, fact, until)
            where (c.source, c.partition) = (n.source, n.partition)
            """,
            [source for source, _ in moved],
            [partition for _, partition in moved],
            [c.epoch for c in moved.values()],
            [c.position for c in moved.values()],
            [c.fact for c in moved.values()],
            [until.get(place) for place in moved],
        )
