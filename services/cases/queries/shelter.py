"""Reading shelters, their nights and guests. What a guest wishes to be called is read with their list alone."""

from datetime import date
from uuid import UUID

import asyncpg
from pydantic import TypeAdapter

from services.cases.domain.capacity.capacity import Capacity
from services.cases.domain.shelter.night import Night
from services.cases.queries.cases import Place
from services.cases.queries.sight import Sight, seen

_NIGHT, _CAPACITY = TypeAdapter(Night), TypeAdapter(Capacity)
_SHELTER = """
    select o.id as offer, s.code, s.name, l.restricted, p.unit, to_json(c)::text as capacity
    from service_at_location o join service s on s.id = o.service join location l on l.id = o.location
    join organization p on p.id = s.organization
    left join capacity c on c.id = o.id
    where s.kind = 'night_shelter' and o.active
"""
_GUEST = "g.id, g.night, g.offer, g.let_in_at, g.brought, g.case_id, g.left_at, g.version"


async def shelters(conn: asyncpg.Connection) -> list[dict]:
    """Every shelter, with its capacity."""
    return [_shelter(row) for row in await conn.fetch(f"{_SHELTER} order by o.id")]


async def shelter(conn: asyncpg.Connection, offer: UUID) -> dict | None:
    row = await conn.fetchrow(f"{_SHELTER} and o.id = $1", offer)
    return _shelter(row) if row else None


async def night(conn: asyncpg.Connection, id: UUID) -> Night | None:
    row = await conn.fetchval("select to_json(n)::text from shelter_night n where n.id = $1", id)
    return _NIGHT.validate_json(row) if row else None


async def nights(
    conn: asyncpg.Connection, offer: UUID | None, begins: date | None, ends: date | None, closed: bool | None,
    after: tuple[date | None, UUID | None], limit: int,
) -> list[Night]:  # fmt: skip
    """Nights in which something happened, the newest first."""
    rows = await conn.fetch(
        """
        select to_json(n)::text as night from shelter_night n
        where ($1::uuid is null or n.offer = $1) and ($2::date is null or n.begins_on >= $2)
          and ($3::date is null or n.begins_on <= $3)
          and ($4::boolean is null or (n.closed_at is not null) = $4)
          and ($5::date is null or (n.begins_on, n.id) < ($5, $6))
        order by n.begins_on desc, n.id desc limit $7
        """,
        offer, begins, ends, closed, *after, limit,
    )  # fmt: skip
    return [_NIGHT.validate_json(row["night"]) for row in rows]


async def guest(conn: asyncpg.Connection, id: UUID) -> asyncpg.Record | None:
    return await conn.fetchrow(f"select {_GUEST} from shelter_guest g where g.id = $1", id)


async def guest_shown(conn: asyncpg.Connection, sight: Sight, id: UUID) -> asyncpg.Record | None:
    """A guest with what they wish to be called; their case only where it is seen."""
    return await conn.fetchrow(f"{_shown(2)} where g.id = $1", id, *sight.parameters)


async def guests(
    conn: asyncpg.Connection, sight: Sight, night: UUID, here: bool | None, after: Place, limit: int
) -> list[asyncpg.Record]:
    """The guests of a night as they came; their case only where it is seen."""
    return await conn.fetch(
        f"""
        {_shown(6)}
        where g.night = $1 and ($2::boolean is null or (g.left_at is null) = $2)
          and ($3::timestamptz is null or (g.let_in_at, g.id) > ($3, $4))
        order by g.let_in_at, g.id limit $5
        """,
        night, here, *after, limit, *sight.parameters,
    )  # fmt: skip


async def nights_of_case(conn: asyncpg.Connection, case: UUID, after: Place, limit: int) -> list[asyncpg.Record]:
    """When somebody of a case slept in which shelter, the newest first."""
    return await conn.fetch(
        f"""
        select {_GUEST}, null::text as handle, true as known, g.case_id as seen_case from shelter_guest g
        where g.case_id = $1 and ($2::timestamptz is null or (g.let_in_at, g.id) < ($2, $3))
        order by g.let_in_at desc, g.id desc limit $4
        """,
        case, *after, limit,
    )  # fmt: skip


def _shown(first: int) -> str:
    """Guests with what they wish to be called, and their case where the sight that begins at `first` has it."""
    return f"""
        select {_GUEST}, n.words as handle, g.case_id is not null as known, c.id as seen_case
        from shelter_guest g left join note n on n.id = g.id
        left join social_case c on c.id = g.case_id and {seen(first)}
    """


def _shelter(row: asyncpg.Record) -> dict:
    return dict(row) | {"capacity": _CAPACITY.validate_json(row["capacity"]) if row["capacity"] else None}
