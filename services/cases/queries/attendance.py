"""Reading sessions, who is expected at them, who came, and what that adds up to."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from uuid import UUID

import asyncpg
from pydantic import TypeAdapter

from services.cases.domain.attendance.attendance import Attendance
from services.cases.domain.attendance.session import Session
from services.cases.queries.cases import Place
from services.cases.queries.sight import Sight, seen

_SESSION = TypeAdapter(Session)
_LISTED = ", ".join(f"s.{field.name}" for field in fields(Session) if field.name != "head_counts")
_ATTENDANCE = ", ".join(f"a.{field.name}" for field in fields(Attendance) if field.name != "before")
_RECEIVES = """
    (r.started_at at time zone 'Europe/Riga')::date <= {day}
    and (coalesce(r.ended_at, r.ends_at) is null
         or (coalesce(r.ended_at, r.ends_at) at time zone 'Europe/Riga')::date >= {day})
"""
"""Who receives a service on a day, as `domain/attendance/receiving` says it."""

_OF_ORGANIZATIONS = """
    exists (select from service_at_location l join service v on v.id = l.service
            where l.id = {offer} and v.organization = any({organizations}))
"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which sessions a list shows; whatever is None restricts nothing."""

    offer: UUID | None = None
    service: str | None = None
    state: str | None = None
    staff: UUID | None = None
    series: UUID | None = None
    planned_from: datetime | None = None
    planned_before: datetime | None = None
    organizations: tuple[UUID, ...] | None = None
    """Only at places of these organisations."""


async def session(conn: asyncpg.Connection, id: UUID) -> Session | None:
    row = await conn.fetchval("select to_json(s)::text from session s where s.id = $1", id)
    return _SESSION.validate_json(row) if row else None


async def sessions(
    conn: asyncpg.Connection, wanted: Wanted, latest_first: bool, after: Place, limit: int
) -> list[asyncpg.Record]:
    """Sessions as they are planned, the earliest or the latest first."""
    beyond, way = ("<", "desc") if latest_first else (">", "asc")
    return await conn.fetch(
        f"""
        select {_LISTED} from session s
        where ($1::uuid is null or s.offer = $1) and ($2::text is null or s.service = $2)
          and ($3::text is null or s.state = $3) and ($4::uuid is null or $4 = any(s.staff))
          and ($5::uuid is null or s.series = $5) and ($6::timestamptz is null or s.planned_at >= $6)
          and ($7::timestamptz is null or s.planned_at < $7)
          and ($8::uuid[] is null or {_OF_ORGANIZATIONS.format(offer="s.offer", organizations="$8")})
          and ($9::timestamptz is null or (s.planned_at, s.id) {beyond} ($9, $10))
        order by s.planned_at {way}, s.id {way} limit $11
        """,
        wanted.offer, wanted.service, wanted.state, wanted.staff, wanted.series, wanted.planned_from,
        wanted.planned_before, wanted.organizations, *after, limit,
    )  # fmt: skip


async def is_of(conn: asyncpg.Connection, offer: UUID, organizations: Sequence[UUID]) -> bool:
    """Whether an offer is one of these organisations."""
    is_theirs = _OF_ORGANIZATIONS.format(offer="$1", organizations="$2::uuid[]")
    return await conn.fetchval(f"select {is_theirs}", offer, organizations)


async def offers_of(conn: asyncpg.Connection, units: Sequence[UUID]) -> frozenset[UUID]:
    """What organisations offer that are one of these units."""
    rows = await conn.fetch(
        """
        select l.id from service_at_location l join service v on v.id = l.service
        join organization o on o.id = v.organization where o.unit = any($1::uuid[])
        """,
        units,
    )
    return frozenset(row["id"] for row in rows)


async def of_series(conn: asyncpg.Connection, series: UUID, begins: datetime) -> list[UUID]:
    """The sessions of a series that are planned for an instant or later."""
    rows = await conn.fetch(
        "select id from session where series = $1 and planned_at >= $2 and state = 'planned' order by planned_at, id",
        series, begins,
    )  # fmt: skip
    return [row["id"] for row in rows]


