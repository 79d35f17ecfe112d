"""Reading requests for services, and what happened to them."""

from dataclasses import dataclass, fields
from datetime import datetime
from uuid import UUID

import asyncpg
from pydantic import TypeAdapter

from services.cases.domain.requests.request import FACTS, RequestState, ServiceRequest
from services.cases.queries.case_filter import Where, add_sight
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
    where = _where(sight, wanted)
    if None not in after:
        where.add("(r.requested_at, r.id) < ({}, {})", *after)
    return await conn.fetch(
        f"""
        select {COLUMNS} from service_request r join social_case c on c.id = r.case_id where {where.sql}
        order by r.requested_at desc, r.id desc limit {limit:d}
        """,
        *where.values,
    )  # fmt: skip


def _where(sight: Sight, wanted: Wanted) -> Where:
    """Only what was asked for reaches the database, so that each way of asking has the plan that fits it."""
    where = Where()
    add_sight(where, sight)
    equal = {
        "r.case_id": wanted.case, "r.person": wanted.person, "r.offer": wanted.offer, "r.state": wanted.state,
        "r.kind": wanted.kind,
    }  # fmt: skip
    for column, value in equal.items():
        if value is not None:
            where.add(f"{column} = {{}}", value)
    if wanted.decide_before is not None:
        where.add(f"r.state = '{RequestState.REQUESTED}' and r.decide_by < {{}}", wanted.decide_before)
    return where


async def cases_of(conn: asyncpg.Connection, requests: list[UUID]) -> list[asyncpg.Record]:
    """Of these requests `id`, `case_id` and `offer`."""
    return await conn.fetch("select id, case_id, offer from service_request where id = any($1::uuid[])", requests)


async def seen_cases(conn: asyncpg.Connection, sight: Sight, cases: list[UUID]) -> frozenset[UUID]:
    """Which of these cases are seen."""
    rows = await conn.fetch(
        f"select c.id from social_case c where c.id = any($1::uuid[]) and {seen(2)}", cases, *sight.parameters
    )
    return frozenset(row["id"] for row in rows)


async def told_until(conn: asyncpg.Connection, offer: UUID, at: datetime) -> list[asyncpg.Record]:
    """What the log says until an instant of the requests in the queue of an offer then, each in its own order."""
    return await conn.fetch(
        """
        select type, data::text as data from event_log
        where key in (
            select r.id::text from service_request r where r.offer = $1 and r.requested_at <= $2
              and (r.ended_at is null or r.ended_at > $2) and (r.refused_for is null or r.decided_at > $2)
        ) and topic is null and time <= $2 and type = any($3)
        order by partition, position
        """,
        offer, at, [fact.type for fact in FACTS],
    )  # fmt: skip
