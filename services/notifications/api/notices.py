"""What was told to whom, and taking it back. An agency sees its own notices only."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Response

from services.notifications import queries
from services.notifications.api.views import NoticeView, NoticeWithTries, OwnNotice, TryView, Withdraw
from services.notifications.domain import withdrawal
from services.notifications.domain.delivery import Delivery
from services.notifications.domain.notice import Notice, NoticeState
from shared.decision import Decision, World
from shared.http import Answer, Command, IfMatch, Page, Paged, Problem, allow, etag, require_version
from shared.runtime.desk import Desk
from shared.security import Actor, Role

READERS = (Role.SOCIAL_WORKER, Role.SUPERVISOR, Role.HEAD, Role.AUDITOR)
WORKERS = (Role.SOCIAL_WORKER, Role.SUPERVISOR)

StaffOrAgency = Annotated[Actor, allow(*READERS, Role.PARTNER)]


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1/notices", tags=["notices"])

    @routes.get("", response_model=Page[NoticeView] | Page[OwnNotice], summary="Notices, oldest first")
    async def listed(
        paging: Paged, actor: StaffOrAgency, case: UUID | None = None, state: NoticeState | None = None
    ) -> Page[NoticeView] | Page[OwnNotice]:
        """To an agency, its own; to staff, all or those of a case."""
        view = OwnNotice if actor.partner else NoticeView
        async with desk.pool.acquire() as conn:
            after = paging.after(datetime, UUID)
            rows = await queries.notices(conn, actor.partner, case, state, after, paging.fetch)
        return paging.page([view(**row) for row in rows], place=lambda notice: (notice.issued_at, notice.id))

    @routes.get("/{notice}", response_model=NoticeWithTries | OwnNotice, summary="One notice")
    async def one(notice: UUID, response: Response, actor: StaffOrAgency) -> NoticeWithTries | OwnNotice:
        """With every try, for staff."""
        async with desk.pool.acquire() as conn:
            row = await queries.notice(conn, notice)
            if row is None or actor.partner not in (None, row["agency"]):
                raise unknown()
            tries = await queries.tries(conn, notice)
        response.headers["ETag"] = etag(row["version"])
        return OwnNotice(**row) if actor.partner else NoticeWithTries(**row, tries=[TryView(**t) for t in tries])

    @routes.post(
        "/{notice}/withdraw", response_model=NoticeView, dependencies=[allow(*WORKERS)], summary="Take it back"
    )
    async def withdraw(notice: UUID, why: Withdraw, command: Command, if_match: IfMatch) -> Response:
        """While nobody has answered it. An agency that may have been told is told that it was taken back."""

        def taken_back(world: World) -> Decision:
            found = world.get(Notice, notice)
            if found is None:
                raise unknown()
            require_version(if_match, found.version)
            return withdrawal.withdraw(found, world.get(Delivery, notice), why.reason)

        async def run(conn) -> Answer:
            refs = [(Notice, notice), (Delivery, notice)]
            decided = await desk.decide(conn, command.cause(desk.clock.now()), refs, taken_back)
            view = NoticeView(**await queries.notice(conn, notice))
            return desk.answer(decided, view, version=view.version)

        return await command.run(run)

    return routes


def unknown() -> Problem:
    return Problem("not-found", "There is no such notice.")
