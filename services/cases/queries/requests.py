"""Reading requests for services, and what happened to them."""

from dataclasses import dataclass, fields
from datetime import datetime
from uuid import UUID

import asyncpg
from pydantic import TypeAdapter

from services.cases.domain.requests.request import ServiceRequest
from services.cases.queries.cases import Place
from services.cases.queries.sight import Sight, seen

COLUMNS = ", ".join(f"r.{field.name}" for field in fields(ServiceRequest))
"""Of a row `r`."""
_REQUEST = TypeAdapter(ServiceRequest)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which requests a list shows; whatever is None restricts nothing."""

    case: UUID | None = None
    person: UUID | None = None
    offer: UUID | None = None
    state: str | None = None
    kind: str | None = None
    decide_before: datetime | None = None


async def request(conn: asyncpg.Connection, id: UUID) -> ServiceRequest | None:
    row = await conn.fetchrow(f"select {COLUMNS} from service_request r where r.id = $1", id)
    return _REQUEST.validate_python(dict(row)) if row else None


async def requests(
    conn: asyncpg.Connection, sight: Sight, wanted: Wanted, after: Place, limit: int
) -> list[asyncpg.Record]:
    """Requests of cases that are seen, the newest first."""
    return await conn.fetch(
        f"""
        select {COLUMNS} from service_request r join social_case c on c.id = r.case_id
        where ($1::uuid is null or r.case_id = $1) and ($2::uuid is null or r.person = $2)
          and ($3::uuid is null or r.offer = $3) and ($4::text is null or r.state = $4)
          and ($5::text is null or r.kind = $5)
          and ($6::timestamptz is null or (r.state = 'requested' and r.decide_by < $6))
          and ($7::timestamptz is null or (r.requested_at, r.id) < ($7, $8))
          and {seen(10)}
        order by r.requested_at desc, r.id desc limit $9
        """,
        wanted.case, wanted.person, wanted.offer, wanted.state, wanted.kind, wanted.decide_before, *after, limit,
        *sight.parameters,
    )  # fmt: skip


async def seen_cases(conn: asyncpg.Connection, sight: Sight, cases: list[UUID]) -> frozenset[UUID]:
    """Which of these cases are seen."""
    rows = await conn.fetch(
        f"select c.id from social_case c where c.id = any($1::uuid[]) and {seen(2)}", cases, *sight.parameters
    )
    return frozenset(row["id"] for row in rows)


async def told_until(conn: asyncpg.Connection, offer: UUID, at: datetime) -> list[asyncpg.Record]:
    """What the log says of all requests for an offer until an instant, each request's in its own order."""
    return await conn.fetch(
        """
        select type, data::text as data from event_log
        where key in (select r.id::text from service_request r where r.offer = $1 and r.requested_at <= $2)
          and topic is null and time <= $2
        order by partition, position
        """,
        offer, at,
    )  # fmt: skip
