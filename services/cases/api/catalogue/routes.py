"""The public catalogue for anybody, without a token, as HSDS 3.0 has it: lists in pages, one service whole."""

import json
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from services.cases.api.catalogue import hsds, shaping
from services.cases.api.catalogue.asked import Search
from services.cases.api.catalogue.fresh import NOT_MODIFIED, IfNoneMatch, fresh
from services.cases.api.catalogue.shaping import Lang
from services.cases.queries import catalogue as queries
from shared.calendar import RIGA
from shared.http import Problem, public
from shared.runtime.desk import Desk

Number = Annotated[int, Query(ge=1, le=10_000, description="Which page")]
PerPage = Annotated[int, Query(ge=1, le=200, description="How many of a list a page holds")]


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1/catalogue", tags=["catalogue"], dependencies=[public()], responses=NOT_MODIFIED)

    @routes.get("", response_model=hsds.ApiRoot, summary="Which specification this is")
    async def root(known: IfNoneMatch = None) -> Response:
        async with desk.pool.acquire() as conn:
            changed = await queries.changed_at(conn, desk.clock.now())
        return fresh(hsds.ApiRoot(openapi_url="/openapi.json", changed_at=changed), changed, known)

    @routes.get(
        "/services", response_model=hsds.HsdsPage[hsds.Service], response_model_exclude_none=True,
        summary="Services that fit",
    )  # fmt: skip
    async def services(search: Annotated[Search, Query()], known: IfNoneMatch = None) -> Response:
        """Each whole, with who provides it and where. Filters narrow: what is for everybody fits every group."""
        now = desk.clock.now()
        today, calendar = now.astimezone(RIGA).date(), desk.rules.calendar
        wanted = search.wanted(calendar.is_holiday)
        async with desk.pool.acquire() as conn:
            rows, total = await queries.services(conn, wanted, today, search.offset, search.per_page)
            changed = await queries.changed_at(conn, now)
        found = [shaping.service(row, search.lang, today) for row in rows]
        return fresh(hsds.HsdsPage[hsds.Service].of(found, total, search.page, search.per_page), changed, known)

    @routes.get(
        "/services/{service}", response_model=hsds.Service, response_model_exclude_none=True, summary="One service"
    )
    async def one(service: UUID, lang: Lang = "lv", known: IfNoneMatch = None) -> Response:
        now = desk.clock.now()
        today = now.astimezone(RIGA).date()
        async with desk.pool.acquire() as conn:
            row = await queries.service(conn, service, today)
            changed = await queries.changed_at(conn, now)
        if row is None:
            raise Problem("not-found", "There is no such service.")
        return fresh(shaping.service(row, lang, today), changed, known)

    @routes.get(
        "/organizations", response_model=hsds.HsdsPage[hsds.Organization], response_model_exclude_none=True,
        summary="Who provides services",
    )  # fmt: skip
    async def organizations(
        page: Number = 1, per_page: PerPage = 50, lang: Lang = "lv", known: IfNoneMatch = None
    ) -> Response:
        async with desk.pool.acquire() as conn:
            rows, total = await queries.organizations(conn, (page - 1) * per_page, per_page)
            changed = await queries.changed_at(conn, desk.clock.now())
        found = [shaping.as_organization(json.loads(row["organization"]), lang) for row in rows]
        return fresh(hsds.HsdsPage[hsds.Organization].of(found, total, page, per_page), changed, known)

    @routes.get(
        "/locations", response_model=hsds.HsdsPage[hsds.Location], response_model_exclude_none=True,
        summary="Where services are",
    )  # fmt: skip
    async def locations(
        page: Number = 1, per_page: PerPage = 50, lang: Lang = "lv", known: IfNoneMatch = None
    ) -> Response:
        """Of a place that is restricted nothing tells where it is."""
        async with desk.pool.acquire() as conn:
            rows, total = await queries.locations(conn, (page - 1) * per_page, per_page)
            changed = await queries.changed_at(conn, desk.clock.now())
        found = [shaping.as_location(json.loads(row["location"]), lang) for row in rows]
        return fresh(hsds.HsdsPage[hsds.Location].of(found, total, page, per_page), changed, known)

    @routes.get(
        "/service_at_locations", response_model=hsds.HsdsPage[hsds.ServiceAtLocation],
        response_model_exclude_none=True, summary="Which service is where",
    )  # fmt: skip
    async def offers(
        service: UUID | None = None, page: Number = 1, per_page: PerPage = 50, lang: Lang = "lv",
        known: IfNoneMatch = None,
    ) -> Response:  # fmt: skip
        async with desk.pool.acquire() as conn:
            rows, total = await queries.offers(conn, service, (page - 1) * per_page, per_page)
            changed = await queries.changed_at(conn, desk.clock.now())
        found = [
            shaping.at_location(
                {**row, "schedules": json.loads(row["schedules"]), "location": json.loads(row["location"])}, lang
            )
            for row in rows
        ]
        return fresh(hsds.HsdsPage[hsds.ServiceAtLocation].of(found, total, page, per_page), changed, known)

    return routes
