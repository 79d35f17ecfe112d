"""Reading closed cases for those who want to learn from practice: codes and counts, one row for a method in a case."""

from collections.abc import AsyncIterator
from datetime import date

import asyncpg

_PRACTISED = """
    with measured as (
        select p.case_id, method, goal ->> 'area' as area, goal -> 'measure' ->> 'code' as measure,
            avg((goal -> 'measure' ->> 'before')::numeric) as before,
            avg((goal -> 'measure' ->> 'after')::numeric) as after
        from plan p, jsonb_array_elements(p.goals) goal, jsonb_array_elements_text(goal -> 'methods') method
        where p.state in ('in_force', 'ended')
        group by 1, 2, 3, 4
    ), visited as (
        select case_id, count(*) as visits from visit where state = 'completed' group by case_id
    )
    select c.id, m.method, m.area, coalesce(m.measure, 'none') as measure, m.before::float8, m.after::float8,
        coalesce(c.needs[1], 'none') as need, c.age_band, c.outcome, coalesce(v.visits, 0) as visits,
        extract(day from c.closed_at - c.opened_at)::int as days,
        to_char(c.closed_at at time zone 'Europe/Riga', 'YYYY-"Q"Q') as quarter
    from social_case c join measured m on m.case_id = c.id left join visited v on v.case_id = c.id
    where c.state = 'closed' and c.closed_at at time zone 'Europe/Riga' < $1
    order by c.id
"""


async def practised(conn: asyncpg.Connection, quarter: date) -> AsyncIterator[asyncpg.Record]:
    """Methods in cases that were closed before the quarter that begins on `quarter`, read in portions."""
    async with conn.transaction(readonly=True):
        async for row in conn.cursor(_PRACTISED, quarter, prefetch=1000):
            yield row
