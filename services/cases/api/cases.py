"""The list of cases with its counts, cases one by one and many at once, and a case that the service opens itself."""

from collections import defaultdict
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, Field

from services.cases.api import access
from services.cases.api.access import LET_IN, READERS, WORKERS
from services.cases.api.actions import entry
from services.cases.api.asked import Asked, CasesAsked
from services.cases.api.shape import taking
from services.cases.api.views import CaseEntry, CaseView
from services.cases.api.wishes import OpenCase
from services.cases.domain import work
from services.cases.domain.access import Part
from services.cases.domain.case import Case
from services.cases.queries import case_lists as lists
from services.cases.queries import cases as queries
from services.cases.queries.case_filter import CaseFilter, Where, where
from services.cases.queries.case_lists import CaseSort
from services.cases.queries.sight import seen_of
from shared.http import Command, Page, Paged, Problem, actor_of, allow, etag
from shared.runtime.desk import Desk
from shared.security import Role


class ReadCases(BaseModel):
    """Which cases are read at once."""

    model_config = taking(cases=["019c0b71-0a3c-7d44-a2b6-3f5e7d9c1b04"])

    cases: list[UUID] = Field(min_length=1, max_length=200)


class CasesRead(BaseModel):
    """Those of the cases that you see; the others are left out, whether they are there or not."""

    cases: list[CaseEntry]


class CasesSeen(BaseModel):
    """Those of the cases that you see."""

    cases: list[UUID]


class Facets(BaseModel):
    """How many of the cases in a list have which value. Families and adults have no sum."""

    counts: dict[str, dict[str, int]] = Field(examples=[{"state": {"assigned": 12}, "counted_as": {"household": 9}}])
    """By what they are counted; `none` for those without a value."""
    more: bool
    """There are more than were counted: narrow the list."""


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1/cases", tags=["cases"])
    readers, workers = allow(*LET_IN, personal_data=True), allow(*WORKERS)
    seers = allow(*READERS, Role.AUDITOR)

    async def narrowed(conn, request: Request, asked: CasesAsked) -> Where:
        now = desk.clock.now()
        sight = await access.sight(conn, actor_of(request), now)
        given = asked.model_dump(exclude={"unit", "state"})
        units = await access.units_below(conn, asked.unit) if asked.unit else ()
        return where(sight, CaseFilter(**given, state=tuple(asked.state), units=units), now)

    @routes.get("", response_model=Page[CaseEntry], dependencies=[readers], summary="Cases, most urgent first")
    async def listed(
        request: Request,
        paging: Paged,
        asked: Asked,
        sort: Annotated[CaseSort, Query(description="In which order")] = CaseSort.DUE,
    ) -> Page[CaseEntry]:
        after = paging.after(*lists.place_types(sort))
        if after[0] not in (None, sort):
            raise Problem("bad-cursor", "The cursor is of another order; begin again without it.")
        async with desk.pool.acquire() as conn:
            rows = await lists.cases(conn, await narrowed(conn, request, asked), sort, after, paging.fetch)
            await access.record(conn, request, [row["id"] for row in rows])
        page = paging.page(rows, place=lambda row: lists.place(sort, row))
        return Page(items=[entry(row, actor_of(request)) for row in page.items], next=page.next)

    @routes.get("/facets", response_model=Facets, dependencies=[allow(*LET_IN)], summary="How many of which")
    async def facets(request: Request, asked: Asked) -> Facets:
        """Of the list with the same filters. At most 10 000 cases are counted."""
        async with desk.pool.acquire() as conn:
            rows = await lists.facets(conn, await narrowed(conn, request, asked))
        counts: dict[str, dict[str, int]] = defaultdict(dict)
        for facet, value, count in rows:
            counts[facet][value or "none"] = count
        return Facets(more=counts.pop("all")["none"] > lists.COUNTED_AT_MOST, counts=counts)

    @routes.post("/read", response_model=CasesRead, dependencies=[readers], summary="Read many at once")
    async def read(asked: ReadCases, request: Request) -> CasesRead:
        """Up to 200 by id. Reading is recorded."""
        async with desk.pool.acquire() as conn:
            found = where(await access.sight(conn, actor_of(request), desk.clock.now()), CaseFilter(), None)
            rows = await lists.by_ids(conn, found, asked.cases)
            await access.record(conn, request, [row["id"] for row in rows])
        return CasesRead(cases=[entry(row, actor_of(request)) for row in rows])

    @routes.post("/seen", response_model=CasesSeen, dependencies=[seers], summary="Which of these are yours to see")
    async def seen(asked: ReadCases, request: Request) -> CasesSeen:
        """Up to 200 by id, and nothing of them. Another service asks this as you before it shows what is about one."""
        async with desk.pool.acquire() as conn:
            sight = await access.sight(conn, actor_of(request), desk.clock.now())
            return CasesSeen(cases=sorted(await seen_of(conn, sight, asked.cases)))

    @routes.get("/{case:uuid}", response_model=CaseEntry, dependencies=[readers], summary="One case")
    async def one(case: UUID, request: Request, response: Response) -> CaseEntry:
        """With what you may do with it, and why you may not do the rest."""
        async with desk.pool.acquire() as conn:
            await access.read(conn, request, case, Part.SUMMARY, desk.clock.now())
            row = await queries.case(conn, case)
        response.headers["ETag"] = etag(row["version"])
        return entry(row, actor_of(request))

    @routes.post("", status_code=201, response_model=CaseView, dependencies=[workers], summary="Open a case")
    async def opened(wish: OpenCase, command: Command) -> Response:
        """The service saw the need itself; a case that a referral leads to opens by itself."""
        id = work.case_id(command.cause(desk.clock.now()))
        return await desk.make(
            command, (Case, id), f"/v1/cases/{id}",
            lambda _, cause: work.open_proactively(
                tuple(wish.subjects), tuple(wish.needs), wish.priority, wish.age_band, cause, desk.rules
            ), CaseView,
        )  # fmt: skip

    return routes
