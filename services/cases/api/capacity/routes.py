"""Capacity for whoever coordinates: what can be used now and at a date, what holds it back, and saying how much is."""

from datetime import datetime, timedelta
from uuid import UUID

import asyncpg
from fastapi import APIRouter, Response

from services.cases.api.access import READERS
from services.cases.api.capacity.views import (
    CapacityView,
    CapacityWithHistory,
    OfferRow,
    SaidNow,
    SaidView,
    SayCapacity,
)
from services.cases.domain.capacity.capacity import Capacity
from services.cases.domain.capacity.expected import WINDOW_DAYS, Turnover
from services.cases.domain.capacity.saying import say
from services.cases.queries import capacity as queries
from services.cases.queries.capacity import Wanted
from shared.calendar import RIGA
from shared.contracts.catalogue_codes import ServiceKind
from shared.http import Command, IfMatch, Page, Paged, Problem, allow, etag
from shared.http.written import Instant
from shared.runtime.desk import Desk
from shared.security import Role

_NOBODY_YET = Turnover(0, 0, None)


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1/capacity", tags=["capacity"])
    readers, leaders = allow(*READERS), allow(Role.SUPERVISOR, Role.HEAD)

    @routes.get("", response_model=Page[CapacityView], dependencies=[readers], summary="What can be used, and what not")
    async def listed(
        paging: Paged,
        at: Instant | None = None,
        service: UUID | None = None,
        organization: UUID | None = None,
        kind: ServiceKind | None = None,
    ) -> Page[CapacityView]:
        """Each service at each place: rooms, staff and places now, and at an instant `at`; the least can be used."""
        wanted = Wanted(service, (organization,) if organization else None, kind)
        async with desk.pool.acquire() as conn:
            found = await queries.capacities(conn, wanted, paging.after(str, str), paging.fetch)
            views = await shown(conn, [OfferRow(**row) for row in found], at)
        return paging.page(views, place=lambda view: (view.service_code, view.place_code))

    @routes.get("/{offer}", response_model=CapacityWithHistory, dependencies=[readers], summary="One, with its history")
    async def one(offer: UUID, response: Response, at: Instant | None = None) -> CapacityWithHistory:
        async with desk.pool.acquire() as conn:
            found = await queries.capacity(conn, offer)
            if found is None:
                raise Problem("not-found", "There is no service at a place with this id.")
            row = OfferRow(**found)
            (view,) = await shown(conn, [row], at)
        response.headers["ETag"] = etag(view.version)
        said = [SaidView.model_validate(one) for one in reversed(row.said)]
        return CapacityWithHistory(**dict(view), said=said)

    @routes.post("/{offer}", response_model=SaidNow, dependencies=[leaders], summary="Say how much there is")
    async def changed(offer: UUID, wish: SayCapacity, command: Command, if_match: IfMatch) -> Response:
        """From now on or from an instant to come; what was said stays its history. Less than is used is taken: it is
        overbooked then, nobody is put out, and nobody new comes in."""
        return await desk.change(
            command, (Capacity, offer), if_match,
            lambda capacity, _, cause: say(capacity, wish.part, wish.count, wish.serves, wish.from_at, cause), SaidNow,
        )  # fmt: skip

    async def shown(conn: asyncpg.Connection, rows: list[OfferRow], at: datetime | None) -> list[CapacityView]:
        now = desk.clock.now()
        units, day = [row.unit for row in rows if row.unit], (at or now).astimezone(RIGA).date()
        present = await queries.present(conn, units, day)
        turnovers = await queries.turnovers(conn, [row.offer for row in rows], now - timedelta(days=WINDOW_DAYS))
        return [
            CapacityView.of(
                row, now, at, present.get((row.unit, row.role), 0) if row.unit and row.role else None,
                turnovers.get(row.offer, _NOBODY_YET),
            )
            for row in rows
        ]  # fmt: skip

    return routes
