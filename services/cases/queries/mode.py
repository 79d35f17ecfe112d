"""Reading what a change of the mode would concern."""

from datetime import datetime

import asyncpg


async def home_visits(conn: asyncpg.Connection, from_at: datetime, until_at: datetime | None) -> int:
    """How many visits in person are planned in that time."""
    return await conn.fetchval(
        """
        select count(*) from visit
        where mode = 'in_person' and state in ('planned', 'confirmed')
          and planned_at >= $1 and ($2::timestamptz is null or planned_at < $2)
        """,
        from_at, until_at,
    )  # fmt: skip


async def mode(conn: asyncpg.Connection) -> str:
    """The mode with all its periods, as JSON."""
    return await conn.fetchval("select row_to_json(m)::text from service_mode m")
