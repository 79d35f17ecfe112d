"""Reading conferences and their decisions."""

from datetime import datetime
from uuid import UUID

import asyncpg

from services.cases.queries.cases import Place
from services.cases.queries.sight import Sight, seen

_CONFERENCE = """
    f.id, f.case_id, f.called_by, f.mode, f.planned_at, f.staff, f.agencies, f.persons, f.state, f.held_at, f.minutes,
    f.staff_came, f.agencies_came, f.persons_came, f.reason, f.version
"""
_RESOLUTION = "r.id, r.conference, r.case_id, r.kind, r.due_at, r.staff, r.agency, r.done_at, r.version"


async def conference(conn: asyncpg.Connection, id: UUID, agenda: UUID) -> asyncpg.Record | None:
    """A conference with its agenda and minutes, in words."""
    return await conn.fetchrow(
        f"""
        select {_CONFERENCE}, a.words as agenda, m.words as record from conference f
        left join note a on a.id = $2 left join note m on m.id = f.id where f.id = $1
        """,
        id, agenda,
    )  # fmt: skip


async def conferences(
    conn: asyncpg.Connection, sight: Sight, case: UUID | None, state: str | None, staff: UUID | None,
    begins: datetime | None, after: Place, limit: int,
) -> list[asyncpg.Record]:  # fmt: skip
    """Conferences about cases that are seen, and those one is invited to, in the order in which they are planned."""
    return await conn.fetch(
        f"""
        select {_CONFERENCE} from conference f join social_case c on c.id = f.case_id
        where ($1::uuid is null or f.case_id = $1) and ($2::text is null or f.state = $2)
          and ($3::uuid is null or f.called_by = $3 or $3 = any(f.staff))
          and ($4::timestamptz is null or f.planned_at >= $4)
          and ($5::timestamptz is null or (f.planned_at, f.id) > ($5, $6))
          and ({seen(8)} or f.staff && $10::uuid[])
        order by f.planned_at, f.id limit $7
        """,
        case, state, staff, begins, *after, limit, *sight.parameters,
    )  # fmt: skip


async def resolutions(conn: asyncpg.Connection, conference: UUID) -> list[asyncpg.Record]:
    return await conn.fetch(
        f"""
        select {_RESOLUTION}, n.words from conference_resolution r left join note n on n.id = r.id
        where r.conference = $1 order by r.due_at, r.id
        """,
        conference,
    )


async def resolution(conn: asyncpg.Connection, id: UUID) -> asyncpg.Record | None:
    return await conn.fetchrow(f"select {_RESOLUTION} from conference_resolution r where r.id = $1", id)
