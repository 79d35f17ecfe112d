"""Reading contacts and campaigns."""

from datetime import datetime
from uuid import UUID

import asyncpg

from services.cases.queries.cases import Place
from services.cases.queries.sight import Sight, seen

_CONTACT = """
    k.id, k.case_id, k.staff, k.kind, k.mode, k.partner, k.reached, k.began_at, k.minutes, k.after_hours, k.corrects,
    k.outreach, k.corrected_by, k.version
"""
_OUTREACH = "o.id, o.unit, o.needs, o.not_contacted_since, o.started_at, o.by, o.cases, o.ended_at, o.version"
_TARGET = "t.id, t.outreach, t.case_id, t.state, t.tries, t.tried_at, t.next_try_at, t.version"


async def contact(conn: asyncpg.Connection, id: UUID) -> asyncpg.Record | None:
    return await conn.fetchrow(
        f"select {_CONTACT}, n.words from contact k left join note n on n.id = k.id where k.id = $1", id
    )


async def contacts(
    conn: asyncpg.Connection, case: UUID, kind: str | None, corrected: bool, after: Place, limit: int
) -> list[asyncpg.Record]:
    """The contacts of a case, the newest first; those that were corrected only when asked for."""
    return await conn.fetch(
        f"""
        select {_CONTACT} from contact k
        where k.case_id = $1 and ($2::text is null or k.kind = $2) and ($3::boolean or k.corrected_by is null)
          and ($4::timestamptz is null or (k.began_at, k.id) < ($4, $5))
        order by k.began_at desc, k.id desc limit $6
        """,
        case, kind, corrected, *after, limit,
    )  # fmt: skip


async def totals(conn: asyncpg.Connection, case: UUID) -> list[asyncpg.Record]:
    """How many contacts of each kind there were in each mode, and how many minutes; corrected ones do not count."""
    return await conn.fetch(
        """
        select kind, mode, count(*) as contacts, count(*) filter (where reached) as sessions,
               coalesce(sum(minutes) filter (where reached), 0) as minutes
        from contact where case_id = $1 and corrected_by is null group by kind, mode order by kind, mode
        """,
        case,
    )


async def fitting(
    conn: asyncpg.Connection, sight: Sight, unit: UUID, needs: list[str], since: datetime | None
) -> list[UUID]:
    """The open cases of a unit with one of these needs (none: any) in which nobody was spoken to since."""
    rows = await conn.fetch(
        f"""
        select c.id from social_case c
        where c.unit = $1 and c.state <> 'closed' and (cardinality($2::text[]) = 0 or c.needs && $2) and {seen(4)}
          and ($3::timestamptz is null or not exists (
              select from contact k
              where k.case_id = c.id and k.reached and k.corrected_by is null and k.began_at >= $3
              union all
              select from visit v
              where v.case_id = c.id and v.state = 'completed' and coalesce(v.ended_at, v.planned_at) >= $3
          ))
        order by c.id
        """,
        unit, needs, since, *sight.parameters,
    )  # fmt: skip
    return [row["id"] for row in rows]


async def outreach(conn: asyncpg.Connection, id: UUID) -> asyncpg.Record | None:
    """A campaign with how far it is; `closed` are those of its cases that were closed before anybody was reached."""
    return await conn.fetchrow(
        f"""
        select {_OUTREACH}, p.* from outreach o, lateral (
            select count(*) filter (where t.state = 'waiting') as waiting,
                   count(*) filter (where t.state = 'try_again') as try_again,
                   count(*) filter (where t.state = 'not_reached') as not_reached,
                   count(*) filter (where t.state = 'reached') as reached,
                   count(*) filter (where t.state <> 'reached' and c.state = 'closed') as closed
            from outreach_target t left join social_case c on c.id = t.case_id where t.outreach = o.id
        ) p where o.id = $1
        """,
        id,
    )


async def campaigns(conn: asyncpg.Connection, unit: UUID | None, after: Place, limit: int) -> list[asyncpg.Record]:
    """Campaigns, the newest first."""
    return await conn.fetch(
        f"""
        select {_OUTREACH} from outreach o
        where ($1::uuid is null or o.unit = $1) and ($2::timestamptz is null or (o.started_at, o.id) < ($2, $3))
        order by o.started_at desc, o.id desc limit $4
        """,
        unit, *after, limit,
    )  # fmt: skip


async def targets(
    conn: asyncpg.Connection, sight: Sight, id: UUID, state: str | None, staff: UUID | None, after: UUID | None,
    limit: int,
) -> list[asyncpg.Record]:  # fmt: skip
    """The cases on a list that are seen; `staff` for those that somebody has."""
    return await conn.fetch(
        f"""
        select {_TARGET}, c.staff, c.state = 'closed' as closed
        from outreach_target t join social_case c on c.id = t.case_id
        where t.outreach = $1 and ($2::text is null or t.state = $2) and ($3::uuid is null or c.staff = $3)
          and ($4::uuid is null or t.id > $4) and {seen(6)}
        order by t.id limit $5
        """,
        id, state, staff, after, limit, *sight.parameters,
    )  # fmt: skip


async def target(conn: asyncpg.Connection, id: UUID) -> asyncpg.Record | None:
    return await conn.fetchrow(f"select {_TARGET} from outreach_target t where t.id = $1", id)


async def to_try_again(conn: asyncpg.Connection, id: UUID) -> list[asyncpg.Record]:
    """Those of a list that somebody is to try again."""
    return await conn.fetch(
        f"select {_TARGET} from outreach_target t where t.outreach = $1 and t.next_try_at is not null order by t.id", id
    )
