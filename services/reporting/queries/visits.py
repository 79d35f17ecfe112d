"""Visits planned to begin in the period."""

import asyncpg

from services.reporting.queries import Rows
from services.reporting.scope import Scope

_MINE = """
    from visit v
    where planned_at >= $1 and planned_at < $2
      and ($3::uuid is null or exists (select from social_case c where c.id = v.case_id and c.unit = $3))
"""


async def by_mode(conn: asyncpg.Connection, scope: Scope) -> Rows:
    rows = await conn.fetch(
        f"""
        select mode, count(*) as planned, count(*) filter (where state = 'completed') as completed,
            count(*) filter (where state = 'missed') as missed,
            count(*) filter (where state = 'cancelled') as cancelled,
            count(*) filter (where state = 'planned' and planned_at >= $4) as ahead,
            count(*) filter (where state = 'planned' and planned_at < $4) as unreported
        {_MINE} group by mode order by mode
        """,
        scope.since, scope.until, scope.unit, scope.now,
    )  # fmt: skip
    return {"visits.by_mode": rows}


async def duration(conn: asyncpg.Connection, scope: Scope) -> Rows:
    rows = await conn.fetch(
        f"""
        select mode, percentile_disc(0.5) within group (order by duration) as p50,
            percentile_disc(0.9) within group (order by duration) as p90, sum(duration) as total
        {_MINE} and state = 'completed' group by mode order by mode
        """,
        scope.since, scope.until, scope.unit,
    )  # fmt: skip
    return {"visits.duration": rows}


async def missed(conn: asyncpg.Connection, scope: Scope) -> Rows:
    rows = await conn.fetch(
        f"select reason, count(*) as missed {_MINE} and state = 'missed' group by reason order by reason",
        scope.since, scope.until, scope.unit,
    )  # fmt: skip
    return {"visits.missed": rows}
