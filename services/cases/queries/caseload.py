"""Reading what everybody carries: counts of cases that are alike, and the visits of some weeks."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

import asyncpg

from services.cases.queries.units import IS_OPEN, below

_FEATURES = "c.priority, c.needs, c.age_band, c.risk, d.minutes as minutes_away"
_CASES = "social_case c left join case_distance d on d.id = c.id"


async def staff(conn: asyncpg.Connection, roles: Sequence[str], units: Sequence[UUID] | None) -> list[asyncpg.Record]:
    """Those who work with cases: in one of these units (None: anywhere), in one of the roles or with an open case."""
    return await conn.fetch(
        f"""
        select id, unit, role, active, also, languages, absences from staff s
        where ($2::uuid[] is null or unit = any($2))
          and (active and role = any($1)
               or exists (select from social_case c where c.staff = s.id and {IS_OPEN}))
        order by id
        """,
        roles, units,
    )  # fmt: skip


async def cases(conn: asyncpg.Connection, staff: Sequence[UUID]) -> list[asyncpg.Record]:
    """How many open cases that are alike each of them has."""
    return await conn.fetch(
        f"""
        select c.staff, {_FEATURES}, count(*) as number from {_CASES}
        where {IS_OPEN} and c.staff = any($1)
        group by c.staff, c.priority, c.needs, c.age_band, c.risk, d.minutes
        """,
        staff,
    )


async def visits(
    conn: asyncpg.Connection, staff: Sequence[UUID], since: datetime, until: datetime
) -> list[asyncpg.Record]:
    """How many visits and contacts with somebody reached each of them had in a time, and how many of those after hours.

    A contact that was corrected counts once, as corrected.
    """
    return await conn.fetch(
        """
        select staff, count(*) as made, count(*) filter (where after_hours) as late from (
            select staff, after_hours from visit
            where staff = any($1) and state = 'completed' and planned_at >= $2 and planned_at < $3
            union all
            select staff, after_hours from contact
            where staff = any($1) and reached and corrected_by is null and began_at >= $2 and began_at < $3
        ) met
        group by staff
        """,
        staff, since, until,
    )  # fmt: skip


async def trainings(conn: asyncpg.Connection, staff: Sequence[UUID], on: date) -> list[asyncpg.Record]:
    """The trainings of these that count on a day."""
    return await conn.fetch(
        """
        select distinct staff, training from training
        where staff = any($1) and completed_on <= $2 and coalesce(valid_until, 'infinity') >= $2
        """,
        staff, on,
    )  # fmt: skip


async def carried(conn: asyncpg.Connection, staff: UUID, limit: int) -> list[asyncpg.Record]:
    """The open cases of somebody, one by one: those whose clock runs out first."""
    return await conn.fetch(
        f"""
        select c.id, c.version, c.unit, {_FEATURES} from {_CASES}
        where c.staff = $1 and {IS_OPEN} order by coalesce(c.due_at, 'infinity'), c.id limit $2
        """,
        staff, limit,
    )  # fmt: skip


async def wanted(conn: asyncpg.Connection, case: UUID) -> asyncpg.Record | None:
    """What a case asks of whoever gets it."""
    return await conn.fetchrow("select unit, needs from social_case where id = $1", case)


async def near(conn: asyncpg.Connection, unit: UUID) -> list[UUID]:
    """The units above one, and those below it."""
    rows = await conn.fetch(
        f"""
        with recursive above(id) as (
            select parent from unit where id = $2 union select u.parent from unit u join above a on a.id = u.id
        )
        select id from above where id is not null union select id from unit where id in {below(1)} and id <> $2
        """,
        [unit], unit,
    )  # fmt: skip
    return [row["id"] for row in rows]


async def team_events(
    conn: asyncpg.Connection, unit: UUID | None, since: date | None, before: tuple[date | None, UUID | None], limit: int
) -> list[asyncpg.Record]:
    """What teams did for their wellbeing, the latest first."""
    return await conn.fetch(
        """
        select id, kind, held_on, participants, duration, unit from team_event
        where ($1::uuid is null or unit = $1) and ($2::date is null or held_on >= $2)
          and ($4::uuid is null or (held_on, id) < ($3::date, $4))
        order by held_on desc, id desc limit $5
        """,
        unit, since, *before, limit,
    )  # fmt: skip
