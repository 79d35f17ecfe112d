"""Reading hours of home care: plans, entries, and what was planned beside what was given, week by week."""

from dataclasses import fields
from datetime import date, datetime
from uuid import UUID

import asyncpg
from pydantic import TypeAdapter

from services.cases.domain.homecare.entry import CareEntry
from services.cases.domain.homecare.plan import CarePlan
from services.cases.queries.cases import Place
from services.cases.queries.sight import Sight, seen

_PLAN = TypeAdapter(CarePlan)
_ENTRY = ", ".join(f"e.{field.name}" for field in fields(CareEntry) if field.name != "before")
_AT_RIGA = "at time zone 'Europe/Riga'"
_WEEKS = f"""
    select w.request, w.case_id, w.monday, w.planned, w.delivered, greatest(w.planned - w.delivered, 0) as short_by
    from (
        select k.request, k.case_id, k.monday,
               (select coalesce(sum(held.minutes), 0) / 7
                from generate_series(0, 6) day cross join lateral (
                    select (said.one->>'minutes_per_week')::int as minutes
                    from jsonb_array_elements(k.said) with ordinality said(one, nth)
                    where (said.one->>'from_day')::date <= k.monday + day
                    order by (said.one->>'from_day')::date desc, said.nth desc limit 1
                ) held
                where k.monday + day between k.first and k.last) as planned,
               (select coalesce(sum(e.minutes), 0) from care_entry e
                where e.request = k.request and e.began_at >= (k.monday::timestamp {_AT_RIGA})
                  and e.began_at < ((k.monday + 7)::timestamp {_AT_RIGA})) as delivered
        from care k
    ) w
"""
"""Of `care`: planned minutes are those of each day on which a level held and the service was received, a seventh each;
of two words about one day the last holds."""
_CARE = f"""
    r.id as request, r.case_id, p.said, (r.started_at {_AT_RIGA})::date as first,
    coalesce((coalesce(r.ended_at, r.ends_at) {_AT_RIGA})::date, 'infinity') as last
    from care_plan p join service_request r on r.id = p.id
"""


async def plan(conn: asyncpg.Connection, request: UUID) -> CarePlan | None:
    row = await conn.fetchval("select to_json(p)::text from care_plan p where p.id = $1", request)
    return _PLAN.validate_json(row) if row else None


async def entry(conn: asyncpg.Connection, id: UUID) -> asyncpg.Record | None:
    """One, with what stood there before as JSON text."""
    return await conn.fetchrow(f"select {_ENTRY}, e.before::text as before from care_entry e where e.id = $1", id)


async def entries(
    conn: asyncpg.Connection, request: UUID, began_from: datetime | None, began_before: datetime | None, after: Place,
    limit: int,
) -> list[asyncpg.Record]:  # fmt: skip
    """The entries of a request, the last first."""
    return await conn.fetch(
        f"""
        select {_ENTRY} from care_entry e
        where e.request = $1 and ($2::timestamptz is null or e.began_at >= $2)
          and ($3::timestamptz is null or e.began_at < $3)
          and ($4::timestamptz is null or (e.began_at, e.id) < ($4, $5))
        order by e.began_at desc, e.id desc limit $6
        """,
        request, began_from, began_before, *after, limit,
    )  # fmt: skip


async def weeks(conn: asyncpg.Connection, request: UUID, mondays: list[date]) -> list[asyncpg.Record]:
    """Planned and given minutes of a request in these weeks, in their order; none where nothing was ever planned."""
    return await conn.fetch(
        f"""
        with care as (select monday, {_CARE} cross join unnest($2::date[]) monday where p.id = $1)
        {_WEEKS} order by w.monday
        """,
        request, mondays,
    )  # fmt: skip


async def week(
    conn: asyncpg.Connection, sight: Sight, monday: date, offer: UUID | None, short: bool, after: UUID | None,
    limit: int,
) -> list[asyncpg.Record]:  # fmt: skip
    """One week of every request with planned hours whose case is seen; with `short`, only of who had fewer."""
    return await conn.fetch(
        f"""
        with care as (
            select $1::date as monday, {_CARE} join social_case c on c.id = r.case_id
            where ($2::uuid is null or p.offer = $2) and ($4::uuid is null or p.id > $4) and {seen(6)}
        )
        {_WEEKS} where w.planned + w.delivered > 0 and (not $3::boolean or w.planned > w.delivered)
        order by w.request limit $5
        """,
        monday, offer, short, after, limit, *sight.parameters,
    )  # fmt: skip
