"""Sessions: planned singly or as a series, given to others, held, counted, called off."""

from collections.abc import Sequence
from datetime import datetime, time
from functools import partial
from typing import Annotated
from uuid import UUID

import asyncpg
from fastapi import APIRouter, Query, Request, Response

from services.cases.api.access import READERS, WORKERS
from services.cases.api.attendance import wishes
from services.cases.api.attendance.acts import add_acts
from services.cases.api.attendance.leading import may_act, told
from services.cases.api.attendance.views import SessionDetail, SessionSeriesView, SessionView, SkippedDay
from services.cases.api.requests import found as requests
from services.cases.domain.account import staff_of
from services.cases.domain.attendance import planning, series
from services.cases.domain.attendance.planning import Offered, Plan
from services.cases.domain.attendance.session import Session, SessionState
from services.cases.domain.catalogue.service import Service
from services.cases.domain.catalogue.service_at_location import ServiceAtLocation
from services.cases.domain.requests.request import ServiceRequest
from services.cases.domain.units.staff import Staff
from services.cases.domain.visits.series import Recurrence
from services.cases.queries import attendance as queries
from services.cases.queries import places
from shared.calendar import RIGA
from shared.contracts.fields import RuleCode
from shared.decision import Cause, Decision, Ref, World
from shared.http import Answer, Command, IfMatch, Page, Paged, Problem, allow, etag
from shared.http.written import Instant
from shared.runtime.desk import Desk


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1", tags=["attendance"])
    readers, workers = allow(*READERS), allow(*WORKERS)
    calendar = desk.rules.calendar

    @routes.get("/sessions", response_model=Page[SessionView], dependencies=[readers], summary="Sessions as planned")
    async def listed(
        request: Request,
        paging: Paged,
        offer: UUID | None = None,
        service: RuleCode | None = None,
        state: SessionState | None = None,
        staff: Annotated[UUID | None, Query(description="Only those that they lead")] = None,
        series: UUID | None = None,
        planned_from: Annotated[Instant | None, Query(description="Planned for then or later")] = None,
        planned_before: Annotated[Instant | None, Query(description="Planned for before then")] = None,
        latest_first: bool = False,
    ) -> Page[SessionView]:
        wanted = queries.Wanted(offer, service, state, staff, series, planned_from, planned_before)
        async with desk.pool.acquire() as conn:
            after = paging.after(datetime, UUID)
            rows = await queries.sessions(conn, wanted, latest_first, after, paging.fetch)
            found = await told(desk, conn, request, [SessionView(**row) for row in rows])
        return paging.page(found, place=lambda one: (one.planned_at, one.id))

    @routes.get("/sessions/{session}", response_model=SessionDetail, dependencies=[readers], summary="One session")
    async def one(session: UUID, request: Request, response: Response) -> SessionDetail:
        """With everything that was counted; who came says `GET /v1/sessions/{session}/attendance`."""
        async with desk.pool.acquire() as conn:
            found = await queries.session(conn, session)
            if found is None:
                raise Problem("not-found", "There is no such session.")
            (shown,) = await told(desk, conn, request, [SessionDetail.model_validate(found)])
        response.headers["ETag"] = etag(found.version)
        return shown

    @routes.post(
        "/sessions", status_code=201, response_model=SessionView, dependencies=[workers], summary="Plan a session"
    )
    async def plan(wish: wishes.PlanSession, request: Request, command: Command) -> Response:
        """Of a group, a day of a camp or a centre, a workshop; or of one person whose request is started."""
        wanted = Plan(wish.offer, wish.planned_at, wish.minutes, wish.places, wish.request)
        refs = await rests_on(wish, request)
        made = planning.session_id(command.cause(desk.clock.now()))

        def rule(world: World, cause: Cause) -> Decision:
            return planning.plan(offered(world, refs), wanted, leaders(world, wish.staff, cause), cause, calendar)

        refs_of_all = [*refs, *led(wish.staff, command)]
        return await desk.make(command, (Session, made), f"/v1/sessions/{made}", rule, SessionView, refs=refs_of_all)

    @routes.post(
        "/session-series", status_code=201, response_model=SessionSeriesView, dependencies=[workers],
        summary="Plan sessions that recur",
    )  # fmt: skip
    async def plan_series(wish: wishes.PlanSeries, request: Request, command: Command) -> Response:
        """Each is a session of its own from then on. All of them are planned, or none."""
        recurs = Recurrence(
            frozenset(wish.weekdays), wish.every_weeks, time.fromisoformat(wish.at), wish.first, wish.until, wish.count,
            frozenset(wish.left_out),
        )  # fmt: skip
        refs = [*await rests_on(wish, request), *led(wish.staff, command)]

        async def work(conn: asyncpg.Connection) -> Answer:
            cause = command.cause(desk.clock.now())
            wanted = Plan(wish.offer, cause.time, wish.minutes, wish.places, wish.request)
            skipped = []

            def decide(world: World) -> Decision:
                of_it, lead = offered(world, refs), leaders(world, wish.staff, cause)
                skipped[:] = series.days_of(of_it, recurs, cause, calendar)[1]
                return series.plan(of_it, wanted, recurs, lead, cause, calendar)

            decided = await desk.decide(conn, cause, refs, decide)
            sessions = [SessionView.model_validate(one) for one in decided.decision.states]
            shown = [SkippedDay(day=day, why=why) for day, why in skipped]
            body = SessionSeriesView(series=series.series_id(cause), sessions=sessions, skipped=shown)
            return desk.answer(decided, body, 201)

        return await command.run(work)

    @routes.post(
        "/session-series/{id}/cancel", response_model=SessionSeriesView, dependencies=[workers],
        summary="Call off the rest of a series",
    )  # fmt: skip
    async def cancel_series(id: UUID, wish: wishes.CancelSeries, request: Request, command: Command) -> Response:
        """Those that are planned for that day or later; whatever took place stays."""
        async with desk.pool.acquire() as conn:
            found = await queries.of_series(conn, id, datetime.combine(wish.from_day, time.min, RIGA))
        if not found:
            raise Problem("not-found", "There is no such series, or none of its sessions lies ahead.")
        await may_act(desk, request, found[0])
        refs = [(Session, one) for one in found]

        async def work(conn: asyncpg.Connection) -> Answer:
            cause = command.cause(desk.clock.now())
            decided = await desk.decide(
                conn, cause, refs, lambda world: planning.cancel_all([world.get(*ref) for ref in refs], wish.reason)
            )
            sessions = [SessionView.model_validate(decided.world.get(*ref)) for ref in refs]
            return desk.answer(decided, SessionSeriesView(series=id, sessions=sessions, skipped=[]))

        return await command.run(work)

    @routes.post(
        "/sessions/{session}/change", response_model=SessionView, dependencies=[workers],
        summary="Others lead it, or others fit in",
    )  # fmt: skip
    async def change(
        session: UUID, wish: wishes.ChangeSession, request: Request, command: Command, if_match: IfMatch
    ) -> Response:
        """Never fewer than came."""
        await may_act(desk, request, session)
        return await desk.change(
            command, (Session, session), if_match,
            lambda seen, world, cause: planning.change(seen, leaders(world, wish.staff, cause), wish.places, cause),
            SessionView, refs=led(wish.staff, command),
        )  # fmt: skip

    add_acts(routes, desk, workers, partial(may_act, desk))

    async def rests_on(wish: wishes.PlanSession | wishes.PlanSeries, request: Request) -> list[Ref]:
        """What a plan rests on. Whoever plans for one person sees their case."""
        if wish.request:
            await requests.change(desk, request, wish.request)
        return await offered_refs(desk, wish.offer, wish.request)

    def led(named: Sequence[UUID], command: Command) -> list[Ref]:
        return [(Staff, one) for one in named or [staff_of(command.cause(desk.clock.now()))]]

    return routes


def leaders(world: World, named: Sequence[UUID], cause: Cause) -> list[Staff | None]:
    """Those who are named, or whoever asks."""
    return [world.get(Staff, one) for one in named or [staff_of(cause)]]


async def offered_refs(desk: Desk, offer: UUID, request: UUID | None) -> list[Ref]:
    """The offer, its service, and the request of whom the session is for alone."""
    async with desk.pool.acquire() as conn:
        row = await places.offer(conn, offer)
    service: list[Ref] = [(Service, row["service"])] if row else []
    return [(ServiceAtLocation, offer), *service, *([(ServiceRequest, request)] if request else [])]


def offered(world: World, refs: Sequence[Ref]) -> Offered:
    """What a session is of, out of what was asked for."""
    found = {kind: world.get(kind, id) for kind, id in refs}
    return Offered(found.get(ServiceAtLocation), found.get(Service), found.get(ServiceRequest))
