"""Visits: the day's list, and what became of each."""

from datetime import datetime
from uuid import UUID

from fastapi import APIRouter, Response

from services.cases import queries
from services.cases.api.cases import READERS, WORKERS
from services.cases.api.views import Cancel, Complete, Miss, VisitView
from services.cases.domain import visit as rules
from services.cases.domain.case import Case
from services.cases.domain.visit import Visit, VisitState
from shared.decision import Cause, Decision, World
from shared.http import Answer, Command, IfMatch, Page, Paged, Problem, allow, etag, require_version
from shared.runtime.desk import Desk


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1/visits", tags=["visits"])

    @routes.get("", response_model=Page[VisitView], dependencies=[allow(*READERS)], summary="Visits as planned")
    async def listed(
        paging: Paged, case: UUID | None = None, staff: UUID | None = None, state: VisitState | None = None
    ) -> Page[VisitView]:
        async with desk.pool.acquire() as conn:
            rows = await queries.visits(conn, case, staff, state, paging.after(datetime, UUID), paging.fetch)
        return paging.page([VisitView(**row) for row in rows], place=lambda visit: (visit.planned_at, visit.id))

    @routes.get("/{visit}", response_model=VisitView, dependencies=[allow(*READERS)], summary="One visit")
    async def one(visit: UUID, response: Response) -> VisitView:
        row = await _found(visit)
        response.headers["ETag"] = etag(row["version"])
        return VisitView(**row)

    @routes.post("/{visit}/complete", response_model=VisitView, dependencies=[allow(*WORKERS)], summary="It took place")
    async def complete(visit: UUID, done: Complete, command: Command, if_match: IfMatch) -> Response:
        return await change(
            command,
            visit,
            if_match,
            lambda c, v, cause: rules.complete(c, v, done.mode, done.minutes, done.outcome, cause),
        )

    @routes.post(
        "/{visit}/miss", response_model=VisitView, dependencies=[allow(*WORKERS)], summary="It did not take place"
    )
    async def miss(visit: UUID, why: Miss, command: Command, if_match: IfMatch) -> Response:
        return await change(command, visit, if_match, lambda c, v, _: rules.miss(c, v, why.reason))

    @routes.post("/{visit}/cancel", response_model=VisitView, dependencies=[allow(*WORKERS)], summary="Call it off")
    async def cancel(visit: UUID, why: Cancel, command: Command, if_match: IfMatch) -> Response:
        return await change(command, visit, if_match, lambda c, v, _: rules.cancel(c, v, why.reason))

    async def change(command: Command, id: UUID, if_match: str, rule) -> Response:
        """Decide about one visit at the version the caller saw. A visit never changes its case, so that is read first."""
        case = (await _found(id))["case_id"]
        cause: Cause = command.cause(desk.clock.now())

        def decided_by(world: World) -> Decision:
            visit = world.get(Visit, id)
            require_version(if_match, visit.version)
            return rule(world.get(Case, case), visit, cause)

        async def run(conn) -> Answer:
            decided = await desk.decide(conn, cause, [(Case, case), (Visit, id)], decided_by)
            visit = decided.world.get(Visit, id)
            return desk.answer(decided, VisitView.model_validate(visit), version=visit.version)

        return await command.run(run)

    async def _found(id: UUID):
        async with desk.pool.acquire() as conn:
            row = await queries.visit(conn, id)
        if row is None:
            raise Problem("not-found", "There is no such visit.")
        return row

    return routes
