"""Reading visits."""

from uuid import UUID

import asyncpg

from services.cases.queries.cases import Place

_VISIT = "id, case_id, staff, mode, planned_at, state, duration, outcome, reason, version"


async def visit(conn: asyncpg.Connection, id: UUID) -> asyncpg.Record | None:
    return await conn.fetchrow(f"select {_VISIT} from visit where id = $1", id)


async def visits(
    conn: asyncpg.Connection, case: UUID | None, staff: UUID | None, state: str | None, after: Place, limit: int
) -> list[asyncpg.Record]:
    """Visits in the order in which they are planned."""
    return await conn.fetch(
        f"""
        select {_VISIT} from visit
        where ($1::uuid is null or case_id = $1) and ($2::uuid is null or staff = $2)
          and ($3::text is null or state = $3)
          and ($4::timestamptz is null or (planned_at, id) > ($4, $5))
        order by planned_at, id limit $6
        """,
        case, staff, state, *after, limit,
    )  # fmt: skip
