"""Reading for the API, the gauges and `tilts verify`. Nothing here writes or locks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg

from services.notifications.domain.inbox import Tray

Place = tuple[datetime | None, UUID | str | None]

_NOTICE = """
    n.id, n.case_id, n.referral, m.number, n.subject, n.agency, n.rule, n.purpose, n.legal_basis, n.article,
    n.field_set, n.needs, n.channels, n.state, n.channel, n.content, n.issued_at, n.delivered_at, n.acknowledge_by,
    n.acknowledged_at, n.answered_at, n.answer, n.reason, n.outcome, n.late, n.overdue_since, n.level, n.withdrawal,
    n.also, n.added, n.resent, n.claimed_by, n.claimed_at, n.version,
    case n.state when 'acknowledged' then 'open' when 'answered' then 'answered' when 'withdrawn' then 'withdrawn'
        else case when n.overdue_since is null then 'new' else 'overdue' end end as tray,
    n.state = 'issued' and exists (select from partner p where p.id = n.agency and p.state <> 'active') as held
"""
_FROM = "from notice n left join matter m on m.id = n.referral"
_OVERDUE = "n.state in ('issued', 'delivered') and n.overdue_since is not null"
# As a condition of its own, so that the few who are silent are found by their index.
_SILENCE = {None: "true", True: _OVERDUE, False: f"not ({_OVERDUE})"}
_TRAYS = {
    None: "true",
    Tray.NEW: "n.state in ('issued', 'delivered') and n.overdue_since is null",
    Tray.OVERDUE: _OVERDUE,
    Tray.OPEN: "n.state = 'acknowledged'",
    Tray.ANSWERED: "n.state = 'answered'",
    Tray.WITHDRAWN: "n.state = 'withdrawn'",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which notices a list shows; what is None is not asked for. `since` is part of the time, `until` is not."""

    agency: str | None = None
    case: UUID | None = None
    state: str | None = None
    overdue: bool | None = None
    since: datetime | None = None
    until: datetime | None = None


