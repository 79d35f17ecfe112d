"""Reading for the API. Nothing here writes or locks."""

from datetime import datetime
from uuid import UUID

import asyncpg

Place = tuple[datetime | None, UUID | None]

_CASE = """
    id, referrals, subjects, kind, priority, needs, age_band, unit, opened_at, due_at, state, staff, open_visits,
    withdrawn, first_contact_at, outcome, closed_at, version
"""
_VISIT = "id, case_id, staff, mode, planned_at, state, duration, outcome, reason, version"


async def case(conn: asyncpg.Connection, id: UUID) -> asyncpg.Record | None:
    return await conn.fetchrow(f"select {_CASE} from social_case where id = $1", id)


async def cases(
    conn: asyncpg.Connection, state: str | None, staff: UUID | None, unit: UUID | None, after: Place, limit: int
) -> list[asyncpg.Record]:
    """Cases, the clock that runs out first on top; those without a clock last."""
    return await conn.fetch(
        f"""
        select {_CASE}, coalesce(due_at, 'infinity') as sorted_by from social_case
        where ($1::text is null or state = $1) and ($2::uuid is null or staff = $2) and ($3::uuid is null or unit = $3)
          and ($5::uuid is null or (coalesce(due_at, 'infinity'), id) > (coalesce($4::timestamptz, 'infinity'), $5))
        order by coalesce(due_at, 'infinity'), id limit $6
        """,
        state, staff, unit, *after, limit,
    )  # fmt: skip


async def visit(conn: asyncpg.Connection, id: UUID) -> asyncpg.Record | None:
    return await conn.fetchrow(f"select {_VISIT} from visit where id = $1", id)


async def visits(
    conn: asyncpg.Connection, case: UUID | None, staff: UUID | None, state: str | None, after: Place, limit: int
) -> list[asyncpg.Record]:
    """Visits in the order in which they are planned."""
    return await conn.fetch(
        f"""
        select {_VISIT} from visit
        where ($1::uuid is null or case_id = $1) and ($2::uuid is null or staff = $2)
          and ($3::text is null or state = $3)
          and ($4::timestamptz is null or (planned_at, id) > ($4, $5))
        order by planned_at, id limit $6
        """,
        case, staff, state, *after, limit,
    )  # fmt: skip


async def units(conn: asyncpg.Connection) -> list[asyncpg.Record]:
    return await conn.fetch("select id, code, label_lv, label_en, active from unit order by code")


async def staff(conn: asyncpg.Connection) -> list[asyncpg.Record]:
    """Staff with how many open cases each has."""
    return await conn.fetch(
        """
        select s.id, s.code, s.unit, s.role, s.absent, count(c.id) as open_cases
        from staff s left join social_case c on c.staff = s.id and c.state <> 'closed'
        group by s.id order by s.code
        """
    )
