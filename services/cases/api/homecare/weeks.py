"""Planned beside given hours of home care, week by week, and who falls short."""

from datetime import date, timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request

from services.cases.api import access
from services.cases.api.access import READERS
from services.cases.api.homecare.views import CareWeekView
from services.cases.api.requests import found as requests
from services.cases.queries import homecare as queries
from shared.calendar import RIGA
from shared.http import Page, Paged, actor_of, allow
from shared.http.written import Day
from shared.runtime.desk import Desk


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1", tags=["home care"])
    readers = allow(*READERS, personal_data=True)

    @routes.get(
        "/requests/{service_request}/care-weeks", response_model=list[CareWeekView], dependencies=[readers],
        summary="Planned beside given, week by week",
    )  # fmt: skip
    async def weeks(
        service_request: UUID,
        request: Request,
        last: Annotated[Day | None, Query(description="A day of the last week; today when left out")] = None,
        count: Annotated[int, Query(ge=1, le=53, description="How many weeks")] = 8,
    ) -> list[CareWeekView]:
        """Empty where no hours were ever planned."""
        await requests.read_closely(desk, request, service_request)
        day = monday_of(last or desk.clock.now().astimezone(RIGA).date()).toordinal()
        mondays = [date.fromordinal(day - 7 * back) for back in range(count) if day > 7 * back]
        async with desk.pool.acquire() as conn:
            return [CareWeekView(**row) for row in await queries.weeks(conn, service_request, mondays)]

    @routes.get(
        "/care-weeks", response_model=Page[CareWeekView], dependencies=[readers], summary="Who falls short in a week"
    )
    async def week(
        request: Request,
        paging: Paged,
        day: Annotated[Day | None, Query(description="A day of the week; the last whole week when left out")] = None,
        offer: UUID | None = None,
        short: Annotated[bool, Query(description="Only those who had fewer minutes than were planned")] = True,
    ) -> Page[CareWeekView]:
        """Of the cases that you see."""
        monday = monday_of(day or desk.clock.now().astimezone(RIGA).date() - timedelta(days=7))
        async with desk.pool.acquire() as conn:
            sight = await access.sight(conn, actor_of(request), desk.clock.now())
            (after,) = paging.after(UUID)
            rows = await queries.week(conn, sight, monday, offer, short, after, paging.fetch)
            await access.record(conn, request, [row["case_id"] for row in rows])
        return paging.page([CareWeekView(**row) for row in rows], place=lambda one: (one.request,))

    return routes


def monday_of(day: date) -> date:
    """The first day of its week."""
    return day - timedelta(days=day.weekday())
