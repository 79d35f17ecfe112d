"""What was told to whom, and taking it back. An agency sees its own notices only."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Response

from services.notifications import queries
from services.notifications.api.views import Changed, NoticeView, NoticeWithTries, OwnNotice, TryView, Withdraw
from services.notifications.domain import withdrawal
from services.notifications.domain.delivery import Delivery
from services.notifications.domain.notice import Notice, NoticeState
from shared.http import Command, IfMatch, Page, Paged, Problem, allow, etag
from shared.runtime.desk import Desk
from shared.security import Actor, Role

READERS = (Role.SOCIAL_WORKER, Role.SUPERVISOR, Role.HEAD, Role.AUDITOR)

StaffOrAgency = Annotated[Actor, allow(*READERS, Role.PARTNER)]


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1/notices", tags=["notices"])
    workers = allow(Role.SOCIAL_WORKER, Role.SUPERVISOR)

    @routes.get("", response_model=Page[NoticeView] | Page[OwnNotice], summary="Notices, oldest first")
    async def listed(
        actor: StaffOrAgency, paging: Paged, case: UUID | None = None, state: NoticeState | None = None
    ) -> Page[NoticeView] | Page[OwnNotice]:
        """To an agency, its own; to staff, all or those of a case."""
        view = OwnNotice if actor.partner else NoticeView
        async with desk.pool.acquire() as conn:
            after = paging.after(datetime, UUID)
            rows = await queries.notices(conn, actor.partner, case, state, after, paging.fetch)
        return paging.page([view(**row) for row in rows], place=lambda notice: (notice.issued_at, notice.id))

    @routes.get("/{notice}", response_model=NoticeWithTries | OwnNotice, summary="One notice")
    async def one(actor: StaffOrAgency, notice: UUID, response: Response) -> NoticeWithTries | OwnNotice:
        """With every try, for staff."""
        async with desk.pool.acquire() as conn:
            row = await queries.notice(conn, notice)
            if row is None or actor.partner not in (None, row["agency"]):
                raise Problem("not-found", "There is no such notice.")
            tries = await queries.tries(conn, notice)
        response.headers["ETag"] = etag(row["version"])
        return OwnNotice(**row) if actor.partner else NoticeWithTries(**row, tries=[TryView(**t) for t in tries])

    @routes.post("/{notice}/withdraw", response_model=Changed, dependencies=[workers], summary="Take it back")
    async def withdraw(notice: UUID, why: Withdraw, command: Command, if_match: IfMatch) -> Response:
        """While nobody has answered it. An agency that may have been told is told that it was taken back."""
        delivery = (Delivery, notice)
        return await desk.change(
            command, (Notice, notice), if_match,
            lambda seen, world, _: withdrawal.withdraw(seen, world.get(*delivery), why.reason), Changed,
            refs=[delivery],
        )  # fmt: skip

    return routes
