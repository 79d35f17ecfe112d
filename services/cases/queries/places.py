"""Reading offers, what there is of them, and their queues."""

from uuid import UUID

import asyncpg
from pydantic import TypeAdapter

from services.cases.domain.capacity.capacity import Capacity
from services.cases.domain.places.queue import Queue

_CAPACITY, _QUEUE = TypeAdapter(Capacity), TypeAdapter(Queue)


async def offer(conn: asyncpg.Connection, id: UUID) -> asyncpg.Record | None:
    """A service at a location: its ids, and the code of the service."""
    return await conn.fetchrow(
        """
        select o.id, o.service, o.location, s.code from service_at_location o join service s on s.id = o.service
        where o.id = $1
        """,
        id,
    )


async def capacity(conn: asyncpg.Connection, offer: UUID) -> Capacity | None:
    row = await conn.fetchval("select to_json(c)::text from capacity c where c.id = $1", offer)
    return _CAPACITY.validate_json(row) if row else None


async def queue(conn: asyncpg.Connection, offer: UUID) -> Queue | None:
    row = await conn.fetchval("select to_json(q)::text from place_queue q where q.id = $1", offer)
    return _QUEUE.validate_json(row) if row else None


async def offers(conn: asyncpg.Connection, service: UUID | None, after: UUID | None, limit: int) -> list[dict]:
    """Services at locations, each with its capacity and its queue, by id."""
    rows = await conn.fetch(
        """
        select o.id as offer, o.service, o.location, s.code, to_json(c)::text as capacity, to_json(q)::text as queue
        from service_at_location o join service s on s.id = o.service
        left join capacity c on c.id = o.id left join place_queue q on q.id = o.id
        where o.active and ($1::uuid is null or o.service = $1) and ($2::uuid is null or o.id > $2)
        order by o.id limit $3
        """,
        service, after, limit,
    )  # fmt: skip
    return [
        dict(row)
        | {
            "capacity": _CAPACITY.validate_json(row["capacity"]) if row["capacity"] else None,
            "queue": _QUEUE.validate_json(row["queue"]) if row["queue"] else Queue(row["offer"], row["code"]),
        }
        for row in rows
    ]
