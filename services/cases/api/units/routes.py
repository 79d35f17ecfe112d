"""Units: the tree of the service, and what is different about one."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from services.cases.api.access import READERS
from services.cases.api.units.scope import must_lead
from services.cases.api.units.views import UnitChangedView, UnitView
from services.cases.api.units.wishes import ChangeUnit
from services.cases.domain.units.unit import Unit, change, refs
from services.cases.queries import units as queries
from shared.contracts.unit_codes import UnitKind
from shared.http import Command, IfMatch, Problem, allow, etag
from shared.runtime.desk import Desk
from shared.security import Role


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1/units", tags=["units"])
    readers, leaders = allow(*READERS, Role.INTAKE_WORKER), allow(Role.SUPERVISOR, Role.HEAD)

    @routes.get("", response_model=list[UnitView], dependencies=[readers], summary="The units of the service, a tree")
    async def units(
        under: UUID | None = None, kind: UnitKind | None = None, active: bool | None = None
    ) -> list[UnitView]:
        """All at once, by code: who is part of whom says `parent`. `under` gives a unit with all that is part of it."""
        async with desk.pool.acquire() as conn:
            return [UnitView(**row) for row in await queries.units(conn, under, kind, active)]

    @routes.get("/{unit}", response_model=UnitView, dependencies=[readers], summary="One unit")
    async def one(unit: UUID, response: Response) -> UnitView:
        async with desk.pool.acquire() as conn:
            row = await queries.unit(conn, unit)
        if row is None:
            raise Problem("not-found", "There is no such unit.")
        response.headers["ETag"] = etag(row["version"])
        return UnitView(**row)

    @routes.post("/{unit}", response_model=UnitChangedView, dependencies=[leaders], summary="Change a unit")
    async def changed(unit: UUID, wish: ChangeUnit, request: Request, command: Command, if_match: IfMatch) -> Response:
        """Its name, its place in the tree, its head, or that it is closed. The configuration does not undo it."""
        async with desk.pool.acquire() as conn:
            await must_lead(conn, request, unit)
        changes = wish.changes()
        return await desk.change(
            command, (Unit, unit), if_match,
            lambda seen, world, _: change(world, seen, changes, desk.rules), UnitChangedView, refs=refs(unit, changes),
        )  # fmt: skip

    return routes
