"""What a provider says of the sessions at its own places: planned, held, counted, called off, and who was there.

Whoever leads them is the provider's own matter. Its lists name requests, and nobody's id: who is expected says
`GET /v1/provider/requests/{request}/person`, where that was shared.
"""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from services.cases.api import access
from services.cases.api.attendance import found, wishes
from services.cases.api.attendance.acts import add_acts
from services.cases.api.attendance.sessions import offered, offered_refs
from services.cases.api.attendance.views import AttendanceView, ProvidedExpected, SessionView
from services.cases.api.providers.account import PROVIDER, PROVIDER_WHO_READS, provider_of
from services.cases.domain.attendance import attendance as rules
from services.cases.domain.attendance import planning
from services.cases.domain.attendance.attendance import Mark
from services.cases.domain.attendance.planning import Plan
from services.cases.domain.attendance.session import Session, SessionState
from services.cases.queries import attendance as queries
from services.cases.queries.sight import NOTHING
from shared.calendar import RIGA
from shared.decision import Cause, Decision, World
from shared.http import Command, IfMatch, Page, Paged, Problem, audit_read
from shared.http.written import Instant
from shared.runtime.desk import Desk


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1/provider", tags=["providers"])

    @routes.get(
        "/sessions", response_model=Page[SessionView], dependencies=[PROVIDER], summary="Sessions at your places"
    )
    async def listed(
        request: Request,
        paging: Paged,
        offer: UUID | None = None,
        state: SessionState | None = None,
        planned_from: Annotated[Instant | None, Query(description="Planned for then or later")] = None,
        planned_before: Annotated[Instant | None, Query(description="Planned for before then")] = None,
    ) -> Page[SessionView]:
        wanted = queries.Wanted(
            offer, state=state, planned_from=planned_from, planned_before=planned_before,
            organizations=provider_of(desk, request).organizations,
        )  # fmt: skip
        async with desk.pool.acquire() as conn:
            rows = await queries.sessions(conn, wanted, False, paging.after(datetime, UUID), paging.fetch)
        return paging.page([SessionView(**row) for row in rows], place=lambda one: (one.planned_at, one.id))

    @routes.post(
        "/sessions", status_code=201, response_model=SessionView, dependencies=[PROVIDER], summary="Plan a session"
    )
    async def plan(wish: wishes.ProvidedSession, request: Request, command: Command) -> Response:
        """Within the days and hours of the offer."""
        await must_be_theirs(request, wish.offer, "There is no service at a place with this id.")
        wanted = Plan(wish.offer, wish.planned_at, wish.minutes, wish.places, wish.request)
        refs = await offered_refs(desk, wish.offer, wish.request)
        made = planning.session_id(command.cause(desk.clock.now()))

        def rule(world: World, cause: Cause) -> Decision:
            return planning.plan(offered(world, refs), wanted, (), cause, desk.rules.calendar)

        path = f"/v1/provider/sessions/{made}"
        return await desk.make(command, (Session, made), path, rule, SessionView, refs=refs)

    @routes.get(
        "/sessions/{session}/attendance", response_model=Page[ProvidedExpected], dependencies=[PROVIDER_WHO_READS],
        summary="The list of a session",
    )  # fmt: skip
    async def expected(session: UUID, request: Request, paging: Paged) -> Page[ProvidedExpected]:
        """Who is expected, and who came, as requests. Empty where nobody is asked who they are."""
        seen = await theirs(request, session)
        day, (after,) = seen.began_at.astimezone(RIGA).date(), paging.after(UUID)
        async with desk.pool.acquire() as conn:
            rows = await queries.expected(conn, seen, day, NOTHING, True, after, paging.fetch)
            await audit_read(conn, request, sorted({row["case_id"] for row in rows}))
        return paging.page([ProvidedExpected(**row) for row in rows], place=lambda one: (one.request,))

    @routes.post(
        "/sessions/{session}/attendance", response_model=SessionView, dependencies=[PROVIDER],
        summary="Write down who was there",
    )  # fmt: skip
    async def mark(
        session: UUID, wish: wishes.MarkAttendance, request: Request, command: Command, if_match: IfMatch
    ) -> Response:
        """All that is sent, or nothing."""
        await theirs(request, session)
        marks = [Mark(**one.model_dump()) for one in wish.marks]
        return await desk.change(
            command, (Session, session), if_match, lambda seen, world, cause: rules.mark(world, seen, marks, cause),
            SessionView, refs=rules.refs(session, marks),
        )  # fmt: skip

    @routes.post(
        "/attendance/{attendance}/correct", response_model=AttendanceView, dependencies=[PROVIDER],
        summary="It was otherwise",
    )  # fmt: skip
    async def correct(
        attendance: UUID, wish: wishes.CorrectAttendance, request: Request, command: Command, if_match: IfMatch
    ) -> Response:
        """What stood there is kept."""
        row = await found.attendance_of(desk, attendance)
        await must_be_theirs(request, row["offer"], access.UNSEEN)
        return await found.correct(desk, command, row, wish, if_match)

    async def theirs(request: Request, id: UUID) -> Session:
        seen = await found.session_of(desk, id)
        await must_be_theirs(request, seen.offer, "There is no such session.")
        return seen

    async def must_be_theirs(request: Request, offer: UUID, otherwise: str) -> None:
        async with desk.pool.acquire() as conn:
            if not await queries.is_of(conn, offer, provider_of(desk, request).organizations):
                raise Problem("not-found", otherwise)

    add_acts(routes, desk, PROVIDER, theirs)
    return routes
