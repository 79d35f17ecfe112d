"""Reading activities of prevention."""

from datetime import datetime
from uuid import UUID

import asyncpg

from services.cases.queries.cases import Place

_ACTIVITY = """
    a.id, a.unit, a.kind, a.theme, a.school, a.planned_at, a.state, a.staff, a.mode, a.held_at, a.minutes, a.ages,
    a.counts, a.reason, a.version, n.words as class_label
"""


async def activity(conn: asyncpg.Connection, id: UUID) -> asyncpg.Record | None:
    return await conn.fetchrow(
        f"select {_ACTIVITY} from activity a left join note n on n.id = a.id where a.id = $1", id
    )


async def activities(
    conn: asyncpg.Connection, unit: UUID | None, school: str | None, state: str | None, begins: datetime | None,
    after: Place, limit: int,
) -> list[asyncpg.Record]:  # fmt: skip
    """Activities in the order in which they are planned."""
    return await conn.fetch(
        f"""
        select {_ACTIVITY} from activity a left join note n on n.id = a.id
        where ($1::uuid is null or a.unit = $1) and ($2::text is null or a.school = $2)
          and ($3::text is null or a.state = $3) and ($4::timestamptz is null or a.planned_at >= $4)
          and ($5::timestamptz is null or (a.planned_at, a.id) > ($5, $6))
        order by a.planned_at, a.id limit $7
        """,
        unit, school, state, begins, *after, limit,
    )  # fmt: skip
