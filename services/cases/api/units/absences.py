"""Absences: begun, ended and given a deputy by a supervisor, the head, or whoever is away."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from services.cases.api.access import staff_of
from services.cases.api.units.scope import must_lead
from services.cases.api.units.views import Absences, StaffChangedView
from services.cases.api.units.wishes import Appoint, BeginAbsence, EndAbsence
from services.cases.domain.units import presence
from services.cases.domain.units.absence import today
from services.cases.domain.units.staff import Staff, nobody
from services.cases.queries import units as queries
from shared.decision import Ref, World
from shared.http import Command, IfMatch, Problem, actor_of, allow, audit_read, etag
from shared.runtime.desk import Desk
from shared.security import Role


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1/staff/{staff}/absences", tags=["staff"])
    whoever = allow(Role.SOCIAL_WORKER, Role.INTAKE_WORKER, Role.SUPERVISOR, Role.HEAD)
    readers = allow(Role.SUPERVISOR, Role.HEAD, personal_data=True)

    @routes.get("", response_model=Absences, dependencies=[readers], summary="When and why somebody is away")
    async def listed(staff: UUID, request: Request, response: Response) -> Absences:
        """By the supervisor of their unit or the head. Reading is recorded."""
        await must_decide_about(staff, request)
        async with desk.pool.acquire() as conn:
            await audit_read(conn, request, [staff])
            row = await queries.absences(conn, staff)
        response.headers["ETag"] = etag(row["version"])
        return Absences(**row)

    @routes.post("", response_model=StaffChangedView, dependencies=[whoever], summary="Somebody is or will be away")
    async def begin(staff: UUID, wish: BeginAbsence, request: Request, command: Command, if_match: IfMatch) -> Response:
        """It takes effect when its first day begins, and is over after its last. Nobody gives them a case meanwhile."""
        await must_decide_about(staff, request)
        return await desk.change(
            command, (Staff, staff), if_match,
            lambda seen, world, cause: presence.begin(
                seen, wish.reason, wish.first, wish.last, deputy(world, wish.deputy), cause
            ),
            StaffChangedView, refs=named(wish.deputy),
        )  # fmt: skip

    @routes.post(
        "/{absence}/end",
        response_model=StaffChangedView,
        dependencies=[whoever],
        summary="They are back, or stay longer",
    )
    async def end(
        staff: UUID, absence: UUID, wish: EndAbsence, request: Request, command: Command, if_match: IfMatch
    ) -> Response:
        await must_decide_about(staff, request)
        return await desk.change(
            command, (Staff, staff), if_match,
            lambda seen, _, cause: presence.end(seen, absence, wish.last, cause), StaffChangedView,
        )  # fmt: skip

    @routes.post(
        "/{absence}/deputy", response_model=StaffChangedView, dependencies=[whoever], summary="Say who stands in"
    )
    async def appoint(
        staff: UUID, absence: UUID, wish: Appoint, request: Request, command: Command, if_match: IfMatch
    ) -> Response:
        await must_decide_about(staff, request)
        return await desk.change(
            command, (Staff, staff), if_match,
            lambda seen, world, cause: presence.appoint(seen, absence, deputy(world, wish.deputy), cause),
            StaffChangedView, refs=named(wish.deputy),
        )  # fmt: skip

    async def must_decide_about(staff: UUID, request: Request) -> None:
        """Whoever is ill says so themselves; of others, those decide who lead their unit."""
        async with desk.pool.acquire() as conn:
            row = await queries.one_of_staff(conn, staff, today(desk.clock.now()))
            if row is None:
                raise Problem("not-found", "There is no such member of staff.")
            if staff_of(actor_of(request)) != staff:
                await must_lead(conn, request, row["unit"])

    return routes


def named(deputy: UUID | None) -> list[Ref]:
    return [(Staff, deputy)] if deputy else []


def deputy(world: World, id: UUID | None) -> Staff | None:
    """Who is named to stand in. Raises Refusal for nobody's id."""
    if id is None:
        return None
    if (found := world.get(Staff, id)) is None:
        raise nobody("/deputy")
    return found
