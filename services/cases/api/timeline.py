"""What happened to a case, and what somebody did and read: from the log and the record of readings, never retold."""

import json
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field

from services.cases.api import access
from services.cases.api.access import LET_IN
from services.cases.api.shape import View
from services.cases.domain.access import Part
from services.cases.labels import Label, labels
from services.cases.queries import timeline as queries
from shared.http import Page, Paged, allow, audit_read
from shared.http.written import Instant
from shared.runtime.desk import Desk
from shared.security import Purpose, Role

AUDITORS = (Role.AUDITOR, Role.HEAD)
Kinds = Annotated[list[str], Query(max_length=50, description="Only facts of these kinds, such as case-closed")]


class Happening(BaseModel):
    """One thing that happened."""

    id: UUID
    at: datetime
    kind: str = Field(examples=["case-assigned"])
    label: Label
    case: str = Field(description="The case; the unit or member of staff for what is about those")
    by: UUID | None = Field(description="The member of staff who did it; none for a rule, a timer, another service")
    service_mode: str | None = Field(description="The mode of the service then", examples=["normal"])
    what: dict[str, Any] = Field(description="What the fact says: ids, codes, times and counts")


class Reading(View):
    """Somebody read data about cases or people."""

    id: UUID
    at: datetime
    actor: str
    roles: list[str]
    purpose: Purpose
    route: str
    subjects: list[UUID]


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1", tags=["history"])

    @routes.get(
        "/cases/{case}/timeline",
        response_model=Page[Happening],
        dependencies=[allow(*LET_IN, Role.AUDITOR, personal_data=True)],
        summary="What happened to a case",
    )
    async def timeline(case: UUID, request: Request, paging: Paged, kind: Kinds = []) -> Page[Happening]:  # noqa: B006
        """The last first, from the log itself: who did it, when, in which mode."""
        async with desk.pool.acquire() as conn:
            await access.read(conn, request, case, Part.TIMELINE, desk.clock.now())
            (after,) = paging.after(int)
            rows = await queries.of_case(conn, case, kind, after, paging.fetch)
        page = paging.page(rows, place=lambda row: (row["position"],))
        return Page(items=[_happening(row) for row in page.items], next=page.next)

    @routes.get(
        "/history",
        response_model=Page[Happening],
        dependencies=[allow(*AUDITORS, personal_data=True)],
        summary="All that somebody did",
    )
    async def history(
        request: Request, paging: Paged, actor: UUID, since: Instant | None = None, until: Instant | None = None
    ) -> Page[Happening]:
        """What one member of staff changed, the last first. Looking is recorded."""
        async with desk.pool.acquire() as conn:
            await audit_read(conn, request, [actor])
            rows = await queries.by_actor(conn, actor, since, until, paging.after(datetime, UUID), paging.fetch)
        page = paging.page(rows, place=lambda row: (row["at"], row["id"]))
        return Page(items=[_happening(row) for row in page.items], next=page.next)

    @routes.get(
        "/readings",
        response_model=Page[Reading],
        dependencies=[allow(*AUDITORS, personal_data=True)],
        summary="Who read what",
    )
    async def readings(
        request: Request,
        paging: Paged,
        actor: UUID | None = None,
        about: Annotated[UUID | None, Query(description="A case, or a person by intake's id")] = None,
    ) -> Page[Reading]:
        """By one account, about one case or person, or both; the last first. Looking is recorded."""
        async with desk.pool.acquire() as conn:
            by = str(actor) if actor else None
            rows = await queries.reads(conn, by, about, paging.after(datetime, UUID), paging.fetch)
            await audit_read(conn, request, [id for id in (actor, about) if id])
        return paging.page([Reading(**row) for row in rows], place=lambda one: (one.at, one.id))

    return routes


def _happening(row: Any) -> Happening:
    what = json.loads(row["data"])
    mode = what.pop("service_mode", None)
    what.pop("case", None)
    return Happening(
        id=row["id"], at=row["at"], kind=row["kind"], label=labels()["Fact"][row["kind"]], case=row["key"],
        by=row["actor"], service_mode=mode, what=what,
    )  # fmt: skip
