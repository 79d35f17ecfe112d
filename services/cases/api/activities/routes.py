"""Prevention: schools book, units confirm, hold and count; nobody who takes part is named."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from services.cases.api.access import READERS, WORKERS
from services.cases.api.activities import views
from services.cases.api.activities.views import ActivityEntry, ActivityView
from services.cases.domain.activities import activity as rules
from services.cases.domain.activities.activity import Activity, ActivityState
from services.cases.domain.units.absence import today
from services.cases.domain.units.staff import Staff, must_be_there
from services.cases.domain.units.unit import Unit
from services.cases.queries import activities as queries
from shared.contracts.fields import PartnerCode
from shared.decision import Cause, Decision, World
from shared.http import Command, IfMatch, Page, Paged, Problem, allow, etag
from shared.http.written import ClockTime
from shared.runtime.desk import Desk
from shared.security import Role


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1/activities", tags=["prevention"])
    # Schools call the intake desk as well.
    readers, workers = allow(*READERS, Role.INTAKE_WORKER), allow(*WORKERS, Role.INTAKE_WORKER)

    @routes.get("", response_model=Page[ActivityEntry], dependencies=[readers], summary="Activities as planned")
    async def listed(
        paging: Paged,
        unit: UUID | None = None,
        school: PartnerCode | None = None,
        state: ActivityState | None = None,
        begins: Annotated[ClockTime | None, Query(description="Planned for then or later")] = None,
    ) -> Page[ActivityEntry]:
        async with desk.pool.acquire() as conn:
            after = paging.after(datetime, UUID)
            rows = await queries.activities(conn, unit, school, state, begins, after, paging.fetch)
        return paging.page([ActivityEntry(**row) for row in rows], place=lambda one: (one.planned_at, one.id))

    @routes.get("/{activity}", response_model=ActivityEntry, dependencies=[readers], summary="One activity")
    async def one(activity: UUID, response: Response) -> ActivityEntry:
        async with desk.pool.acquire() as conn:
            row = await queries.activity(conn, activity)
        if row is None:
            raise Problem("not-found", "There is no such activity.")
        response.headers["ETag"] = etag(row["version"])
        return ActivityEntry(**row)

    @routes.post("", status_code=201, response_model=ActivityView, dependencies=[workers], summary="Book an activity")
    async def book(wish: views.Book, command: Command) -> Response:
        made, unit = rules.activity_id(command.cause(desk.clock.now())), (Unit, wish.unit)

        def rule(world: World, cause: Cause) -> Decision:
            return rules.book(
                world.get(*unit), wish.kind, wish.theme, wish.school, wish.class_label, wish.planned_at,
                desk.settings.partners, cause,
            )  # fmt: skip

        return await desk.make(
            command, (Activity, made), f"/v1/activities/{made}", rule, ActivityView, refs=[unit]
        )  # fmt: skip

    @routes.post("/{activity}/confirm", response_model=ActivityView, dependencies=[workers], summary="We will do it")
    async def confirm(activity: UUID, wish: views.Confirm, command: Command, if_match: IfMatch) -> Response:
        whom = [(Staff, one) for one in wish.staff]

        def rule(seen: Activity, world: World, cause: Cause) -> Decision:
            there = [must_be_there(world.get(*ref), today(cause.time)).id for ref in whom]
            return rules.confirm(seen, tuple(there))

        return await desk.change(command, (Activity, activity), if_match, rule, ActivityView, refs=whom)

    @routes.post("/{activity}/hold", response_model=ActivityView, dependencies=[workers], summary="It took place")
    async def hold(activity: UUID, wish: views.HoldActivity, command: Command, if_match: IfMatch) -> Response:
        """Before how many of each age. It is told as counts, and nobody is listed."""
        return await change(
            command, activity, if_match,
            lambda seen, cause: rules.hold(seen, wish.mode, wish.minutes, wish.counts, wish.held_at, cause),
        )  # fmt: skip

    @routes.post("/{activity}/cancel", response_model=ActivityView, dependencies=[workers], summary="Call it off")
    async def cancel(activity: UUID, wish: views.CancelActivity, command: Command, if_match: IfMatch) -> Response:
        return await change(command, activity, if_match, lambda seen, cause: rules.cancel(seen, wish.reason))

    async def change(command: Command, id: UUID, if_match: str, rule: Callable[..., Decision]) -> Response:
        return await desk.change(
            command, (Activity, id), if_match, lambda seen, world, cause: rule(seen, cause), ActivityView
        )  # fmt: skip

    return routes
