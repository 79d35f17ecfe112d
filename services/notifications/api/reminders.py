"""Which clients were reminded of what and how, and the reminders that a person has to give."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from services.notifications import reminder_queries
from services.notifications.api.notices import READERS
from services.notifications.api.reminder_views import (
    ReminderChanged,
    ReminderDone,
    ReminderTryView,
    ReminderView,
    ReminderWithTries,
)
from services.notifications.api.sight import must_see, visible
from services.notifications.domain.reminders import closing
from services.notifications.domain.reminders.occasion import Occasion
from services.notifications.domain.reminders.reminder import Reminder, ReminderState
from shared.http import Command, IfMatch, Page, Paged, Problem, allow, audit_read, etag
from shared.http.written import Instant
from shared.runtime.desk import Desk
from shared.security import Role


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1/reminders", tags=["reminders"])
    readers = allow(*READERS, personal_data=True)

    @routes.get("", response_model=Page[ReminderView], dependencies=[readers], summary="Reminders to clients")
    async def listed(
        paging: Paged,
        request: Request,
        case: UUID | None = None,
        state: Annotated[ReminderState | None, Query(description="`task`: a person has to remind")] = None,
        since: Annotated[Instant | None, Query(alias="from", description="Of what is then or later")] = None,
        until: Annotated[Instant | None, Query(description="Of what is before then")] = None,
    ) -> Page[ReminderView]:
        """By the time of what they are of; those of cases that the caller sees. The others are left out of a page,
        which may be shorter than asked for. Reading is recorded."""
        wanted = reminder_queries.Wanted(case, state, since, until)
        async with desk.pool.acquire() as conn:
            rows = await reminder_queries.reminders(conn, wanted, paging.after(datetime, UUID), paging.fetch)
        page = paging.page([ReminderView(**row) for row in rows], place=lambda one: (one.at, one.id))
        theirs = await visible(desk, request, {shown.case_id for shown in page.items})
        page = Page(items=[shown for shown in page.items if shown.case_id in theirs], next=page.next)
        async with desk.pool.acquire() as conn:
            await audit_read(conn, request, {shown.person for shown in page.items if shown.person})
        return page

    @routes.get("/{reminder}", response_model=ReminderWithTries, dependencies=[readers], summary="One reminder")
    async def one(reminder: UUID, request: Request, response: Response) -> ReminderWithTries:
        """With every try. Reading is recorded."""
        async with desk.pool.acquire() as conn:
            row = await reminder_queries.reminder(conn, reminder)
            tries = await reminder_queries.tries(conn, reminder)
        await _must_see(request, row)
        async with desk.pool.acquire() as conn:
            await audit_read(conn, request, [row["person"]] if row["person"] else [])
        response.headers["ETag"] = etag(row["version"])
        return ReminderWithTries(**row, tries=[ReminderTryView(**one) for one in tries])

    @routes.post(
        "/{reminder}/done",
        response_model=ReminderChanged,
        dependencies=[allow(Role.SOCIAL_WORKER, Role.SUPERVISOR)],
        summary="Say what came of reminding somebody",
    )
    async def done(
        reminder: UUID, wish: ReminderDone, request: Request, command: Command, if_match: IfMatch
    ) -> Response:
        """Of one that a person has to give. Read the rules of contact before: intake shows them with the person."""
        async with desk.pool.acquire() as conn:
            row = await reminder_queries.reminder(conn, reminder)
        await _must_see(request, row)
        return await desk.change(
            command, (Reminder, reminder), if_match,
            lambda seen, world, cause: closing.done(world, seen, wish.outcome, cause), ReminderChanged,
            refs=[(Occasion, row["occasion"])],
        )  # fmt: skip

    async def _must_see(request: Request, row) -> None:
        if row is None:
            raise Problem("not-found", "There is no such reminder, or none that you may see.")
        await must_see(desk, request, row["case_id"])

    return routes
