"""The list of cases, and what may be done with one."""

from datetime import datetime
from uuid import UUID

from fastapi import APIRouter, Request, Response

from services.cases.api import access
from services.cases.api.access import READERS, WORKERS
from services.cases.api.views import Assign, CaseView, Close, OpenCase
from services.cases.domain import work
from services.cases.domain.access import Part
from services.cases.domain.case import Case, CaseState
from services.cases.domain.units.staff import Staff
from services.cases.queries import cases as queries
from shared.http import Command, IfMatch, Page, Paged, actor_of, allow, etag
from shared.runtime.desk import Desk
from shared.security import Role


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1/cases", tags=["cases"])
    readers, workers = allow(*READERS, personal_data=True), allow(*WORKERS)

    @routes.get("", response_model=Page[CaseView], dependencies=[readers], summary="Cases, most urgent first")
    async def listed(
        request: Request,
        paging: Paged,
        state: CaseState | None = None,
        staff: UUID | None = None,
        unit: UUID | None = None,
    ) -> Page[CaseView]:
        async with desk.pool.acquire() as conn:
            sight = await access.sight(conn, actor_of(request), desk.clock.now())
            after = paging.after(datetime | None, UUID)
            rows = await queries.cases(conn, sight, state, staff, unit, after, paging.fetch)
            await access.record(conn, request, [row["id"] for row in rows])
        return paging.page([CaseView(**row) for row in rows], place=lambda case: (case.due_at, case.id))

    @routes.get("/{case}", response_model=CaseView, dependencies=[readers], summary="One case")
    async def one(case: UUID, request: Request, response: Response) -> CaseView:
        async with desk.pool.acquire() as conn:
            await access.read(conn, request, case, Part.SUMMARY, desk.clock.now())
            row = await queries.case(conn, case)
        response.headers["ETag"] = etag(row["version"])
        return CaseView(**row)

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

    @routes.post(
        "/{case}/assign", response_model=CaseView, dependencies=[allow(Role.SUPERVISOR)], summary="Give it to somebody"
    )
    async def assign(case: UUID, wish: Assign, request: Request, command: Command, if_match: IfMatch) -> Response:
        await access.change(desk, request, case)
        whom = (Staff, wish.staff)
        return await desk.change(
            command, (Case, case), if_match,
            lambda seen, world, cause: work.assign(seen, world.get(*whom), cause), CaseView, refs=[whom],
        )  # fmt: skip

    @routes.post("/{case}/close", response_model=CaseView, dependencies=[workers], summary="Close it")
    async def close(case: UUID, wish: Close, request: Request, command: Command, if_match: IfMatch) -> Response:
        """With its outcome, which is also the last receipt of the partner whose referral it was."""
        await access.change(desk, request, case)
        return await desk.change(
            command, (Case, case), if_match, lambda seen, _, cause: work.close(seen, wish.outcome, cause), CaseView
        )

    return routes
