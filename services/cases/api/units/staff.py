"""Staff: lists, counts and changes; their names by the personal read alone."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from services.cases.api.access import READERS
from services.cases.api.units.scope import must_lead
from services.cases.api.units.views import (
    StaffChangedView,
    StaffCount,
    StaffCounts,
    StaffName,
    StaffNames,
    StaffView,
)
from services.cases.api.units.wishes import ChangeStaff, StaffAsked
from services.cases.domain.units.absence import today
from services.cases.domain.units.staff import Staff, change
from services.cases.domain.units.unit import Unit, must_be_open
from services.cases.queries import units as queries
from shared.contracts.codes import StaffRole
from shared.decision import Cause, Decision, World
from shared.http import Command, IfMatch, Page, Paged, Problem, allow, audit_read, etag
from shared.http.written import Day
from shared.runtime.desk import Desk
from shared.security import Role

SEEN_BY = (*READERS, Role.INTAKE_WORKER)


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1/staff", tags=["staff"])
    readers, leaders = allow(*SEEN_BY), allow(Role.SUPERVISOR, Role.HEAD)

    @routes.get("", response_model=Page[StaffView], dependencies=[readers], summary="Staff, with their open cases")
    async def listed(
        paging: Paged,
        unit: UUID | None = None,
        role: StaffRole | None = None,
        active: bool | None = True,
        present_on: Day | None = None,
    ) -> Page[StaffView]:
        """By code. `unit` includes the units below it and further positions; `present_on` leaves out who is away."""
        wanted = queries.Wanted(unit, role, active, present_on)
        async with desk.pool.acquire() as conn:
            rows = await queries.staff(conn, wanted, today(desk.clock.now()), *paging.after(str), paging.fetch)
        return paging.page([StaffView(**row) for row in rows], place=lambda one: (one.code,))

    @routes.get("/counts", response_model=StaffCounts, dependencies=[readers], summary="How many work where, as what")
    async def counted(unit: UUID | None = None) -> StaffCounts:
        """In the whole service, or in a unit with all below it. Nobody is counted twice."""
        async with desk.pool.acquire() as conn:
            rows = [StaffCount(**row) for row in await queries.counts(conn, unit)]
        return StaffCounts(
            total=sum(row.total for row in rows), absent=sum(row.absent for row in rows), by_unit_and_role=rows
        )

    @routes.post(
        "/read", response_model=StaffNames, summary="Read names of staff",
        dependencies=[allow(*SEEN_BY, Role.SERVICE, personal_data=True)],
    )  # fmt: skip
    async def read(asked: StaffAsked, request: Request) -> StaffNames:
        """Of up to 200 by id. Reading is recorded with who, why and whom, found or not."""
        async with desk.pool.acquire() as conn:
            await audit_read(conn, request, asked.staff)
            rows = await queries.names(conn, asked.staff)
        return StaffNames(names=[StaffName(**row) for row in rows])

    @routes.get("/{staff:uuid}", response_model=StaffView, dependencies=[readers], summary="One member of staff")
    async def one(staff: UUID, response: Response) -> StaffView:
        row = await found(staff)
        response.headers["ETag"] = etag(row["version"])
        return StaffView(**row)

    @routes.post(
        "/{staff:uuid}", response_model=StaffChangedView, dependencies=[leaders], summary="Change a member of staff"
    )
    async def changed(
        staff: UUID, wish: ChangeStaff, request: Request, command: Command, if_match: IfMatch
    ) -> Response:
        """Unit, role, further positions or languages, or that they have left. The configuration does not undo it."""
        seen = await found(staff)
        async with desk.pool.acquire() as conn:
            for unit in (seen["unit"], *wish.units):
                await must_lead(conn, request, unit)
        changes = wish.changes()

        def rule(state: Staff, world: World, cause: Cause) -> Decision:
            for unit in wish.units:
                must_be_open(world.get(Unit, unit), "/unit")
            return change(state, changes, seen["open_cases"])

        units = [(Unit, unit) for unit in wish.units]
        return await desk.change(command, (Staff, staff), if_match, rule, StaffChangedView, refs=units)

    async def found(id: UUID):
        async with desk.pool.acquire() as conn:
            row = await queries.one_of_staff(conn, id, today(desk.clock.now()))
        if row is None:
            raise Problem("not-found", "There is no such member of staff.")
        return row

    return routes
