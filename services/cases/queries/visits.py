"""Reading visits."""

from uuid import UUID

import asyncpg

from services.cases.queries.cases import Place
from services.cases.queries.sight import Sight, seen

_VISIT = "v.id, v.case_id, v.staff, v.mode, v.planned_at, v.state, v.duration, v.outcome, v.reason, v.version"


async def visit(conn: asyncpg.Connection, id: UUID) -> asyncpg.Record | None:
    return await conn.fetchrow(f"select {_VISIT} from visit v where v.id = $1", id)


async def visits(
    conn: asyncpg.Connection,
    sight: Sight,
    case: UUID | None,
    staff: UUID | None,
    state: str | None,
    after: Place,
    limit: int,
) -> list[asyncpg.Record]:
    """Visits of cases that are seen, in the order in which they are planned."""
    return await conn.fetch(
        f"""
        select {_VISIT} from visit v join social_case c on c.id = v.case_id
        where ($1::uuid is null or v.case_id = $1) and ($2::uuid is null or v.staff = $2)
          and ($3::text is null or v.state = $3)
          and ($4::timestamptz is null or (v.planned_at, v.id) > ($4, $5)) and {seen(7)}
        order by v.planned_at, v.id limit $6
        """,
        case, staff, state, *after, limit, *sight.parameters,
    )  # fmt: skip
