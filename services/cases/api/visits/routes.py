"""Visits: the day's list, and what became of each."""

from datetime import datetime
from uuid import UUID

import asyncpg
from fastapi import APIRouter, Request, Response

from services.cases.api import access
from services.cases.api.access import READERS, WORKERS
from services.cases.api.visits.views import Cancel, Complete, Miss, VisitView
from services.cases.domain.access import Part
from services.cases.domain.case import Case
from services.cases.domain.visits import visit as rules
from services.cases.domain.visits.visit import Visit, VisitState
from services.cases.queries import visits as queries
from shared.decision import Cause, Decision
from shared.http import Command, IfMatch, Page, Paged, Problem, actor_of, allow, etag
from shared.runtime.desk import Desk


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1/visits", tags=["visits"])
    readers, workers = allow(*READERS, personal_data=True), allow(*WORKERS)

    @routes.get("", response_model=Page[VisitView], dependencies=[readers], summary="Visits as planned")
    async def listed(
        request: Request,
        paging: Paged,
        case: UUID | None = None,
        staff: UUID | None = None,
        state: VisitState | None = None,
    ) -> Page[VisitView]:
        async with desk.pool.acquire() as conn:
            sight = await access.sight(conn, actor_of(request), desk.clock.now())
            rows = await queries.visits(conn, sight, case, staff, state, paging.after(datetime, UUID), paging.fetch)
            await access.record(conn, request, [row["case_id"] for row in rows])
        return paging.page([VisitView(**row) for row in rows], place=lambda visit: (visit.planned_at, visit.id))

    @routes.get("/{visit}", response_model=VisitView, dependencies=[readers], summary="One visit")
    async def one(visit: UUID, request: Request, response: Response) -> VisitView:
        row = await found(visit)
        async with desk.pool.acquire() as conn:
            await access.read(conn, request, row["case_id"], Part.VISITS, desk.clock.now())
        response.headers["ETag"] = etag(row["version"])
        return VisitView(**row)

    @routes.post("/{visit}/complete", response_model=VisitView, dependencies=[workers], summary="It took place")
    async def complete(visit: UUID, done: Complete, request: Request, command: Command, if_match: IfMatch) -> Response:
        def rule(case: Case, seen: Visit, cause: Cause) -> Decision:
            return rules.complete(case, seen, done.mode, done.minutes, done.outcome, cause)

        return await change(request, command, visit, if_match, rule)

    @routes.post("/{visit}/miss", response_model=VisitView, dependencies=[workers], summary="It did not take place")
    async def miss(visit: UUID, why: Miss, request: Request, command: Command, if_match: IfMatch) -> Response:
        return await change(request, command, visit, if_match, lambda case, seen, _: rules.miss(case, seen, why.reason))

    @routes.post("/{visit}/cancel", response_model=VisitView, dependencies=[workers], summary="Call it off")
    async def cancel(visit: UUID, why: Cancel, request: Request, command: Command, if_match: IfMatch) -> Response:
        return await change(
            request, command, visit, if_match, lambda case, seen, _: rules.cancel(case, seen, why.reason)
        )

    async def change(request: Request, command: Command, id: UUID, if_match: str, rule) -> Response:
        """A visit changes together with its case. It never moves to another one, so which that is can be read first."""
        case = (Case, (await found(id))["case_id"])
        await access.change(desk, request, case[1])
        return await desk.change(
            command, (Visit, id), if_match, lambda seen, world, cause: rule(world.get(*case), seen, cause), VisitView,
            refs=[case],
        )  # fmt: skip

    async def found(id: UUID) -> asyncpg.Record:
        async with desk.pool.acquire() as conn:
            row = await queries.visit(conn, id)
        if row is None:
            raise Problem("not-found", "There is no such visit.")
        return row

    return routes
