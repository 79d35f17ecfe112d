"""Reading what a provider sees: requests for its organisations' offers whose place was offered or taken."""

from collections.abc import Sequence
from uuid import UUID

import asyncpg
from pydantic import TypeAdapter

from services.cases.domain.requests.acts import HOLDS
from services.cases.domain.requests.request import ServiceRequest
from services.cases.queries.requests import COLUMNS

_HELD = ", ".join(f"'{state}'" for state in sorted(HOLDS))
_PROVIDED = f"""
    {COLUMNS} from service_request r join service_at_location a on a.id = r.offer join service s on s.id = a.service
    where s.organization = any($1::uuid[]) and (r.state in ({_HELD})
        or r.state = 'ended' and coalesce(r.accepted_at, r.started_at) is not null)
"""
_REQUEST = TypeAdapter(ServiceRequest)


async def request(conn: asyncpg.Connection, organizations: Sequence[UUID], id: UUID) -> ServiceRequest | None:
    """One, if it is there and theirs; None otherwise, which looks the same."""
    row = await conn.fetchrow(f"select {_PROVIDED} and r.id = $2", organizations, id)
    return _REQUEST.validate_python(dict(row)) if row else None


async def requests(
    conn: asyncpg.Connection,
    organizations: Sequence[UUID],
    offer: UUID | None,
    state: str | None,
    after: UUID | None,
    limit: int,
) -> list[asyncpg.Record]:
    """Theirs, by id: their order tells nothing of who waits how long."""
    return await conn.fetch(
        f"""
        select {_PROVIDED} and ($2::uuid is null or r.offer = $2) and ($3::text is null or r.state = $3)
          and ($4::uuid is null or r.id > $4)
        order by r.id limit $5
        """,
        organizations, offer, state, after, limit,
    )  # fmt: skip
