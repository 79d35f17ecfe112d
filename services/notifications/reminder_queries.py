"""Reading of reminders for the API and `tilts verify`. Nothing here writes or locks."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg

_REMINDER = """
    r.id, r.occasion, r.case_id, r.of, r.thing, coalesce(r.person, f.subject) as person, r.rule, r.says, r.mode, r.at,
    r.due, r.state, r.channel, r.sent_at, r.reason, r.task_since, r.outcome, r.done_at, r.done_by, r.ended, r.version
"""
_FROM = "from reminder r left join case_file f on f.id = r.case_id"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which reminders a list shows; what is None is not asked for. `since` is part of the time, `until` is not."""

    case: UUID | None = None
    state: str | None = None
    since: datetime | None = None
    until: datetime | None = None


async def reminders(
    conn: asyncpg.Connection, wanted: Wanted, after: tuple[datetime | None, UUID | None], limit: int
) -> list[asyncpg.Record]:
    """Reminders in the order of what they are of."""
    return await conn.fetch(
        f"""
        select {_REMINDER} {_FROM}
        where ($1::uuid is null or r.case_id = $1) and ($2::text is null or r.state = $2)
          and ($3::timestamptz is null or r.at >= $3) and ($4::timestamptz is null or r.at < $4)
          and ($5::timestamptz is null or (r.at, r.id) > ($5, $6))
        order by r.at, r.id limit $7
        """,
        wanted.case, wanted.state, wanted.since, wanted.until, *after, limit,
    )  # fmt: skip


async def reminder(conn: asyncpg.Connection, id: UUID) -> asyncpg.Record | None:
    return await conn.fetchrow(f"select {_REMINDER} {_FROM} where r.id = $1", id)


async def tries(conn: asyncpg.Connection, reminder: UUID) -> list[asyncpg.Record]:
    """Each try of a reminder, the first one first."""
    return await conn.fetch(
        """
        select attempt, channel, message, told_of, begun_at, outcome, status from reminder_try
        where reminder = $1 order by attempt
        """,
        reminder,
    )


async def waiting(conn: asyncpg.Connection) -> asyncpg.Record:
    """Since when the first that is due waits, none when none does; and how many a person has to give."""
    return await conn.fetchrow(
        """
        select (select min(due) from reminder where state = 'due') as since,
               (select count(*) from reminder where state = 'task') as tasks
        """
    )


async def forgotten(conn: asyncpg.Connection) -> list[UUID]:
    """Reminders that are planned while no timer waits for them. Always none."""
    rows = await conn.fetch(
        """
        select r.id from reminder r where r.state = 'planned'
          and not exists (select from timer t where t.kind = 'reminder' and t.key = r.id::text and t.due = r.due)
        order by r.id
        """
    )
    return [row["id"] for row in rows]
