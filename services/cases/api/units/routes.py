"""Units and staff, as configured."""

from fastapi import APIRouter

from services.cases.api.access import READERS
from services.cases.api.units.views import StaffView, UnitView
from services.cases.queries import units as queries
from shared.http import allow
from shared.runtime.desk import Desk
from shared.security import Role


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1", tags=["units"], dependencies=[allow(*READERS, Role.INTAKE_WORKER)])

    @routes.get("/units", response_model=list[UnitView], summary="The units that cases are given to")
    async def units() -> list[UnitView]:
        async with desk.pool.acquire() as conn:
            return [UnitView(**row) for row in await queries.units(conn)]

    @routes.get("/staff", response_model=list[StaffView], summary="Staff, with how many open cases each has")
    async def staff() -> list[StaffView]:
        async with desk.pool.acquire() as conn:
            return [StaffView(**row) for row in await queries.staff(conn)]

    return routes
