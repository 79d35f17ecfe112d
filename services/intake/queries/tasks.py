"""Reading of referrals as Tasks. Nothing here writes or locks."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import asyncpg

_SHOWN = """
    id, number, partner, reference, state, priority, received_at, reason, withdrawal, outcome, asked, redirected_to,
    municipality, version, updated_at
"""


async def task(conn: asyncpg.Connection, partner: str, id: UUID) -> asyncpg.Record | None:
    """One referral of the partner's own."""
    return await conn.fetchrow(f"select {_SHOWN} from referral where id = $1 and partner = $2", id, partner)


async def tasks(
    conn: asyncpg.Connection,
    partner: str,
    states: Sequence[str] | None,
    since: datetime | None,
    after: tuple[datetime | None, UUID | None],
    limit: int,
) -> list[asyncpg.Record]:
    """A partner's own referrals in any of these states that changed at `since` or later, the oldest change first."""
    return await conn.fetch(
        f"""
        select {_SHOWN} from referral
        where partner = $1 and ($2::text[] is null or state = any($2)) and ($3::timestamptz is null or updated_at >= $3)
          and ($4::timestamptz is null or (updated_at, id) > ($4, $5))
        order by updated_at, id limit $6
        """,
        partner, states, since, *after, limit,
    )  # fmt: skip
