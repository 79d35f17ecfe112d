"""Reading assessments."""

from datetime import datetime
from uuid import UUID

import asyncpg

from services.cases.queries.sight import Sight, seen

_HEAD = """
    a.id, a.case_id, a.checklist, a.checklist_version, a.staff, a.place, a.made_at, a.received_at, a.subject,
    a.replaces, a.replaced_by, a.state, a.client, a.signed_at, a.score, a.score_of, a.risk, a.version
"""


async def assessment(conn: asyncpg.Connection, id: UUID) -> asyncpg.Record | None:
    """One, with its answers as JSON text."""
    return await conn.fetchrow(f"select {_HEAD}, a.answers::text as answers from assessment a where a.id = $1", id)


async def assessments(
    conn: asyncpg.Connection,
    sight: Sight,
    *,
    case: UUID | None,
    checklist: str | None,
    state: str | None,
    staff: UUID | None,
    after: tuple[datetime | None, UUID | None],
    limit: int,
) -> list[asyncpg.Record]:
    """Assessments of cases that are seen, without their answers, by when they were made."""
    return await conn.fetch(
        f"""
        select {_HEAD} from assessment a join social_case c on c.id = a.case_id
        where ($1::uuid is null or a.case_id = $1) and ($2::text is null or a.checklist = $2)
          and ($3::text is null or a.state = $3) and ($4::uuid is null or a.staff = $4)
          and ($5::timestamptz is null or (a.made_at, a.id) > ($5, $6)) and {seen(8)}
        order by a.made_at, a.id limit $7
        """,
        case, checklist, state, staff, *after, limit, *sight.parameters,
    )  # fmt: skip
