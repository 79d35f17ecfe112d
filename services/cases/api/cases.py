"""The list of cases, and what may be done with one."""

from datetime import datetime
from uuid import UUID

from fastapi import APIRouter, Response

from services.cases import queries
from services.cases.api.views import Assign, CaseView, Close, OpenCase, Schedule, VisitView
from services.cases.domain import visit, work
from services.cases.domain.case import Case, CaseState
from services.cases.domain.staff import Staff
from services.cases.domain.visit import Visit
from shared.decision import Cause, Decision, World
from shared.http import Answer, Command, IfMatch, Page, Paged, Problem, allow, etag, require_version
from shared.runtime.desk import Desk
from shared.security import Role

READERS = (Role.SOCIAL_WORKER, Role.SUPERVISOR, Role.HEAD)
WORKERS = (Role.SOCIAL_WORKER, Role.SUPERVISOR)


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1/cases", tags=["cases"])

    @routes.get("", response_model=Page[CaseView], dependencies=[allow(*READERS)], summary="Cases, most urgent first")
    async def listed(
        paging: Paged, state: CaseState | None = None, staff: UUID | None = None, unit: UUID | None = None
    ) -> Page[CaseView]:
        async with desk.pool.acquire() as conn:
            rows = await queries.cases(conn, state, staff, unit, paging.after(datetime | None, UUID), paging.fetch)
        return paging.page([CaseView(**row) for row in rows], place=lambda case: (case.due_at, case.id))

    @routes.get("/{case}", response_model=CaseView, dependencies=[allow(*READERS)], summary="One case")
    async def one(case: UUID, response: Response) -> CaseView:
        async with desk.pool.acquire() as conn:
            row = await queries.case(conn, case)
        if row is None:
            raise unknown()
        response.headers["ETag"] = etag(row["version"])
        return CaseView(**row)

    @routes.post("", status_code=201, response_model=CaseView, dependencies=[allow(*WORKERS)], summary="Open a case")
    async def opened(wish: OpenCase, command: Command) -> Response:
        """The service saw the need itself; a case that a referral leads to opens by itself."""
        cause = command.cause(desk.clock.now())

        async def run(conn) -> Answer:
            decided = await desk.decide(
                conn, cause, [(Case, work.case_id(cause))],
                lambda world: work.open_proactively(
                    tuple(wish.subjects), tuple(wish.needs), wish.priority, wish.age_band, cause, desk.rules
                ),
            )  # fmt: skip
            case = decided.world.get(Case, work.case_id(cause))
            return desk.answer(decided, CaseView.model_validate(case), 201, f"/v1/cases/{case.id}", case.version)

        return await command.run(run)

    @routes.post(
        "/{case}/assign", response_model=CaseView, dependencies=[allow(Role.SUPERVISOR)], summary="Give it to somebody"
    )
    async def assign(case: UUID, wish: Assign, command: Command, if_match: IfMatch) -> Response:
        refs = [(Staff, wish.staff)]
        return await change(command, case, if_match, refs, lambda c, w, _: work.assign(c, w.get(Staff, wish.staff)))

    @routes.post("/{case}/close", response_model=CaseView, dependencies=[allow(*WORKERS)], summary="Close it")
    async def close(case: UUID, wish: Close, command: Command, if_match: IfMatch) -> Response:
        """With its outcome, which is also the last receipt of the partner whose referral it was."""
        return await change(command, case, if_match, [], lambda c, _, cause: work.close(c, wish.outcome, cause))

    @routes.post(
        "/{case}/visits",
        status_code=201,
        response_model=VisitView,
        dependencies=[allow(*WORKERS)],
        summary="Plan a visit",
    )
    async def schedule(case: UUID, wish: Schedule, command: Command, if_match: IfMatch) -> Response:
        """By whoever has the case. The version is the case's."""
        planned = command.cause(desk.clock.now()).derive("visit")

        def view(world: World) -> tuple:
            made = world.get(Visit, planned)
            return VisitView.model_validate(made), 201, f"/v1/visits/{made.id}", made.version

        return await change(
            command, case, if_match, [(Visit, planned)],
            lambda c, _, cause: visit.schedule(c, wish.mode, wish.planned_at, cause), view,
        )  # fmt: skip

    async def change(command: Command, id: UUID, if_match: str, refs: list, rule, view=None) -> Response:
        """Decide about one case at the version the caller saw; answer with it, or with what `view` shows."""
        cause: Cause = command.cause(desk.clock.now())

        def decided_by(world: World) -> Decision:
            case = world.get(Case, id)
            if case is None:
                raise unknown()
            require_version(if_match, case.version)
            return rule(case, world, cause)

        async def run(conn) -> Answer:
            decided = await desk.decide(conn, cause, [(Case, id), *refs], decided_by)
            case = decided.world.get(Case, id)
            shown = view(decided.world) if view else (CaseView.model_validate(case), 200, None, case.version)
            return desk.answer(decided, *shown)

        return await command.run(run)

    return routes


def unknown() -> Problem:
    return Problem("not-found", "There is no such case.")