async def notices(conn: asyncpg.Connection, wanted: Wanted, after: Place, limit: int) -> list[asyncpg.Record]:
    """Notices, oldest first. Overdue is who has still not said a word after the time was up."""
    return await conn.fetch(
        f"""
        select {_NOTICE} {_FROM}
        where ($1::text is null or n.agency = $1) and ($2::uuid is null or n.case_id = $2)
          and ($3::text is null or n.state = $3) and ($4::timestamptz is null or (n.issued_at, n.id) > ($4, $5))
          and ($6::timestamptz is null or n.issued_at >= $6) and ($7::timestamptz is null or n.issued_at < $7)
          and {_SILENCE[wanted.overdue]}
        order by n.issued_at, n.id limit $8
        """,
        wanted.agency, wanted.case, wanted.state, *after, wanted.since, wanted.until, limit,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class InTray:
    """Which of its notices an agency asks for; as in `Wanted`, what is None is not asked for."""

    tray: Tray | None = None
    clerk: str | None = None
    claimed: bool | None = None
    since: datetime | None = None
    until: datetime | None = None


async def inbox(
    conn: asyncpg.Connection, agency: str, wanted: InTray, after: Place, limit: int
) -> list[asyncpg.Record]:  # fmt: skip
    """An agency's notices, oldest first."""
    return await conn.fetch(
        f"""
        select {_NOTICE} {_FROM}
        where n.agency = $1 and ($2::text is null or n.claimed_by = $2)
          and ($3::boolean is null or (n.claimed_by is not null) = $3)
          and ($4::timestamptz is null or (n.issued_at, n.id) > ($4, $5))
          and ($6::timestamptz is null or n.issued_at >= $6) and ($7::timestamptz is null or n.issued_at < $7)
          and {_TRAYS[wanted.tray]}
        order by n.issued_at, n.id limit $8
        """,
        agency, wanted.clerk, wanted.claimed, *after, wanted.since, wanted.until, limit,
    )  # fmt: skip


async def told(conn: asyncpg.Connection, places: Sequence[tuple[int, int]]) -> list[asyncpg.Record]:
    """Of the facts at these places of the log, those about a notice or a reminder: which, and of which case."""
    return await conn.fetch(
        """
        select e.partition, e.position, (e.data ->> 'notice')::uuid as notice, e.data ->> 'agency' as agency,
               (e.data ->> 'reminder')::uuid as reminder, (e.data ->> 'case')::uuid as case_id
        from unnest($1::integer[], $2::bigint[]) as p(partition, position) join event_log e using (partition, position)
        where e.topic is null and (e.data ->> 'notice' is not null or e.data ->> 'reminder' is not null)
        """,
        [partition for partition, _ in places],
        [position for _, position in places],
    )


async def notice(conn: asyncpg.Connection, id: UUID) -> asyncpg.Record | None:
    return await conn.fetchrow(f"select {_NOTICE} {_FROM} where n.id = $1", id)


async def of_case(conn: asyncpg.Connection, case: UUID) -> list[asyncpg.Record]:
    """The notices of a case, each with the rules that it serves."""
    return await conn.fetch("select id, rule, also from notice where case_id = $1 order by issued_at, id", case)


async def case_file(conn: asyncpg.Connection, case: UUID) -> asyncpg.Record | None:
    """What rules look at of a case."""
    return await conn.fetchrow("select subject, needs, priority, age_band, risk from case_file where id = $1", case)


async def tries(conn: asyncpg.Connection, notice: UUID) -> list[asyncpg.Record]:
    """Each try of a notice, with the personal fields that went with it."""
    return await conn.fetch(
        """
        select t.attempt, t.channel, t.message, t.begun_at, t.outcome, t.status, coalesce(d.fields, '{}') as fields
        from delivery_try t left join disclosure d using (id) where t.notice = $1 order by t.attempt
        """,
        notice,
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """Which follow-ups a list shows; as in `Wanted`, what is None is not asked for. `staff`: who has them."""

    open: bool | None = None
    reason: str | None = None
    role: str | None = None
    call: bool | None = None
    case: UUID | None = None
    agency: str | None = None
    staff: UUID | None = None
    claimed: bool | None = None
    overdue: bool | None = None


_FOLLOW_UP = """
    f.id, f.reason, f.role, f.call, f.calls, f.asked_at, f.due_at, f.open, f.claimed_by, f.claimed_at, f.result,
    f.told_at, f.done_by, f.done_at, f.version, n.case_id, m.number, n.subject, n.agency, n.rule, n.purpose,
    n.legal_basis, n.article, n.field_set, n.needs, n.priority, n.state, n.acknowledge_by, n.overdue_since,
    f.open and f.due_at < {now} as overdue
"""
_FROM_FOLLOW_UP = f"{_FROM} join follow_up f on f.id = n.id"


async def follow_ups(
    conn: asyncpg.Connection, asked: Asked, now: datetime, after: Place, limit: int
) -> list[asyncpg.Record]:  # fmt: skip
    """What people have to do, the next one due on top."""
    return await conn.fetch(
        f"""
        select {_FOLLOW_UP.format(now="$1")} {_FROM_FOLLOW_UP}
        where ($2::timestamptz is null or (f.due_at, f.id) > ($2, $3)) and ($4::boolean is null or f.open = $4)
          and ($5::text is null or f.reason = $5) and ($6::text is null or f.role = $6)
          and ($7::boolean is null or f.call = $7) and ($8::uuid is null or n.case_id = $8)
          and ($9::text is null or n.agency = $9) and ($10::uuid is null or f.claimed_by = $10)
          and ($11::boolean is null or (f.claimed_by is not null) = $11)
          and ($12::boolean is null or (f.open and f.due_at < $1) = $12)
        order by f.due_at, f.id limit $13
        """,
        now, *after, asked.open, asked.reason, asked.role, asked.call, asked.case, asked.agency, asked.staff,
        asked.claimed, asked.overdue, limit,
    )  # fmt: skip


async def follow_up(conn: asyncpg.Connection, notice: UUID, now: datetime) -> asyncpg.Record | None:
    return await conn.fetchrow(f"select {_FOLLOW_UP.format(now='$2')} {_FROM_FOLLOW_UP} where f.id = $1", notice, now)


async def asked(conn: asyncpg.Connection, now: datetime) -> dict[str, asyncpg.Record]:
    """By role, how many follow-ups are open, and how many of them overdue."""
    rows = await conn.fetch(
        """
        select role, count(*) as open, count(*) filter (where due_at < $1) as overdue from follow_up
        where open group by role
        """,
        now,
    )
    return {row["role"]: row for row in rows}


async def link(conn: asyncpg.Connection, id: str) -> asyncpg.Record | None:
    """A link with its notice, and the agency's access: none where nobody ever kept it out."""
    return await conn.fetchrow(
        f"""
        select {_NOTICE}, l.expires_at, (select p.state from partner p where p.id = l.agency) as access
        {_FROM} join answer_link l on l.notice = n.id where l.id = $1
        """,
        id,
    )


async def disclosures(conn: asyncpg.Connection, person: UUID, after: Place, limit: int) -> list[asyncpg.Record]:
    """Who was told what about a person, surely or perhaps, oldest first."""
    return await conn.fetch(
        """
        select id, notice, agency, fields, purpose, rule, legal_basis, article, channel, at, reached from disclosure
        where subject = $1 and reached <> 'no' and ($2::timestamptz is null or (at, id) > ($2, $3))
        order by at, id limit $4
        """,
        person, *after, limit,
    )  # fmt: skip


async def silent(conn: asyncpg.Connection) -> list[asyncpg.Record]:
    """How many notices wait for a word from each agency, and how many of them are overdue."""
    return await conn.fetch(
        """
        select agency, count(*) as open, count(overdue_since) as overdue from notice
        where state in ('issued', 'delivered') group by agency
        """
    )


async def forgotten(conn: asyncpg.Connection) -> list[UUID]:
    """Notices that wait for a word while nothing is under way: no try, no clock, no person told. Always none."""
    rows = await conn.fetch(
        """
        select n.id from notice n where n.state in ('issued', 'delivered') and n.level is null
          and not exists (select from delivery d where d.id = n.id and d.open)
          and not exists (select from timer t where t.key = n.id::text and t.kind in ('acknowledgement', 'escalation'))
        order by n.id
        """
    )
    return [row["id"] for row in rows]


async def unlogged(conn: asyncpg.Connection) -> list[UUID]:
    """Notices whose issue is missing from the log. Always none."""
    rows = await conn.fetch(
        """
        select id from notice except
        select (data ->> 'notice')::uuid from event_log where type = 'lv.tilts.notifications.notice-issued.v1'
        order by id
        """
    )
    return [row["id"] for row in rows]
