"""The institutions that the municipality names, beside the units that it has."""

from fastapi import APIRouter

from services.cases.api.units.views import InstitutionsView, MissingUnit, UnitView
from services.cases.domain.units.institutions import Named, compare
from services.cases.queries import units as queries
from shared.http import allow
from shared.runtime.desk import Desk
from shared.security import Role


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1/institutions", tags=["units"])

    @routes.get(
        "", response_model=InstitutionsView, dependencies=[allow(Role.SUPERVISOR, Role.HEAD)],
        summary="Institutions as named, beside units as they are",
    )  # fmt: skip
    async def institutions() -> InstitutionsView:
        """What is missing and what is extra: the catalogue's organisations, the units that are open, and the number
        that is quoted."""
        quoted = desk.settings.catalogue.institutions
        async with desk.pool.acquire() as conn:
            named = [Named(**row) for row in await queries.organizations(conn)]
            open_units = {row["id"]: row for row in await queries.units(conn, active=True)}
        found = compare(quoted and quoted.count, named, open_units)
        return InstitutionsView(
            quoted=found.quoted, source=quoted and quoted.source, units=found.units, difference=found.difference,
            missing=[MissingUnit.model_validate(one) for one in found.missing],
            unnamed=[UnitView(**open_units[id]) for id in found.unnamed],
        )  # fmt: skip

    return routes
