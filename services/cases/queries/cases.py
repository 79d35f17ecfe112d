"""Reading cases."""

from datetime import datetime
from uuid import UUID

import asyncpg

from services.cases.queries.sight import Sight, seen

Place = tuple[datetime | None, UUID | None]

_CASE = """
    id, referrals, subjects, kind, priority, needs, age_band, unit, opened_at, due_at, state, staff, open_visits,
    open_duties, deputy, opened_by, withdrawn, first_contact_at, outcome, closed_at, version
"""


async def case(conn: asyncpg.Connection, id: UUID) -> asyncpg.Record | None:
    return await conn.fetchrow(f"select {_CASE} from social_case where id = $1", id)


async def cases(
    conn: asyncpg.Connection,
    sight: Sight,
    state: str | None,
    staff: UUID | None,
    unit: UUID | None,
    after: Place,
    limit: int,
) -> list[asyncpg.Record]:
    """Cases that are seen, the clock that runs out first on top; those without a clock last."""
    return await conn.fetch(
        f"""
        select {_CASE}, coalesce(due_at, 'infinity') as sorted_by from social_case c
        where ($1::text is null or state = $1) and ($2::uuid is null or staff = $2) and ($3::uuid is null or unit = $3)
          and ($5::uuid is null or (coalesce(due_at, 'infinity'), id) > (coalesce($4::timestamptz, 'infinity'), $5))
          and {seen(7)}
        order by coalesce(due_at, 'infinity'), id limit $6
        """,
        state, staff, unit, *after, limit, *sight.parameters,
    )  # fmt: skip
