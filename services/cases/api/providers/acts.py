"""What a provider reports: a service starts, rests, goes on and ends with its result; and how much there is of it."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from services.cases.api.capacity.views import OfferRow, SayCapacity
from services.cases.api.providers.account import PROVIDER, provider_of
from services.cases.api.providers.views import CapacitySaid, ProvidedCapacity, ProvidedView
from services.cases.api.requests import changing
from services.cases.api.requests.changing import Rule
from services.cases.api.requests.views import EndService, Interrupt, StartService
from services.cases.domain.capacity.capacity import Capacity
from services.cases.domain.capacity.saying import say
from services.cases.domain.places import using
from services.cases.domain.providers.provider import require
from services.cases.domain.requests.acts import RequestAct
from services.cases.queries import capacity as of_capacity
from services.cases.queries import provided
from services.cases.queries.capacity import Wanted
from shared.http import Command, IfMatch, Page, Paged, Problem
from shared.runtime.desk import Desk


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1/provider", tags=["providers"], dependencies=[PROVIDER])

    def post(act: RequestAct, summary: str):
        path = f"/requests/{{service_request}}/{act}"
        return routes.post(path, response_model=ProvidedView, summary=summary)

    @post(RequestAct.START, "The service begins")
    async def start(
        service_request: UUID, wish: StartService, request: Request, command: Command, if_match: IfMatch
    ) -> Response:
        return await report(
            RequestAct.START, service_request, request, command, if_match,
            lambda line, seen: using.start(line, seen, wish.started_at, wish.ends_at),
        )  # fmt: skip

    @post(RequestAct.INTERRUPT, "It rests for a time")
    async def interrupt(
        service_request: UUID, wish: Interrupt, request: Request, command: Command, if_match: IfMatch
    ) -> Response:
        """The place stays theirs."""
        return await report(
            RequestAct.INTERRUPT, service_request, request, command, if_match,
            lambda line, seen: using.interrupt(line, seen, wish.reason),
        )  # fmt: skip

    @post(RequestAct.RESUME, "It goes on")
    async def resume(service_request: UUID, request: Request, command: Command, if_match: IfMatch) -> Response:
        return await report(RequestAct.RESUME, service_request, request, command, if_match, using.resume)

    @post(RequestAct.END, "It ends, with its result")
    async def end(
        service_request: UUID, wish: EndService, request: Request, command: Command, if_match: IfMatch
    ) -> Response:
        """The place is offered to whoever is next in line. Whoever accepted and never came has no result."""
        return await report(
            RequestAct.END, service_request, request, command, if_match,
            lambda line, seen: using.end(line, seen, wish.reason, wish.result), frees=True,
        )  # fmt: skip

    @routes.get("/capacity", response_model=Page[ProvidedCapacity], summary="How much there is at your places")
    async def capacities(request: Request, paging: Paged) -> Page[ProvidedCapacity]:
        """Rooms, staff and places now, what was said of each, and how many places are offered or taken."""
        wanted = Wanted(organizations=provider_of(desk, request).organizations)
        async with desk.pool.acquire() as conn:
            rows = await of_capacity.capacities(conn, wanted, paging.after(str, str), paging.fetch)
        found = [ProvidedCapacity.of(OfferRow(**row), desk.clock.now()) for row in rows]
        return paging.page(found, place=lambda one: (one.service_code, one.place_code))

    @routes.post("/capacity/{offer}", response_model=CapacitySaid, summary="Say how much there is")
    async def said(offer: UUID, wish: SayCapacity, request: Request, command: Command, if_match: IfMatch) -> Response:
        """From now on or from an instant to come. Less than is used puts nobody out, and nobody new comes in."""
        async with desk.pool.acquire() as conn:
            row = await of_capacity.capacity(conn, offer)
        if row is None or row["organization"] not in provider_of(desk, request).organizations:
            raise Problem("not-found", "There is no service at a place with this id.")
        return await desk.change(
            command, (Capacity, offer), if_match,
            lambda seen, _, cause: say(seen, wish.part, wish.count, wish.serves, wish.from_at, cause), CapacitySaid,
        )  # fmt: skip

    async def report(
        act: RequestAct, id: UUID, request: Request, command: Command, if_match: str, rule: Rule, *,
        frees: bool = False,
    ) -> Response:  # fmt: skip
        async with desk.pool.acquire() as conn:
            before = await provided.request(conn, provider_of(desk, request).organizations, id)
        if before is None:
            raise Problem("not-found", "There is no such request.")

        def reported(line, seen):
            require(seen, act)
            return rule(line, seen)

        return await changing.change(desk, command, before, if_match, reported, ProvidedView, frees=frees)

    return routes
