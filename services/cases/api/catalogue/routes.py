"""The public catalogue for anybody, without a token, as HSDS 3.0 has it: lists in pages, one service whole."""

import json
from collections.abc import Awaitable, Callable
from datetime import date
from typing import Annotated
from uuid import UUID

import asyncpg
from fastapi import APIRouter, Query, Response
from pydantic import BaseModel

from services.cases.api.catalogue import hsds, shaping
from services.cases.api.catalogue.asked import Near, OffersOf, Search, Turn
from services.cases.api.catalogue.fresh import NOT_MODIFIED, IfNoneMatch, fresh
from services.cases.api.catalogue.shaping import Lang, Row
from services.cases.queries import catalogue as queries
from shared.calendar import RIGA
from shared.http import REFUSING, Problem, public
from shared.runtime.desk import Desk


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1/catalogue", tags=["catalogue"], dependencies=[public()], responses=NOT_MODIFIED)

    @routes.get("", response_model=hsds.ApiRoot, summary="Which specification this is")
    async def root(known: IfNoneMatch = None) -> Response:
        async with desk.pool.acquire() as conn:
            changed = await queries.changed_at(conn, today())
        return fresh(hsds.ApiRoot(openapi_url="/openapi.json", changed_at=changed), changed, known)

    @routes.get(
        "/services", response_model=hsds.HsdsPage[hsds.Service], response_model_exclude_none=True, responses=REFUSING,
        summary="Services that fit",
    )  # fmt: skip
    async def services(search: Annotated[Search, Query()], known: IfNoneMatch = None) -> Response:
        """Each whole, with who provides it and where. Filters narrow: what is for everybody fits every group."""
        day = today()
        wanted = search.wanted(desk.rules.calendar.is_holiday)
        return await page(
            search, known, hsds.Service, lambda row: shaping.service(row, search.lang, day),
            lambda conn: queries.services(conn, wanted, search.around, day, search.offset, search.per_page),
        )  # fmt: skip

    @routes.get(
        "/services/{service}", response_model=hsds.Service, response_model_exclude_none=True, summary="One service"
    )
    async def one(service: UUID, lang: Lang = "lv", known: IfNoneMatch = None) -> Response:
        day = today()
        async with desk.pool.acquire() as conn:
            row = await queries.service(conn, service, day)
            changed = await queries.changed_at(conn, day)
        if row is None:
            raise Problem("not-found", "There is no such service.")
        return fresh(shaping.service(row, lang, day), changed, known)

    @routes.get(
        "/organizations", response_model=hsds.HsdsPage[hsds.Organization], response_model_exclude_none=True,
        summary="Who provides services",
    )  # fmt: skip
    async def organizations(turn: Annotated[Turn, Query()], known: IfNoneMatch = None) -> Response:
        return await page(
            turn, known, hsds.Organization,
            lambda row: shaping.as_organization(json.loads(row["organization"]), turn.lang),
            lambda conn: queries.organizations(conn, turn.offset, turn.per_page),
        )  # fmt: skip

    @routes.get(
        "/locations", response_model=hsds.HsdsPage[hsds.Location], response_model_exclude_none=True, responses=REFUSING,
        summary="Where services are",
    )  # fmt: skip
    async def locations(turn: Annotated[Near, Query()], known: IfNoneMatch = None) -> Response:
        """Of a place that is restricted nothing tells where it is."""
        return await page(
            turn, known, hsds.Location,
            lambda row: shaping.as_location(json.loads(row["location"]), turn.lang, row["distance_km"]),
            lambda conn: queries.locations(conn, turn.around, turn.offset, turn.per_page),
        )  # fmt: skip

    @routes.get(
        "/service_at_locations", response_model=hsds.HsdsPage[hsds.ServiceAtLocation], responses=REFUSING,
        response_model_exclude_none=True, summary="Which service is where",
    )  # fmt: skip
    async def offers(turn: Annotated[OffersOf, Query()], known: IfNoneMatch = None) -> Response:
        def shape(row: Row) -> hsds.ServiceAtLocation:
            read = {name: json.loads(row[name]) for name in ("schedules", "location")}
            return shaping.at_location({**row, **read}, turn.lang)

        return await page(
            turn, known, hsds.ServiceAtLocation, shape,
            lambda conn: queries.offers(conn, turn.service, turn.around, turn.offset, turn.per_page),
        )  # fmt: skip

    async def page(
        turn: Turn,
        known: str | None,
        kind: type[BaseModel],
        shape: Callable[[Row], BaseModel],
        read: Callable[[asyncpg.Connection], Awaitable[tuple[list[Row], int]]],
    ) -> Response:
        async with desk.pool.acquire() as conn:
            rows, total = await read(conn)
            changed = await queries.changed_at(conn, today())
        found = [shape(row) for row in rows]
        return fresh(hsds.HsdsPage[kind].of(found, total, turn.page, turn.per_page), changed, known)

    def today() -> date:
        return desk.clock.now().astimezone(RIGA).date()

    return routes