async def expected(
    conn: asyncpg.Connection, session: Session, day: date, sight: Sight, leads: bool, after: UUID | None, limit: int
) -> list[asyncpg.Record]:
    """Whoever receives the service on the day of a session, and whoever stands in its list; not why they are there.

    Who leads it sees them all, others those whose cases they see.
    """
    return await conn.fetch(
        f"""
        select r.id as request, r.person, r.case_id, c.number, a.id as attendance, a.result, a.minutes,
               coalesce(a.version, 1) > 1 as corrected, a.version
        from service_request r join social_case c on c.id = r.case_id
        left join attendance a on a.session = $1 and a.request = r.id
        where r.offer = $2 and not $3::boolean and ($4::uuid is null or r.id = $4)
          and (a.id is not null or {_RECEIVES.format(day="$5")})
          and ($6::boolean or {seen(9)}) and ($7::uuid is null or r.id > $7)
        order by r.id limit $8
        """,
        session.id, session.offer, session.counted, session.request, day, leads, after, limit, *sight.parameters,
    )  # fmt: skip


async def attendance(conn: asyncpg.Connection, id: UUID) -> asyncpg.Record | None:
    """One, with what stood there before as JSON text."""
    return await conn.fetchrow(f"select {_ATTENDANCE}, a.before::text as before from attendance a where a.id = $1", id)


async def of_request(
    conn: asyncpg.Connection, request: UUID, after: tuple[datetime | None, UUID | None], limit: int
) -> list[asyncpg.Record]:
    """What is written down of one request, the last first."""
    return await conn.fetch(
        f"""
        select {_ATTENDANCE} from attendance a
        where a.request = $1 and ($2::timestamptz is null or (a.recorded_at, a.id) < ($2, $3))
        order by a.recorded_at desc, a.id desc limit $4
        """,
        request, *after, limit,
    )  # fmt: skip


async def totals_of_request(conn: asyncpg.Connection, request: UUID) -> asyncpg.Record:
    return await conn.fetchrow(
        """
        select count(*) filter (where result = 'came') as came, count(*) filter (where result = 'absent') as absent,
               count(*) filter (where result = 'excused') as excused, coalesce(sum(minutes), 0)::bigint as minutes
        from attendance where request = $1
        """,
        request,
    )


async def unseen(conn: asyncpg.Connection, sight: Sight, requests: list[UUID]) -> bool:
    """Whether one of these requests is of a case that is not seen."""
    return await conn.fetchval(
        f"""
        select exists (select from service_request r join social_case c on c.id = r.case_id
                       where r.id = any($1::uuid[]) and {seen(2)} is not true)
        """,
        requests, *sight.parameters,
    )  # fmt: skip


async def months(
    conn: asyncpg.Connection, offer: UUID | None, first: str | None, last: str | None,
    after: tuple[str | None, UUID | None], limit: int,
) -> list[asyncpg.Record]:  # fmt: skip
    """Sessions that took place, and who came to them, by month and offer."""
    return await conn.fetch(
        """
        with held as (
            select id, offer, service, counted, came, held_minutes,
                   to_char(held_at at time zone 'Europe/Riga', 'YYYY-MM') as month
            from session where state = 'held' and ($1::uuid is null or offer = $1)
        ), of_month as (
            select month, offer, min(service) as service, bool_and(counted) as counted, count(*) as sessions,
                   sum(held_minutes)::bigint as session_minutes, sum(came)::bigint as attendances
            from held
            where ($2::text is null or month >= $2) and ($3::text is null or month <= $3)
              and ($4::text is null or (month, offer) > ($4, $5))
            group by month, offer order by month, offer limit $6
        ), of_people as (
            select m.month, m.offer, count(distinct r.person) as persons, sum(a.minutes)::bigint as minutes
            from of_month m join held h on h.month = m.month and h.offer = m.offer
            join attendance a on a.session = h.id and a.result = 'came'
            join service_request r on r.id = a.request
            group by m.month, m.offer
        )
        select month, offer, m.service, m.sessions, m.session_minutes, m.attendances,
               case when not m.counted then coalesce(p.persons, 0) end as persons,
               case when not m.counted then coalesce(p.minutes, 0) end as minutes
        from of_month m left join of_people p using (month, offer) order by month, offer
        """,
        offer, first, last, *after, limit,
    )  # fmt: skip
