"""Reading who takes part in a case, who is let into it, and what agencies answered."""

from uuid import UUID

import asyncpg

_GRANT = "id, case_id, account, parts, valid_from, valid_until, reason, granted_by, revoked_at, version"
_ANSWER = "a.id, a.case_id, a.agency, a.noted_at, a.answer, a.reason, a.outcome, a.seen, a.version"


async def participants(conn: asyncpg.Connection, case: UUID) -> list[asyncpg.Record]:
    """Those who take part first, then those who left."""
    return await conn.fetch(
        """
        select id, case_id, role, person, staff, left_at, version from participant
        where case_id = $1 order by left_at nulls first, role, id
        """,
        case,
    )


async def grants(conn: asyncpg.Connection, case: UUID) -> list[asyncpg.Record]:
    return await conn.fetch(f"select {_GRANT} from case_grant where case_id = $1 order by valid_until desc, id", case)


async def answers(conn: asyncpg.Connection, case: UUID) -> list[asyncpg.Record]:
    """What agencies said about this case, the last first."""
    return await conn.fetch(f"select {_ANSWER} from agency_answer a where case_id = $1 order by noted_at desc", case)


async def participant(conn: asyncpg.Connection, id: UUID) -> asyncpg.Record | None:
    """Of which case it is."""
    return await conn.fetchrow("select case_id from participant where id = $1", id)


async def grant(conn: asyncpg.Connection, id: UUID) -> asyncpg.Record | None:
    """Of which case it is."""
    return await conn.fetchrow("select case_id from case_grant where id = $1", id)


async def answer(conn: asyncpg.Connection, id: UUID) -> asyncpg.Record | None:
    """Of which case it is."""
    return await conn.fetchrow("select case_id from agency_answer where id = $1", id)
