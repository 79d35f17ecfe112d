"""Reading the public catalogue. No query here gives the address, position or distance of a place that is restricted."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import asyncpg

from services.cases.queries.distance import Around, distance, fits, parameters

_SHOWN = "not l.restricted"
_PLACE = f"""
    jsonb_build_object(
        'id', l.id, 'code', l.code, 'name', l.name, 'accessibility', l.accessibility, 'restricted', l.restricted,
        'address', case when {_SHOWN} then l.address end, 'city', case when {_SHOWN} then l.city end,
        'postal_code', case when {_SHOWN} then l.postal_code end,
        'latitude', case when {_SHOWN} then l.latitude end, 'longitude', case when {_SHOWN} then l.longitude end)
"""
_ORGANIZATION = """
    jsonb_build_object(
        'id', o.id, 'code', o.code, 'name', o.name, 'short', o.short, 'provider', o.provider, 'website', o.website,
        'phone', o.phone)
"""
_OFFERS = f"""
    (select coalesce(jsonb_agg(jsonb_build_object(
        'id', a.id, 'service', a.service, 'schedules', {{schedules}}, 'location', {_PLACE}) order by l.code), '[]')
     from service_at_location a join location l on l.id = a.location where a.service = s.id and a.active)
"""
_SCHEDULES = "(case when a.schedules = '[]' then s.schedules else a.schedules end)"
_STATUS = """
    (case when s.valid_until < $1 then 'defunct' when s.valid_from > $1 and s.status = 'active' then 'inactive'
     else s.status end)
"""
"""Where a service stands on a day, as `Service.status_on` has it."""
_SERVICE = f"""
    s.id, s.code, s.name, s.short, s.apply, s.kind, {_STATUS} as status, s.changed_at, s.groups, s.minimum_age,
    s.maximum_age, s.languages, s.schedules, s.funding, s.levels, s.valid_from, s.valid_until, s.sensitive,
    s.low_threshold, {_ORGANIZATION} as organization,
    {_OFFERS.format(schedules="a.schedules")} as offers
    from service s join organization o on o.id = s.organization
"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which services; None for any. `open_on` is a day, `holiday` whether it is one."""

    organization: UUID | None = None
    kind: str | None = None
    status: str | None = None
    age: int | None = None
    group: str | None = None
    language: str | None = None
    accessibility: str | None = None
    text: str | None = None
    open_on: date | None = None
    holiday: bool = False


_NEAREST = f"""(case when $13::float8 is not null then (
    select min({distance(13)}) from service_at_location a join location l on l.id = a.location
    where a.service = s.id and a.active) end)"""
"""Only where somebody asks what is near are places looked at."""
_MATCHES = f"""
    ($2::uuid is null or s.organization = $2) and ($3::text is null or s.kind = $3)
    and ($4::text is null or {_STATUS} = $4)
    and ($5::int is null or coalesce(s.minimum_age, 0) <= $5 and coalesce(s.maximum_age, $5) >= $5)
    and ($6::text is null or $6 = any(s.groups) or s.groups = '{{}}')
    and ($7::text is null or $7 = any(s.languages))
    and ($8::text is null or exists (
        select from service_at_location a join location l on l.id = a.location
        where a.service = s.id and a.active and $8 = any(l.accessibility)))
    and ($9::text is null or strpos(s.words || ' ' || o.words, lower($9)) > 0)
    and ($10::date is null or coalesce(s.valid_from, $10) <= $10 and coalesce(s.valid_until, $10) >= $10 and exists (
        select from service_at_location a where a.service = s.id and a.active and ({_SCHEDULES} = '[]' or exists (
            select from jsonb_array_elements({_SCHEDULES}) e
            where e->'days' ? $12 and coalesce((e->>'valid_from')::date, $10) <= $10
              and coalesce((e->>'valid_until')::date, $10) >= $10 and (not $11 or (e->>'on_holidays')::boolean)))))
"""


