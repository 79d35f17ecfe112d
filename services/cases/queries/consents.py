"""Reading consents and sharings."""

from datetime import datetime
from uuid import UUID

import asyncpg

_CONSENT = """
    id, case_id, person, said_by, capacity, text, text_version, answer, mode, said_at, read_by, witness, sign_by, words,
    allowances, signed_at, document, withdrawn_at, channel, version
"""
_SHARING = "id, case_id, person, recipient, purpose, field_set, basis, consent, duty, shared_at, by, version"


async def consent(conn: asyncpg.Connection, id: UUID) -> str | None:
    """A consent as JSON."""
    return await conn.fetchval(f"select row_to_json(t)::text from (select {_CONSENT} from consent where id = $1) t", id)


async def of_case(conn: asyncpg.Connection, case: UUID) -> str:
    """All consents of a case as JSON, in the order in which they were said: a case has few."""
    return await conn.fetchval(
        f"""
        select coalesce(json_agg(t)::text, '[]')
        from (select {_CONSENT} from consent where case_id = $1 order by said_at, id) t
        """,
        case,
    )


async def all_sharings(conn: asyncpg.Connection, case: UUID) -> list[asyncpg.Record]:
    return await conn.fetch(f"select {_SHARING} from sharing where case_id = $1", case)


async def sharings(
    conn: asyncpg.Connection, case: UUID, after: tuple[datetime | None, UUID | None], limit: int
) -> list[asyncpg.Record]:
    """What was shared about a case, the first on top."""
    return await conn.fetch(
        f"""
        select {_SHARING} from sharing
        where case_id = $1 and ($2::timestamptz is null or (shared_at, id) > ($2, $3))
        order by shared_at, id limit $4
        """,
        case, *after, limit,
    )  # fmt: skip
