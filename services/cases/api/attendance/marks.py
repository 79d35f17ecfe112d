"""Who was at a session: the list of whoever leads it, corrections, and what one request came to."""

from datetime import datetime
from json import loads
from uuid import UUID

from fastapi import APIRouter, Request, Response

from services.cases.api import access
from services.cases.api.access import READERS, WORKERS
from services.cases.api.attendance import found, wishes
from services.cases.api.attendance.leading import leads, may_write, own_offers
from services.cases.api.attendance.views import (
    AttendanceDetail,
    AttendanceTotals,
    AttendanceView,
    ExpectedView,
    SessionView,
)
from services.cases.api.requests import found as requests
from services.cases.api.requests.sensitive import sight_at
from services.cases.domain.attendance import attendance as rules
from services.cases.domain.attendance.attendance import Mark
from services.cases.domain.attendance.session import Session
from services.cases.queries import attendance as queries
from shared.calendar import RIGA
from shared.http import Command, IfMatch, Page, Paged, allow, audit_read, etag
from shared.runtime.desk import Desk


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1", tags=["attendance"])
    readers, workers = allow(*READERS, personal_data=True), allow(*WORKERS)

    @routes.get(
        "/sessions/{session}/attendance", response_model=Page[ExpectedView], dependencies=[readers],
        summary="The list of a session",
    )  # fmt: skip
    async def listed(session: UUID, request: Request, paging: Paged) -> Page[ExpectedView]:
        """Who is expected, and who came: ids only, and nothing of why they are there.

        Whoever leads it at a place of their own unit sees all, others those whose cases they see. Empty where nobody is
        asked who they are.
        """
        seen = await found.session_of(desk, session)
        async with desk.pool.acquire() as conn:
            sight = await sight_at(desk, conn, request, seen.offer)
            day, (after,) = seen.began_at.astimezone(RIGA).date(), paging.after(UUID)
            leader = leads(request, seen, await own_offers(conn, request))
            rows = await queries.expected(conn, seen, day, sight, leader, after, paging.fetch)
            await audit_read(conn, request, sorted({row[of] for row in rows for of in ("case_id", "person")}))
        return paging.page([ExpectedView(**row) for row in rows], place=lambda one: (one.request,))

    @routes.post(
        "/sessions/{session}/attendance", response_model=SessionView, dependencies=[workers],
        summary="Write down who was there",
    )  # fmt: skip
    async def mark(
        session: UUID, wish: wishes.MarkAttendance, request: Request, command: Command, if_match: IfMatch
    ) -> Response:
        """All that is sent, or nothing. Who receives the service on that day; others are strangers here."""
        marks = [Mark(**one.model_dump()) for one in wish.marks]
        await may_write(desk, request, await found.session_of(desk, session), [one.request for one in marks])
        return await desk.change(
            command, (Session, session), if_match, lambda seen, world, cause: rules.mark(world, seen, marks, cause),
            SessionView, refs=rules.refs(session, marks),
        )  # fmt: skip

    @routes.get(
        "/attendance/{attendance}", response_model=AttendanceDetail, dependencies=[readers], summary="One attendance"
    )
    async def one(attendance: UUID, request: Request, response: Response) -> AttendanceDetail:
        """With what stood there before it was corrected."""
        row = await found.attendance_of(desk, attendance)
        await may_write(desk, request, await found.session_of(desk, row["session"]), [row["request"]])
        async with desk.pool.acquire() as conn:
            await access.record(conn, request, [row["case_id"]])
        response.headers["ETag"] = etag(row["version"])
        return AttendanceDetail(**dict(row) | {"before": loads(row["before"])})

    @routes.post(
        "/attendance/{attendance}/correct", response_model=AttendanceView, dependencies=[workers],
        summary="It was otherwise",
    )  # fmt: skip
    async def correct(
        attendance: UUID, wish: wishes.CorrectAttendance, request: Request, command: Command, if_match: IfMatch
    ) -> Response:
        """What stood there is kept."""
        row = await found.attendance_of(desk, attendance)
        await may_write(desk, request, await found.session_of(desk, row["session"]), [row["request"]])
        return await found.correct(desk, command, row, wish, if_match)

    @routes.get(
        "/requests/{service_request}/attendance", response_model=Page[AttendanceView], dependencies=[readers],
        tags=["requests"], summary="What somebody came to, the last first",
    )  # fmt: skip
    async def of_request(service_request: UUID, request: Request, paging: Paged) -> Page[AttendanceView]:
        await requests.read_closely(desk, request, service_request)
        async with desk.pool.acquire() as conn:
            rows = await queries.of_request(conn, service_request, paging.after(datetime, UUID), paging.fetch)
        return paging.page([AttendanceView(**row) for row in rows], place=lambda one: (one.recorded_at, one.id))

    @routes.get(
        "/requests/{service_request}/attendance/totals", response_model=AttendanceTotals, dependencies=[readers],
        tags=["requests"], summary="How often somebody came, and for how long",
    )  # fmt: skip
    async def totals(service_request: UUID, request: Request) -> AttendanceTotals:
        await requests.read_closely(desk, request, service_request)
        async with desk.pool.acquire() as conn:
            return AttendanceTotals(**await queries.totals_of_request(conn, service_request))

    return routes
