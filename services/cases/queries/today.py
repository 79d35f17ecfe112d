"""The worker's day, and who is late: read from the tables of cases, tasks, visits and answers, each by an index."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import asyncpg

AT_MOST = 50
"""Entries of one group; its count tells of more."""

_OPEN = "c.state not in ('closed', 'duplicate')"
_MINE = "(t.staff = any($1) or (t.staff is null and c.staff = any($1)))"
_TASK = f"from task t join social_case c on c.id = t.case_id where t.state = 'open' and {_MINE}"
_LATE = f"c.staff = any($1) and c.first_contact_at is null and {_OPEN}"


def _group(name: str, what: str, id: str, at: str, code: str, source: str) -> str:
    """Up to AT_MOST entries of one group, the first ones in time, each with how many there are."""
    return f"""
        (select '{name}' as part, '{what}' as what, {id} as id, c.id as case_id, c.number, {at} as at, {code} as code,
                count(*) over () as total
         {source} order by {at}, {id} limit {AT_MOST})
    """


_DAY = " union all ".join(
    (
        _group("overdue", "task", "t.id", "t.due_at", "t.kind", f"{_TASK} and t.due_at < $2"),
        _group(
            "overdue", "first_contact", "c.id", "c.due_at", "c.priority",
            f"from social_case c where {_LATE} and c.due_at < $2",
        ),
        _group("due", "task", "t.id", "t.due_at", "t.kind", f"{_TASK} and t.due_at >= $2 and t.due_at < $4"),
        _group(
            "due", "first_contact", "c.id", "c.due_at", "c.priority",
            f"from social_case c where {_LATE} and c.due_at >= $2 and c.due_at < $4",
        ),
        _group(
            "visits", "visit", "v.id", "v.planned_at", "v.mode",
            """
            from visit v join social_case c on c.id = v.case_id
            where (v.staff = any($1) or v.companion = any($1)) and v.state in ('planned', 'confirmed', 'started')
              and v.planned_at >= $3 and v.planned_at < $4
            """,
        ),
        _group(
            "new", "case", "c.id", "c.opened_at", "c.priority",
            "from social_case c where c.staff = any($1) and c.state in ('assigned', 'reopened')",
        ),
        _group(
            "answers", "answer", "a.id", "a.noted_at", "coalesce(a.answer, 'acknowledged')",
            """
            from social_case c join agency_answer a on a.case_id = c.id
            where c.staff = any($1) and not a.seen
            """,
        ),
        _group("asked", "task", "t.id", "t.due_at", "t.kind", f"{_TASK} and t.kind = 'to_do'"),
    )
)  # fmt: skip


async def day(
    conn: asyncpg.Connection, staff: Sequence[UUID], now: datetime, begins: datetime, ends: datetime
) -> list[asyncpg.Record]:
    """What these members of staff have to see to between two instants, group by group."""
    return await conn.fetch(_DAY, list(staff), now, begins, ends)


async def late(conn: asyncpg.Connection, units: Sequence[UUID] | None, now: datetime) -> list[asyncpg.Record]:
    """By whoever has the cases of these units (None: of all): what is theirs, and what of it is late."""
    return await conn.fetch(
        f"""
        select c.unit, c.staff, count(*) as open_cases,
               count(*) filter (where c.due_at < $2 and c.first_contact_at is null) as late_contacts,
               coalesce(sum(t.late), 0)::bigint as late_tasks,
               count(*) filter (where c.wished_outcome is not null) as closures
        from social_case c
        left join (
            select case_id, count(*) as late from task where state = 'open' and due_at < $2 group by case_id
        ) t on t.case_id = c.id
        where {_OPEN} and ($1::uuid[] is null or c.unit = any($1))
        group by c.unit, c.staff
        order by coalesce(sum(t.late), 0) + count(*) filter (where c.due_at < $2 and c.first_contact_at is null) desc,
                 c.unit, c.staff
        """,
        units if units is None else list(units), now,
    )  # fmt: skip
