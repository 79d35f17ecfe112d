"""Reading of partners: their standing, and what of theirs is open. Nothing here writes or locks."""

import asyncpg

_STANDING = "id as partner, kind, state, since, reason, generation, rotated_at, old_until, version"


async def standings(
    conn: asyncpg.Connection, state: str | None, after: tuple[str | None], limit: int
) -> list[asyncpg.Record]:
    """Partners by their codes, in one state or in any."""
    return await conn.fetch(
        f"""
        select {_STANDING} from partner
        where ($1::text is null or state = $1) and ($2::text is null or id > $2) order by id limit $3
        """,
        state, *after, limit,
    )  # fmt: skip


async def standing(conn: asyncpg.Connection, partner: str) -> asyncpg.Record | None:
    return await conn.fetchrow(f"select {_STANDING} from partner where id = $1", partner)


async def still_open(conn: asyncpg.Connection, partner: str) -> int:
    """How many of its referrals are not over."""
    return await conn.fetchval(
        """
        select count(*) from referral
        where partner = $1 and state in ('received', 'needs_info', 'accepted', 'in_progress')
        """,
        partner,
    )
