"""Visits: the day's list, one visit with what may be done, and the rules that hold."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from services.cases.api import access
from services.cases.api.access import LET_IN, READERS
from services.cases.api.mode.routes import AS_JSON
from services.cases.api.visits.entry import detail, rules_view
from services.cases.api.visits.views import VisitDetail, VisitRulesView, VisitView
from services.cases.domain.access import Part
from services.cases.domain.mode import mode_at
from services.cases.domain.visits.visit import VisitState
from services.cases.queries import cases as of_cases
from services.cases.queries import mode as of_mode
from services.cases.queries import visits as queries
from shared.http import Page, Paged, actor_of, allow, etag
from shared.http.written import ClockTime
from shared.runtime.desk import Desk


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1/visits", tags=["visits"])
    readers = allow(*LET_IN, personal_data=True)

    @routes.get("", response_model=Page[VisitView], dependencies=[readers], summary="Visits as planned")
    async def listed(
        request: Request,
        paging: Paged,
        case: UUID | None = None,
        staff: Annotated[UUID | None, Query(description="Whoever makes the visit, or goes along")] = None,
        state: VisitState | None = None,
        series: UUID | None = None,
        begins: Annotated[ClockTime | None, Query(description="Planned for then or later")] = None,
        until: Annotated[ClockTime | None, Query(description="Planned for before then")] = None,
        silent: Annotated[bool, Query(description="Only those where somebody alone missed a check-in")] = False,
    ) -> Page[VisitView]:
        wanted = queries.Wanted(case, staff, state, series, begins, until, silent)
        async with desk.pool.acquire() as conn:
            sight = await access.sight(conn, actor_of(request), desk.clock.now(), Part.VISITS)
            rows = await queries.visits(conn, sight, wanted, paging.after(datetime, UUID), paging.fetch)
            await access.record(conn, request, [row["case_id"] for row in rows])
        return paging.page([VisitView(**row) for row in rows], place=lambda visit: (visit.planned_at, visit.id))

    @routes.get(
        "/rules", response_model=VisitRulesView, dependencies=[allow(*READERS)], summary="What holds for visits today"
    )
    async def rules() -> VisitRulesView:
        """The safety checklist to answer, and who may go alone; each with its source."""
        return rules_view(desk.rules.visits, desk.clock.now())

    @routes.get("/{visit}", response_model=VisitDetail, dependencies=[readers], summary="One visit")
    async def one(visit: UUID, request: Request, response: Response) -> VisitDetail:
        """With what may be done next, why the rest may not, and what it asks for before it begins."""
        now = desk.clock.now()
        async with desk.pool.acquire() as conn:
            row = await queries.visit(conn, visit)
            if row is None:
                raise access.nothing()
            await access.read(conn, request, row["case_id"], Part.VISITS, now)
            case = await of_cases.case(conn, row["case_id"])
            holds = mode_at(AS_JSON.validate_json(await of_mode.mode(conn)).periods, now)
        response.headers["ETag"] = etag(row["version"])
        excepted = desk.rules.justified_home_visits(holds, now) is not None
        return detail(row, case, desk.rules.visits, now, excepted)

    return routes
