"""The route of a worker or a team for one day: in which order, in which area. Addresses are read from intake."""

import csv
from datetime import datetime, time, timedelta
from io import StringIO
from typing import Annotated
from uuid import UUID

import asyncpg
from fastapi import APIRouter, Query, Request, Response

from services.cases.api import access
from services.cases.api.access import READERS
from services.cases.api.shape import View
from services.cases.domain.access import Part
from services.cases.domain.visits.visit import VisitState
from services.cases.queries import visits as queries
from shared.calendar import RIGA
from shared.contracts.contact_codes import VisitPlace
from shared.contracts.fields import AtvkCode
from shared.http import actor_of, allow
from shared.http.written import Day
from shared.runtime.desk import Desk

_CSV = {200: {"content": {"text/csv": {"schema": {"type": "string"}}}, "description": "The route"}}
_COLUMNS = ("planned_at", "area", "place", "state", "staff", "companion", "case_id", "id")


class StopView(View):
    """A stop of the route: a visit in person."""

    id: UUID
    case_id: UUID
    subjects: list[UUID]
    """Whom it is about; names and address by intake's `POST /v1/people/read`."""
    staff: UUID
    companion: UUID | None
    planned_at: datetime
    area: AtvkCode | None
    place: VisitPlace | None
    state: VisitState


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(
        prefix="/v1/visits", tags=["visits"], dependencies=[allow(*READERS, personal_data=True)]
    )  # fmt: skip

    Team = Annotated[list[UUID], Query(max_length=20, description="Who drives: one worker, or those of a team")]

    @routes.get("/route", response_model=list[StopView], summary="The route of a day")
    async def route(request: Request, day: Day, staff: Team) -> list[StopView]:
        """By time, then by area."""
        return [StopView(**row) for row in await stops(request, day, staff)]

    @routes.get("/route.csv", response_class=Response, responses=_CSV, summary="The route of a day, to print")
    async def table(request: Request, day: Day, staff: Team) -> Response:
        out = StringIO()
        rows = csv.writer(out)
        rows.writerow(_COLUMNS)
        for row in await stops(request, day, staff):
            at = row["planned_at"].astimezone(RIGA).strftime("%Y-%m-%d %H:%M")
            rows.writerow([at, *(row[name] for name in _COLUMNS[1:])])
        headers = {"Content-Disposition": f'attachment; filename="route-{day}.csv"'}
        return Response(out.getvalue(), media_type="text/csv; charset=utf-8", headers=headers)

    async def stops(request: Request, day: Day, staff: list[UUID]) -> list[asyncpg.Record]:
        begins = datetime.combine(day, time.min, RIGA)
        ends = datetime.combine(day + timedelta(days=1), time.min, RIGA)
        async with desk.pool.acquire() as conn:
            sight = await access.sight(conn, actor_of(request), desk.clock.now(), Part.VISITS)
            rows = await queries.route(conn, sight, begins, ends, staff)
            await access.record(conn, request, [row["case_id"] for row in rows])
        return rows

    return routes
