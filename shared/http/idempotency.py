"""The memory of commands: under (client, key) an answer stands for 72 hours, so that a repeat gets the same."""

from dataclasses import dataclass

import asyncpg

from shared.http.problems import Problem

_KEPT = "interval '72 hours'"

_LOCK = "select pg_try_advisory_xact_lock(hashtextextended($1 || ' ' || $2, 0))"
_FIND = f"""
    select request_hash, status, location, version, body from idempotency_key
    where client = $1 and key = $2 and created_at > now() - {_KEPT}
"""
_KEEP = """
    insert into idempotency_key (client, key, request_hash, status, location, version, body)
    values ($1, $2, $3, $4, $5, $6, $7)
    on conflict (client, key) do update  -- it ran out and was not purged yet
    set request_hash = $3, status = $4, location = $5, version = $6, body = $7, created_at = now()
"""
_PURGE = f"delete from idempotency_key where created_at <= now() - {_KEPT}"


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """An answer as it is kept; `location` is relative to the app, `body` the JSON text that was sent."""

    status: int
    location: str | None
    version: int | None
    body: str | None


@dataclass(frozen=True, slots=True)
class CommandKey:
    """Which command this is. `request_hash` covers all that makes it this one and no other."""

    client: str
    key: str
    request_hash: bytes


async def find_or_lock(conn: asyncpg.Connection, command: CommandKey) -> StoredAnswer | None:
    """The answer already given, or None: then the command is ours until this transaction ends.

    Raises Problem 409 while another transaction runs it, 422 when the key was used for another request.
    """
    # A lock that is tried, not waited for: a repeat must not hold a second connection while the first one works.
    if not await conn.fetchval(_LOCK, command.client, command.key):
        raise Problem("already-running", "Its first sending is still at work.", headers={"Retry-After": "1"})
    # A statement of its own: its snapshot is younger than the lock, so it sees what the last holder committed.
    row = await conn.fetchrow(_FIND, command.client, command.key)
    if row is None:
        return None
    hash, *answer = row
    if hash != command.request_hash:
        raise Problem("idempotency-key-reused", "This key was sent before with another request; take a new one.")
    return StoredAnswer(*answer)


async def keep(conn: asyncpg.Connection, command: CommandKey, answer: StoredAnswer) -> None:
    """Remember the answer, in the transaction of the command's effect."""
    await conn.execute(
        _KEEP,
        command.client,
        command.key,
        command.request_hash,
        answer.status,
        answer.location,
        answer.version,
        answer.body,
    )


async def purge(conn: asyncpg.Connection) -> int:
    """Forget the answers older than 72 hours; gives their number."""
    return int((await conn.execute(_PURGE)).removeprefix("DELETE "))
