"""Following a service's own log from a place on: whoever was cut off names the last place and misses nothing."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

import asyncpg

FORM = r"^[0-9]{1,10}-[0-9]{1,18}(\.[0-9]{1,18}){0,255}$"
"""How a place is written."""

_AFTER = """
    select e.partition, e.position, e.id, e.type, e.key, e.time, e.actor
    from unnest($1::integer[], $2::bigint[]) as p(partition, after)
    join lateral (
        select * from event_log where partition = p.partition and position > p.after order by position limit $3
    ) e on true
    order by e.partition, e.position limit $3
"""


@dataclass(frozen=True, slots=True)
class Place:
    """How far somebody has read: one position for each core partition, in an epoch of the log."""

    epoch: int
    positions: tuple[int, ...]

    def __str__(self) -> str:
        return f"{self.epoch}-{'.'.join(map(str, self.positions))}"

    @classmethod
    def read(cls, text: str) -> "Place":
        """The place that was written so. Raises ValueError for anything else."""
        epoch, _, positions = text.partition("-")
        return cls(int(epoch), tuple(int(position) for position in positions.split(".")))

    def past(self, partition: int, position: int) -> "Place":
        return replace(
            self, positions=(*self.positions[:partition], position, *self.positions[partition + 1 :])
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """One fact of the log, without its body; `place` is how far who has it has read."""

    place: Place
    partition: int
    position: int
    id: UUID
    kind: str
    key: str
    at: datetime
    actor: UUID | None


async def head(conn: asyncpg.Connection) -> Place:
    """The end of the log now."""
    epoch = await conn.fetchval("select epoch from log_identity")
    rows = await conn.fetch("select position from event_log_head where lane = 'core' order by partition")
    return Place(epoch, tuple(row["position"] for row in rows))


async def after(conn: asyncpg.Connection, place: Place, limit: int) -> list[Told]:
    """Up to `limit` facts after a place; those of one key are in order."""
    rows = await conn.fetch(_AFTER, list(range(len(place.positions))), list(place.positions), limit)
    found = []
    for row in rows:
        partition, position = row["partition"], row["position"]
        place = place.past(partition, position)
        kind = row["type"].rpartition(".v")[0].rpartition(".")[2]
        found.append(Told(place, partition, position, row["id"], kind, row["key"], row["time"], row["actor"]))
    return found
