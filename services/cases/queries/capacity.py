"""Reading capacities with what they are of, and how many of it are present."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import asyncpg

from services.cases.domain.capacity.expected import Turnover

_OFFER = """
    c.id as offer, c.said, c.version, s.id as service, s.code as service_code, s.name as service_name, s.kind,
    s.status, s.valid_from, s.valid_until, l.code as place_code, l.name as place_name, o.id as organization,
    o.code as organization_code, o.unit, a.role,
    coalesce((select q.offered + q.taken from place_queue q where q.id = c.id), 0) as used
    from capacity c join service_at_location a on a.id = c.id join service s on s.id = a.service
    join location l on l.id = a.location join organization o on o.id = s.organization
"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which offers: of a service, of some organisations, of a kind of service; None for any."""

    service: UUID | None = None
    organizations: Sequence[UUID] | None = None
    kind: str | None = None


async def capacities(
    conn: asyncpg.Connection, wanted: Wanted, after: tuple[str | None, str | None], limit: int
) -> list[asyncpg.Record]:
    """Offers that are active, by the codes of service and place."""
    return await conn.fetch(
        f"""
        select {_OFFER}
        where a.active and ($1::uuid is null or s.id = $1) and ($2::uuid[] is null or o.id = any($2))
          and ($3::text is null or s.kind = $3) and ($4::text is null or (s.code, l.code) > ($4, $5))
        order by s.code, l.code limit $6
        """,
        wanted.service, wanted.organizations, wanted.kind, *after, limit,
    )  # fmt: skip


async def capacity(conn: asyncpg.Connection, offer: UUID) -> asyncpg.Record | None:
    return await conn.fetchrow(f"select {_OFFER} where c.id = $1", offer)


async def turnovers(conn: asyncpg.Connection, offers: Sequence[UUID], since: datetime) -> dict[UUID, Turnover]:
    """How many wait for each of these offers, and what became of it since an instant."""
    rows = await conn.fetch(
        """
        select offer, count(*) filter (where state = 'waiting') as waiting,
            count(*) filter (where started_at is not null and ended_at >= $2) as ended,
            percentile_cont(0.5) within group (order by extract(epoch from started_at - requested_at) / 86400)
                filter (where started_at >= $2) as median
        from service_request where offer = any($1) group by offer
        """,
        offers, since,
    )  # fmt: skip
    return {row["offer"]: Turnover(row["waiting"], row["ended"], row["median"]) for row in rows}


async def present(conn: asyncpg.Connection, units: Sequence[UUID], day: date) -> dict[tuple[UUID, str], int]:
    """How many work in each of these units in each role and are not away on a day, further positions included."""
    rows = await conn.fetch(
        """
        with position as (
            select id, absences, unit, role from staff where active
            union all
            select s.id, s.absences, (a->>'unit')::uuid, a->>'role'
            from staff s, jsonb_array_elements(s.also) a where s.active
        )
        select unit, role, count(*) as present from position p
        where unit = any($1) and not exists (
            select from jsonb_array_elements(p.absences) a
            where (a->>'first')::date <= $2 and coalesce((a->>'last')::date, 'infinity') >= $2)
        group by unit, role
        """,
        units, day,
    )  # fmt: skip
    return {(row["unit"], row["role"]): row["present"] for row in rows}
