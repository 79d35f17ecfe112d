"""`GET /parked`: what a service could not process, for whoever mends it; not a word out of it but to a named role."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import asyncpg
from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, Field

from shared.contracts.codes import ParkReason
from shared.http import Page, Paged, Problem, allow, audit_read
from shared.security import Role
from shared.stream.safe import safe

_READERS = (Role.OPERATOR, Role.SUPERVISOR, Role.QUARANTINE_READER)
_BYTES = {200: {"content": {"application/octet-stream": {}}, "description": "The record's body, byte for byte"}}
Partner = Annotated[str | None, Query(pattern="^[a-z][a-z0-9-]{1,40}$", description="Only what this partner sent")]
Reason = Annotated[ParkReason | None, Query(description="Only what is parked for this reason")]


class ParkedView(BaseModel):
    """A record that waits, without anything in it that could name a person."""

    id: UUID
    source: str = Field(examples=["partner.valsts-policija"], description="A service, `partner.<code>` or `timer`")
    partition: int | None
    position: int | None
    type: str | None = Field(examples=["lv.tilts.partner.referral-submitted.v1"])
    reason: ParkReason
    detail: str = Field(examples=["/narrative: Field required"], description="Why, quoting nothing of it")
    parked_at: datetime
    bytes: int | None = Field(description="How long its body is; null when it has none")


def parked_routes(pool: asyncpg.Pool) -> APIRouter:
    routes = APIRouter(prefix="/parked", tags=["stream"])

    @routes.get("", response_model=Page[ParkedView], dependencies=[allow(*_READERS)], summary="Parked records")
    async def parked(paging: Paged, partner: Partner = None, reason: Reason = None) -> Page[ParkedView]:
        """Oldest first. `tilts parked replay` processes one once its cause is mended."""
        source = partner and f"partner.{partner}"
        async with pool.acquire() as conn:
            rows = await conn.fetch(_LIST, source, reason, *paging.after(int), paging.fetch)
        seq = {row["id"]: row["seq"] for row in rows}
        return paging.page([_view(row) for row in rows], place=lambda view: (seq[view.id],))

    @routes.get("/{record}", response_model=ParkedView, dependencies=[allow(*_READERS)], summary="One parked record")
    async def one(record: UUID) -> ParkedView:
        return _view(await found(record))

    @routes.get(
        "/{record}/body",
        response_class=Response,
        responses=_BYTES,
        dependencies=[allow(Role.QUARANTINE_READER, personal_data=True)],
        summary="The raw bytes of a parked record",
    )
    async def body(record: UUID, request: Request) -> Response:
        """As they came. A partner's are kept for a short time only. Reading them is recorded under the record's id."""
        row = await found(record)
        async with pool.acquire() as conn:
            await audit_read(conn, request, [record])
        headers = {"Content-Disposition": f'attachment; filename="{record}"', "Cache-Control": "no-store"}
        return Response(row["body"] or b"", media_type="application/octet-stream", headers=headers)

    async def found(record: UUID) -> asyncpg.Record:
        row = await pool.fetchrow("select * from parked where id = $1", record)
        if row is None:
            raise Problem("not-found", "No such record is parked: it was replayed, discarded, or kept long enough.")
        return row

    return routes


_LIST = """
select * from parked
where ($1::text is null or source = $1) and ($2::text is null or reason = $2) and ($3::bigint is null or seq > $3)
order by seq limit $4
"""


def _view(row: asyncpg.Record) -> ParkedView:
    shown = safe(row)
    return ParkedView(
        id=row["id"], source=row["source"], partition=row["partition"], position=row["position"], type=shown["type"],
        reason=row["reason"], detail=row["detail"], parked_at=row["parked_at"],
        bytes=None if row["body"] is None else len(row["body"]),
    )  # fmt: skip
