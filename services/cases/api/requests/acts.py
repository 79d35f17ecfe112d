"""What people do with a request: ask, decide, accept or decline a place, start, interrupt, resume, end."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from services.cases.api import access
from services.cases.api.access import WORKERS
from services.cases.api.requests import changing, found, views
from services.cases.api.requests.changing import Rule
from services.cases.api.requests.sensitive import must_know
from services.cases.api.requests.views import RequestView
from services.cases.domain.case import Case
from services.cases.domain.catalogue.service import Service
from services.cases.domain.catalogue.service_at_location import ServiceAtLocation
from services.cases.domain.places import offering, using
from services.cases.domain.requests import asking
from services.cases.domain.requests.asking import Verdict, Wish
from services.cases.domain.requests.request import ServiceRequest
from services.cases.queries import places
from shared.decision import Cause, Decision, Ref, World
from shared.http import Command, IfMatch, allow
from shared.runtime.desk import Desk
from shared.security import Role

DECIDERS = (Role.SUPERVISOR,)


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1", tags=["requests"])
    workers = allow(*WORKERS)

    def post(path: str, summary: str, who=workers):
        return routes.post(
            f"/requests/{{service_request}}{path}", response_model=RequestView, dependencies=[who], summary=summary
        )

    @routes.post(
        "/cases/{case}/requests", status_code=201, response_model=RequestView, dependencies=[workers],
        tags=["cases"], summary="Request a service, anew or to go on",
    )  # fmt: skip
    async def ask(case: UUID, wish: views.AskForService, request: Request, command: Command) -> Response:
        """For somebody of the case. It is decided by the time that the municipality's rule says (`decide_by`)."""
        await access.change(desk, request, case)
        await must_know(desk, request, case, wish.offer)
        wanted = Wish(**wish.model_dump())
        async with desk.pool.acquire() as conn:
            row = await places.offer(conn, wish.offer)
        made = (ServiceRequest, asking.request_id(command.cause(desk.clock.now())))
        offered: list[Ref] = [(ServiceAtLocation, wish.offer), *([(Service, row["service"])] if row else [])]
        renewed: list[Ref] = [(ServiceRequest, wish.renews)] if wish.renews else []

        def rule(world: World, cause: Cause) -> Decision:
            service = world.get(Service, row["service"]) if row else None
            place = world.get(ServiceAtLocation, wish.offer)
            seen = world.get(Case, case)
            rules = desk.rules
            return asking.request(world, seen, wanted, place, service, cause, rules.places, rules.calendar)

        refs = [(Case, case), *offered, *renewed]
        return await desk.make(command, made, f"/v1/requests/{made[1]}", rule, RequestView, refs=refs)

    @post("/decide", "Grant it or refuse it", allow(*DECIDERS))
    async def decide(
        service_request: UUID, wish: views.Decide, request: Request, command: Command, if_match: IfMatch
    ) -> Response:
        """A refusal has its reason, and says until when and where it may be contested. What is granted anew waits."""
        verdict = Verdict(**wish.model_dump())
        return await change(
            service_request, request, command, if_match,
            lambda line, seen: asking.decide(line, seen, verdict, desk.rules.places),
        )  # fmt: skip

    @post("/accept", "They take the place")
    async def accept(service_request: UUID, request: Request, command: Command, if_match: IfMatch) -> Response:
        """Once, and before `answer_due`."""
        return await change(service_request, request, command, if_match, offering.accept)

    @post("/decline", "They do not take the place")
    async def decline(
        service_request: UUID, wish: views.Decline, request: Request, command: Command, if_match: IfMatch
    ) -> Response:
        """Whoever postpones keeps their turn, and whoever refuses waits no longer. The next in line is offered it."""
        return await change(
            service_request, request, command, if_match,
            lambda line, seen: offering.decline(line, seen, wish.reason, wish.until), frees=True,
        )  # fmt: skip

    @post("/still-waits", "They were reached, and still wait")
    async def still_waits(
        service_request: UUID, wish: views.StillWaits, request: Request, command: Command, if_match: IfMatch
    ) -> Response:
        return await change(
            service_request, request, command, if_match, lambda line, seen: offering.confirm(line, seen, wish.until)
        )

    @post("/start", "The service begins")
    async def start(
        service_request: UUID, wish: views.StartService, request: Request, command: Command, if_match: IfMatch
    ) -> Response:
        """With its end, a task tells in time that its renewal is due."""
        return await change(
            service_request, request, command, if_match,
            lambda line, seen: using.start(line, seen, wish.started_at, wish.ends_at),
        )  # fmt: skip

    @post("/interrupt", "It rests for a time")
    async def interrupt(
        service_request: UUID, wish: views.Interrupt, request: Request, command: Command, if_match: IfMatch
    ) -> Response:
        return await change(
            service_request, request, command, if_match, lambda line, seen: using.interrupt(line, seen, wish.reason)
        )

    @post("/resume", "It goes on")
    async def resume(service_request: UUID, request: Request, command: Command, if_match: IfMatch) -> Response:
        return await change(service_request, request, command, if_match, using.resume)

    @post("/end", "It ends, or they wait no longer")
    async def end(
        service_request: UUID, wish: views.EndService, request: Request, command: Command, if_match: IfMatch
    ) -> Response:
        """A place that becomes free is offered to whoever is next in line."""
        return await change(
            service_request, request, command, if_match,
            lambda line, seen: using.end(line, seen, wish.reason, wish.result), frees=True,
        )  # fmt: skip

    async def change(
        id: UUID, request: Request, command: Command, if_match: str, rule: Rule, *, frees: bool = False
    ) -> Response:
        before = await found.change(desk, request, id)
        return await changing.change(desk, command, before, if_match, rule, RequestView, frees=frees)

    return routes
