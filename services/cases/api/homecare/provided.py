"""What a provider says of the hours of home care that it gave at its own places."""

from datetime import datetime
from uuid import UUID

from fastapi import APIRouter, Request, Response

from services.cases.api.homecare.views import CareEntryView, CorrectCare, ProvidedCare
from services.cases.api.providers.account import PROVIDER, PROVIDER_WHO_READS, provider_of
from services.cases.domain.homecare import entry as rules
from services.cases.domain.homecare.entry import CareEntry, Done
from services.cases.domain.requests.request import ServiceRequest
from services.cases.queries import homecare as queries
from services.cases.queries import provided
from shared.decision import Cause, Decision, World
from shared.http import Command, IfMatch, Page, Paged, Problem, audit_read
from shared.http.written import Instant
from shared.runtime.desk import Desk


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1/provider", tags=["providers"])

    @routes.get(
        "/requests/{service_request}/care-entries", response_model=Page[CareEntryView],
        dependencies=[PROVIDER_WHO_READS], summary="Hours that were given, the last first",
    )  # fmt: skip
    async def given(
        service_request: UUID,
        request: Request,
        paging: Paged,
        began_from: Instant | None = None,
        began_before: Instant | None = None,
    ) -> Page[CareEntryView]:
        of = await theirs(request, service_request)
        async with desk.pool.acquire() as conn:
            rows = await queries.entries(
                conn, service_request, began_from, began_before, paging.after(datetime, UUID), paging.fetch
            )
            await audit_read(conn, request, [of.case_id])
        return paging.page([CareEntryView(**row) for row in rows], place=lambda one: (one.began_at, one.id))

    @routes.post(
        "/requests/{service_request}/care-entries", status_code=201, response_model=CareEntryView,
        dependencies=[PROVIDER], summary="Bring in what was given",
    )  # fmt: skip
    async def bring(service_request: UUID, wish: ProvidedCare, request: Request, command: Command) -> Response:
        """With an id of the device's own. The same again is a repeat; another under its id is refused with both."""
        await theirs(request, service_request)
        done, mine = Done(wish.began_at, wish.minutes, wish.task), (CareEntry, wish.id)
        of = (ServiceRequest, service_request)

        def rule(world: World, cause: Cause) -> Decision:
            return rules.bring_in(world.get(*mine), world.get(*of), wish.id, done, None, cause)

        return await desk.make(
            command, mine, f"/v1/provider/requests/{service_request}/care-entries", rule, CareEntryView, refs=[of]
        )  # fmt: skip

    @routes.post(
        "/care-entries/{entry}/correct", response_model=CareEntryView, dependencies=[PROVIDER],
        summary="It was given otherwise",
    )  # fmt: skip
    async def correct(
        entry: UUID, wish: CorrectCare, request: Request, command: Command, if_match: IfMatch
    ) -> Response:  # fmt: skip
        """What stood there is kept."""
        async with desk.pool.acquire() as conn:
            row = await queries.entry(conn, entry)
        if row is None:
            raise Problem("not-found", "There is no such request.")
        of = (ServiceRequest, (await theirs(request, row["request"])).id)
        done = Done(wish.began_at, wish.minutes, wish.task)
        return await desk.change(
            command, (CareEntry, entry), if_match,
            lambda seen, world, cause: rules.correct(seen, world.get(*of), done, cause), CareEntryView, refs=[of],
        )  # fmt: skip

    async def theirs(request: Request, id: UUID) -> ServiceRequest:
        async with desk.pool.acquire() as conn:
            found = await provided.request(conn, provider_of(desk, request).organizations, id)
        if found is None:
            raise Problem("not-found", "There is no such request.")
        return found

    return routes
