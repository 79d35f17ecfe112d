"""Reading the service's own log: what happened to one case, what one member of staff did, and what they read."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import asyncpg

_TYPE = "regexp_replace(type, '^lv\\.tilts\\.[a-z]+\\.(.*)\\.v[0-9]+$', '\\1')"
_ENTRY = f"id, position, time as at, {_TYPE} as kind, key, actor, data::text as data"


async def of_case(
    conn: asyncpg.Connection, case: UUID, kinds: Sequence[str], after: int | None, limit: int
) -> list[asyncpg.Record]:
    """What happened to a case, the last first. All facts of one key lie in one partition, so positions order them."""
    return await conn.fetch(
        f"""
        select {_ENTRY} from event_log
        where key = $1 and topic is null and ($2::bigint is null or position < $2)
          and (cardinality($3::text[]) = 0 or {_TYPE} = any($3))
        order by position desc limit $4
        """,
        str(case), after, list(kinds), limit,
    )  # fmt: skip


async def by_actor(
    conn: asyncpg.Connection,
    actor: UUID,
    since: datetime | None,
    until: datetime | None,
    after: tuple[datetime | None, UUID | None],
    limit: int,
) -> list[asyncpg.Record]:
    """All that one member of staff did, the last first."""
    return await conn.fetch(
        f"""
        select {_ENTRY} from event_log
        where actor = $1 and ($2::timestamptz is null or time >= $2) and ($3::timestamptz is null or time < $3)
          and ($4::timestamptz is null or (time, id) < ($4, $5))
        order by time desc, id desc limit $6
        """,
        actor, since, until, *after, limit,
    )  # fmt: skip


async def reads(
    conn: asyncpg.Connection,
    actor: str | None,
    subject: UUID | None,
    after: tuple[datetime | None, UUID | None],
    limit: int,
) -> list[asyncpg.Record]:
    """Who read what, the last first: by one account, about one case or person, or both."""
    return await conn.fetch(
        """
        select id, at, actor, roles, purpose, route, subjects from read_audit
        where ($1::text is null or actor = $1) and ($2::uuid is null or subjects @> array[$2])
          and ($3::timestamptz is null or (at, id) < ($3, $4))
        order by at desc, id desc limit $5
        """,
        actor, subject, *after, limit,
    )  # fmt: skip