async def services(
    conn: asyncpg.Connection, wanted: Wanted, around: Around | None, today: date, offset: int, limit: int
) -> tuple[list[asyncpg.Record], int]:
    """A page of services with whoever provides them and where, the nearest first, then by code; and how many there are.

    A service is as far as the nearest place at which it is offered.
    """
    weekday = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")[(wanted.open_on or today).weekday()]
    given = (
        today, wanted.organization, wanted.kind, wanted.status, wanted.age, wanted.group, wanted.language,
        wanted.accessibility, wanted.text, wanted.open_on, wanted.holiday, weekday, *parameters(around),
    )  # fmt: skip
    # Each service is looked at once, for page and count alike; only those of the page are put together.
    rows = await conn.fetch(
        f"""
        with matching as materialized (
            select s.id, s.code, {_NEAREST} as distance_km
            from service s join organization o on o.id = s.organization where {_MATCHES}
        ), found as (select * from matching where {fits("distance_km", 13)}),
        page as (select * from found order by distance_km, code offset $16 limit $17)
        select counted.total, page.distance_km, whole.*
        from (select count(*) as total from found) counted left join page on true
            left join lateral (select {_SERVICE} where s.id = page.id) whole on true
        order by page.distance_km, page.code
        """,
        *given, offset, limit,
    )  # fmt: skip
    return [row for row in rows if row["id"]], rows[0]["total"]


async def service(conn: asyncpg.Connection, id: UUID, today: date) -> asyncpg.Record | None:
    return await conn.fetchrow(f"select null::float8 as distance_km, {_SERVICE} where s.id = $2", today, id)


async def organizations(conn: asyncpg.Connection, offset: int, limit: int) -> tuple[list[asyncpg.Record], int]:
    """A page of organisations, by code; and how many there are."""
    total = await conn.fetchval("select count(*) from organization")
    rows = await conn.fetch(
        f"select {_ORGANIZATION} as organization from organization o order by o.code offset $1 limit $2", offset, limit
    )
    return rows, total


async def locations(
    conn: asyncpg.Connection, around: Around | None, offset: int, limit: int
) -> tuple[list[asyncpg.Record], int]:
    """A page of places, the nearest first, then by code; and how many there are."""
    far, given = distance(1), parameters(around)
    total = await conn.fetchval(f"select count(*) from location l where {fits(far, 1)}", *given)
    rows = await conn.fetch(
        f"""
        select {_PLACE} as location, {far} as distance_km from location l where {fits(far, 1)}
        order by distance_km, l.code offset $4 limit $5
        """,
        *given, offset, limit,
    )  # fmt: skip
    return rows, total


async def offers(
    conn: asyncpg.Connection, service: UUID | None, around: Around | None, offset: int, limit: int
) -> tuple[list[asyncpg.Record], int]:
    """A page of services at places, the nearest first, then by their codes; and how many there are."""
    far = distance(1)
    which = f"""service_at_location a join location l on l.id = a.location join service s on s.id = a.service
        where a.active and ($4::uuid is null or a.service = $4) and {fits(far, 1)}"""
    given = (*parameters(around), service)
    total = await conn.fetchval(f"select count(*) from {which}", *given)
    rows = await conn.fetch(
        f"""
        select a.id, a.service, a.schedules, {_PLACE} as location, {far} as distance_km from {which}
        order by distance_km, s.code, l.code offset $5 limit $6
        """,
        *given, offset, limit,
    )  # fmt: skip
    return rows, total


async def changed_at(conn: asyncpg.Connection, today: date) -> datetime | None:
    """When the catalogue changed last: because the configuration said so, or because a day began."""
    return await conn.fetchval(
        """
        select greatest(
            (select max(changed_at) from organization), (select max(changed_at) from location),
            (select max(changed_at) from service), (select max(changed_at) from service_at_location),
            (select max(valid_from) from service where valid_from <= $1)::timestamp at time zone 'Europe/Riga',
            ((select max(valid_until) from service where valid_until < $1) + 1)::timestamp at time zone 'Europe/Riga')
        """,
        today,
    )
