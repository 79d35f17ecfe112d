"""Where reporting stands: what it has applied of each log, and how far its own log goes, which says what it parked.

Two databases that stand at the same place have the same tables.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass

import asyncpg

from shared.contracts.stream import RecordParked, RecordReplayed
from shared.stream.cursor import Cursor, Place

HEARD = """
    select source, sum(position)::bigint as facts, case when count(until) = count(*) then min(until) end as until
    from consumed group by source order by source
"""
"""How many facts of each source are applied, and until when all that happened there is; null where nobody knows."""
PLACE = f"""
    select (
        select coalesce(json_agg(
            json_build_array(source, partition, epoch, position, case when position > 0 then fact end)
            order by source, partition
        ), '[]')::text from consumed
    ) as applied, (
        select coalesce(json_agg(json_build_array(partition, position) order by partition), '[]')::text
        from event_log_head where lane = 'core'
    ) as own_log, (
        select coalesce(json_object_agg(source, until), '{{}}')::text from ({HEARD}) heard
    ) as until
"""
"""One statement, so that all of it is of one instant."""


@dataclass(frozen=True, slots=True)
class Standing:
    """`applied` are the cursors, `own_log` the last position of each partition of reporting's own log."""

    applied: Mapping[Place, Cursor]
    own_log: Mapping[int, int]

    @property
    def facts(self) -> int:
        return sum(cursor.position for cursor in self.applied.values())


def read(row: asyncpg.Record) -> Standing:
    """What a row of `PLACE` says, also when it was kept."""
    applied = {
        (source, partition): Cursor(epoch, position, fact)
        for source, partition, epoch, position, fact in json.loads(row["applied"])
    }
    return Standing(applied, dict(map(tuple, json.loads(row["own_log"]))))


async def standing(conn: asyncpg.Connection) -> Standing:
    """Where reporting stands now."""
    return read(await conn.fetchrow(PLACE))


async def passed_over(conn: asyncpg.Connection, at: Standing) -> set[tuple[str, int, int]]:
    """(source, partition, position) of the facts that had taken no effect there: parked, and not replayed since."""
    rows = await conn.fetch(
        """
        with said as (
            select type, data->>'record' as record, data->>'source' as source, (data->>'partition')::int as partition,
                (data->>'position')::bigint as position
            from event_log l
            join unnest($1::int[], $2::bigint[]) head (partition, last)
                on l.partition = head.partition and l.position <= head.last
            where type in ($3, $4)
        )
        select source, partition, position from said p
        where type = $3 and not exists (select from said r where r.type = $4 and r.record = p.record)
        """,
        list(at.own_log), list(at.own_log.values()), RecordParked.type, RecordReplayed.type,
    )  # fmt: skip
    return {tuple(row) for row in rows}
