"""Reading tasks."""

from datetime import datetime
from uuid import UUID

import asyncpg

from services.cases.queries.sight import Sight, seen

_TASK = """
    t.id, t.case_id, t.kind, t.due_at, t.statutory, t.staff, t.about, t.added_by, t.state, t.completed_at, t.version
"""


async def task(conn: asyncpg.Connection, id: UUID, now: datetime) -> asyncpg.Record | None:
    return await conn.fetchrow(
        f"""
        select {_TASK}, n.words, t.state = 'open' and t.due_at < $2 as overdue
        from task t left join task_note n using (id) where t.id = $1
        """,
        id, now,
    )  # fmt: skip


async def tasks(
    conn: asyncpg.Connection,
    sight: Sight,
    *,
    staff: UUID | None,
    case: UUID | None,
    state: str | None,
    due_before: datetime | None,
    after: tuple[datetime | None, UUID | None],
    limit: int,
    now: datetime,
) -> list[asyncpg.Record]:
    """Tasks of cases that are seen or that one is to do oneself, the next one due on top.

    A task of nobody is that of whoever has the case.
    """
    return await conn.fetch(
        f"""
        select {_TASK}, n.words, t.state = 'open' and t.due_at < $6 as overdue
        from task t join social_case c on c.id = t.case_id left join task_note n on n.id = t.id
        where ($1::uuid is null or t.staff = $1 or (t.staff is null and c.staff = $1))
          and ($2::uuid is null or t.case_id = $2) and ($3::text is null or t.state = $3)
          and ($4::timestamptz is null or t.due_at < $4)
          and ($5::timestamptz is null or (t.due_at, t.id) > ($5, $8))
          and ({seen(9)} or t.staff = any($11::uuid[]))
        order by t.due_at, t.id limit $7
        """,
        staff, case, state, due_before, after[0], now, limit, after[1], *sight.parameters,
    )  # fmt: skip
