"""Who carries what: by worker for those who lead, signs of strain for the head, means of many for everybody."""

from uuid import UUID

from fastapi import APIRouter, Request

from services.cases.api.access import READERS
from services.cases.api.caseload.reading import held, loads
from services.cases.api.caseload.views import LoadView, MeanView, Strains, StrainView
from services.cases.api.units.scope import units_of
from services.cases.queries import units as unit_queries
from shared.caseload.strain import means, signal
from shared.http import Page, Paged, allow, audit_read
from shared.runtime.desk import Desk
from shared.security import Role


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1/caseload", tags=["caseload"])
    leaders, head = allow(Role.SUPERVISOR, Role.HEAD), allow(Role.HEAD, personal_data=True)

    @routes.get("", response_model=Page[LoadView], dependencies=[leaders], summary="What everybody carries")
    async def listed(request: Request, paging: Paged, unit: UUID | None = None) -> Page[LoadView]:
        """The heaviest load first: of a supervisor's own units and the ones below, of all for the head."""
        rules = held(desk)
        async with desk.pool.acquire() as conn:
            mine = await units_of(conn, request)
            if unit:
                below = [row["id"] for row in await unit_queries.units(conn, unit)]
                mine = [one for one in below if mine is None or one in mine]
            _, carried = await loads(conn, desk, rules, mine)
        heaviest = sorted(carried.values(), key=lambda one: (-one.percent, str(one.staff)))
        percent, staff = paging.after(int, UUID)
        rest = [one for one in heaviest if staff is None or (-one.percent, str(one.staff)) > (-percent, str(staff))]
        views = [LoadView.model_validate(one) for one in rest[: paging.fetch]]
        return paging.page(views, place=lambda one: (one.percent, one.staff))

    @routes.get("/strain", response_model=Strains, dependencies=[head], summary="Whose work may make them ill")
    async def strain(request: Request) -> Strains:
        """For the head alone, with the reasons. Reading is recorded with whom it was about."""
        rules = held(desk)
        async with desk.pool.acquire() as conn:
            _, carried = await loads(conn, desk, rules, None)
            await audit_read(conn, request, carried)
        signals = sorted(
            (signal(one, rules.strain) for one in carried.values()),
            key=lambda one: (-len(one.reasons), -one.load.percent, str(one.load.staff)),
        )
        shown = [
            StrainView(
                staff=one.load.staff, unit=one.load.unit, percent=one.load.percent, after_hours=one.load.after_hours,
                violence=one.load.violence, reasons=list(one.reasons), strained=one.strained,
            )
            for one in signals
        ]  # fmt: skip
        return Strains(rule=rules.strain.code, source=rules.strain.source, staff=shown)

    @routes.get(
        "/means", response_model=list[MeanView], dependencies=[allow(*READERS, Role.INTAKE_WORKER)],
        summary="Mean loads of many",
    )  # fmt: skip
    async def of_many() -> list[MeanView]:
        """By unit where enough people work; small units are taken together. Nobody can be told from it."""
        rules = held(desk)
        async with desk.pool.acquire() as conn:
            _, carried = await loads(conn, desk, rules, None)
        signals = [signal(one, rules.strain) for one in carried.values()]
        return [MeanView.model_validate(one) for one in means(signals, desk.settings.caseload.least_people)]

    return routes
