"""What offers did, by month: how many sessions, how many came, how many people, how long. Nobody is named."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from services.cases.api.access import READERS
from services.cases.api.attendance.views import MonthView
from services.cases.queries import attendance as queries
from shared.http import Page, Paged, allow
from shared.runtime.desk import Desk

Month = Annotated[str | None, Query(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$", examples=["2026-03"])]


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1", tags=["attendance"])

    @routes.get(
        "/attendance-totals", response_model=Page[MonthView], dependencies=[allow(*READERS)],
        summary="Sessions, people and minutes by month",
    )  # fmt: skip
    async def by_month(
        paging: Paged, offer: UUID | None = None, first: Month = None, last: Month = None
    ) -> Page[MonthView]:
        """Of sessions that took place; from month `first` to month `last`."""
        async with desk.pool.acquire() as conn:
            rows = await queries.months(conn, offer, first, last, paging.after(str, UUID), paging.fetch)
        return paging.page([MonthView(**row) for row in rows], place=lambda one: (one.month, one.offer))

    return routes
