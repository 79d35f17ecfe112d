"""Home care: levels, hours that are planned for a week, hours that were given, and who falls short."""

from datetime import datetime
from json import loads
from uuid import UUID

import asyncpg
from fastapi import APIRouter, Request, Response

from services.cases.api import access
from services.cases.api.access import READERS, WORKERS
from services.cases.api.homecare import views
from services.cases.api.homecare.views import (
    CareEntryDetail,
    CareEntryView,
    CareLevelView,
    CarePlanView,
)
from services.cases.api.requests import found as requests
from services.cases.domain.access import Part
from services.cases.domain.account import staff_of
from services.cases.domain.homecare import entry as of_entries
from services.cases.domain.homecare import plan as of_plans
from services.cases.domain.homecare.entry import CareEntry, Done
from services.cases.domain.homecare.plan import CarePlan
from services.cases.domain.requests.request import ServiceRequest
from services.cases.domain.units.staff import Staff, nobody
from services.cases.queries import homecare as queries
from shared.contracts.fields import RuleCode
from shared.decision import Cause, Decision, World
from shared.http import Answer, Command, IfMatch, Page, Paged, allow, etag, require_version
from shared.http.written import Instant
from shared.runtime.desk import Desk


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1", tags=["home care"])
    readers, workers = allow(*READERS, personal_data=True), allow(*WORKERS)

    @routes.get(
        "/care-levels", response_model=list[CareLevelView], dependencies=[allow(*READERS)], summary="Levels and hours"
    )
    async def levels(service: RuleCode | None = None) -> list[CareLevelView]:
        """What the municipality's rules say, past and to come."""
        found = desk.rules.care.level
        return [CareLevelView.model_validate(one) for one in found if service is None or one.is_of(service)]

    @routes.get(
        "/requests/{service_request}/care-plan", response_model=CarePlanView, dependencies=[readers],
        summary="Hours that are planned",
    )  # fmt: skip
    async def planned(service_request: UUID, request: Request, response: Response) -> CarePlanView:
        """Version 0 and nothing said where no hours were ever planned."""
        found = await requests.read_closely(desk, request, service_request)
        async with desk.pool.acquire() as conn:
            plan = await queries.plan(conn, found.id) or CarePlan(found.id, found.case_id, found.offer)
        response.headers["ETag"] = etag(plan.version)
        return CarePlanView.model_validate(plan)

    @routes.post(
        "/requests/{service_request}/care-plan", response_model=CarePlanView, dependencies=[workers],
        summary="Plan hours from a day on",
    )  # fmt: skip
    async def plan(
        service_request: UUID, wish: views.PlanCare, request: Request, command: Command, if_match: IfMatch
    ) -> Response:
        """By a level of the municipality; what was said before is kept. The version is the plan's, 0 for the first."""
        await requests.change(desk, request, service_request)
        mine, of = (CarePlan, service_request), (ServiceRequest, service_request)

        async def work(conn: asyncpg.Connection) -> Answer:
            cause = command.cause(desk.clock.now())

            def decide(world: World) -> Decision:
                known = world.get(*mine)
                require_version(if_match, known.version if known else 0)
                return of_plans.say(known, world.get(*of), wish.level, wish.from_day, cause, desk.rules.care)

            decided = await desk.decide(conn, cause, [mine, of], decide)
            after = decided.world.get(*mine)
            return desk.answer(decided, CarePlanView.model_validate(after), version=after.version)

        return await command.run(work)

    @routes.get(
        "/requests/{service_request}/care-entries", response_model=Page[CareEntryView], dependencies=[readers],
        summary="Hours that were given, the last first",
    )  # fmt: skip
    async def given(
        service_request: UUID,
        request: Request,
        paging: Paged,
        began_from: Instant | None = None,
        began_before: Instant | None = None,
    ) -> Page[CareEntryView]:
        await requests.read_closely(desk, request, service_request)
        async with desk.pool.acquire() as conn:
            after = paging.after(datetime, UUID)
            rows = await queries.entries(conn, service_request, began_from, began_before, after, paging.fetch)
        return paging.page([CareEntryView(**row) for row in rows], place=lambda one: (one.began_at, one.id))

    @routes.post(
        "/requests/{service_request}/care-entries", status_code=201, response_model=CareEntryView,
        dependencies=[workers], summary="Bring in what was given",
    )  # fmt: skip
    async def bring(service_request: UUID, wish: views.BringCare, request: Request, command: Command) -> Response:
        """With an id of the device's own. The same again is a repeat; another under its id is refused with both.
        Whole lists come by `tilts import care`."""
        await requests.change(desk, request, service_request)
        done = Done(wish.began_at, wish.minutes, wish.task)
        named = [(Staff, wish.staff)] if wish.staff else []

        def rule(world: World, cause: Cause) -> Decision:
            if named and world.get(*named[0]) is None:
                raise nobody("/staff")
            known, found = world.get(CareEntry, wish.id), world.get(ServiceRequest, service_request)
            # Whoever brings it in once more, for somebody else's device, does not say that they were there.
            staff = wish.staff or (known and known.staff) or staff_of(cause)
            return of_entries.bring_in(known, found, wish.id, done, staff, cause)

        return await desk.make(
            command, (CareEntry, wish.id), f"/v1/care-entries/{wish.id}", rule, CareEntryView,
            refs=[(ServiceRequest, service_request), *named],
        )  # fmt: skip

    @routes.get(
        "/care-entries/{entry}",
        response_model=CareEntryDetail,
        dependencies=[readers],
        summary="One entry of care",
    )
    async def one(entry: UUID, request: Request, response: Response) -> CareEntryDetail:
        """With what stood there before it was corrected."""
        row = await entry_of(entry)
        async with desk.pool.acquire() as conn:
            await access.read(conn, request, row["case_id"], Part.SUMMARY, desk.clock.now())
        response.headers["ETag"] = etag(row["version"])
        return CareEntryDetail(**dict(row) | {"before": loads(row["before"])})

    @routes.post(
        "/care-entries/{entry}/correct", response_model=CareEntryView, dependencies=[workers],
        summary="It was given otherwise",
    )  # fmt: skip
    async def correct(
        entry: UUID, wish: views.CorrectCare, request: Request, command: Command, if_match: IfMatch
    ) -> Response:
        """What stood there is kept."""
        row = await entry_of(entry)
        await access.change(desk, request, row["case_id"])
        done, of = Done(wish.began_at, wish.minutes, wish.task), (ServiceRequest, row["request"])
        return await desk.change(
            command, (CareEntry, entry), if_match,
            lambda seen, world, cause: of_entries.correct(seen, world.get(*of), done, cause), CareEntryView, refs=[of],
        )  # fmt: skip

    async def entry_of(id: UUID) -> asyncpg.Record:
        async with desk.pool.acquire() as conn:
            row = await queries.entry(conn, id)
        if row is None:
            raise access.nothing()
        return row

    return routes
