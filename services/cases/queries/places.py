"""Reading offers, what there is of them, and their queues."""

from datetime import datetime
from uuid import UUID

import asyncpg
from pydantic import TypeAdapter

from services.cases.domain.capacity.capacity import Capacity
from services.cases.domain.places.leaving import WAITS
from services.cases.domain.places.listed import Entry, Tally, WaitingList
from services.cases.queries.front import IS_IN_LINE

_CAPACITY, _ENTRIES = TypeAdapter(Capacity), TypeAdapter(list[Entry])


async def offer(conn: asyncpg.Connection, id: UUID) -> asyncpg.Record | None:
    """A service at a location: its ids, and code, name and sensitivity of the service."""
    return await conn.fetchrow(
        """
        select o.id as offer, o.service, o.location, s.code, s.name, s.sensitive
        from service_at_location o join service s on s.id = o.service where o.id = $1
        """,
        id,
    )


async def capacity(conn: asyncpg.Connection, offer: UUID) -> Capacity | None:
    row = await conn.fetchval("select to_json(c)::text from capacity c where c.id = $1", offer)
    return _CAPACITY.validate_json(row) if row else None


async def waiting_list(conn: asyncpg.Connection, offer: UUID) -> WaitingList:
    """Everybody who stands in the queue of an offer."""
    rows = await conn.fetch(
        f"""
        select id as request, case_id, person, state, urgency, points, requested_at as since, postponed_until,
            unreachable_since is not null as unreachable
        from service_request where offer = $1 and {IS_IN_LINE}
        """,
        offer,
    )  # fmt: skip
    return WaitingList(offer, tuple(_ENTRIES.validate_python(list(map(dict, rows)))))


async def waited_for(conn: asyncpg.Connection, case: UUID) -> list[tuple[UUID, str]]:
    """The offers in whose queues a case waits or is offered a place, with the codes of their services."""
    rows = await conn.fetch(
        "select distinct offer, service from service_request where case_id = $1 and state = any($2)",
        case, list(WAITS),
    )  # fmt: skip
    return [(row["offer"], row["service"]) for row in rows]


async def offers(
    conn: asyncpg.Connection, service: UUID | None, after: UUID | None, limit: int, at: datetime
) -> list[dict]:
    """Services at locations by id, each with its `capacity`, and the `tally` of its queue at an instant."""
    rows = await conn.fetch(
        """
        select o.id as offer, o.service, o.location, s.code, to_json(c)::text as capacity,
            coalesce(q.offered, 0) as offered, coalesce(q.taken, 0) as taken, w.*
        from service_at_location o join service s on s.id = o.service
        left join capacity c on c.id = o.id left join place_queue q on q.id = o.id
        cross join lateral (
            select count(*) as waiting, min(requested_at) as since, count(*) filter (
                where unreachable_since is null and (postponed_until is null or postponed_until <= $4)) as ready
            from service_request where offer = o.id and state = 'waiting'
        ) w
        where o.active and ($1::uuid is null or o.service = $1) and ($2::uuid is null or o.id > $2)
        order by o.id limit $3
        """,
        service, after, limit, at,
    )  # fmt: skip
    return [
        dict(row)
        | {
            "capacity": _CAPACITY.validate_json(row["capacity"]) if row["capacity"] else None,
            "tally": Tally(row["waiting"], row["ready"], row["offered"], row["taken"], row["since"]),
        }
        for row in rows
    ]
