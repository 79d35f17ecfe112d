"""What was told to whom: taking it back, bringing it once more, telling others. An agency sees its own only."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from services.notifications import queries
from services.notifications.api.sight import must_see, nothing, visible
from services.notifications.api.views import (
    Addressee,
    Changed,
    NoticeView,
    NoticeWithTries,
    OwnNotice,
    Resend,
    TryView,
    Withdraw,
)
from services.notifications.domain import by_hand, withdrawal
from services.notifications.domain.delivery import Delivery
from services.notifications.domain.issue import notice_id
from services.notifications.domain.notice import Notice, NoticeState
from shared.calendar import RIGA
from shared.contracts.codes import FieldSet
from shared.contracts.disclosure import DISCLOSED
from shared.contracts.fields import PartnerCode
from shared.http import Command, IfMatch, Page, Paged, allow, audit_read, etag
from shared.http.written import Instant
from shared.runtime.desk import Desk
from shared.security import Actor, Role

READERS = (Role.SOCIAL_WORKER, Role.SUPERVISOR, Role.HEAD, Role.AUDITOR)

StaffOrAgency = Annotated[Actor, allow(*READERS, Role.PARTNER)]


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1/notices", tags=["notices"])
    workers = allow(Role.SOCIAL_WORKER, Role.SUPERVISOR)

    @routes.get("", response_model=Page[NoticeView] | Page[OwnNotice], summary="Notices, oldest first")
    async def listed(
        actor: StaffOrAgency,
        paging: Paged,
        request: Request,
        case: UUID | None = None,
        agency: PartnerCode | None = None,
        state: NoticeState | None = None,
        overdue: Annotated[bool | None, Query(description="Who has said nothing in time, and still does not")] = None,
        since: Annotated[Instant | None, Query(alias="from", description="Issued then or later")] = None,
        until: Annotated[Instant | None, Query(description="Issued before then")] = None,
    ) -> Page[NoticeView] | Page[OwnNotice]:
        """To an agency, its own, whatever agency is asked for. To staff, those of cases that they see: the others are
        left out of a page, which may be shorter than asked for. Their reading is recorded."""
        view = OwnNotice if actor.partner else NoticeView
        wanted = queries.Wanted(actor.partner or agency, case, state, overdue, since, until)
        async with desk.pool.acquire() as conn:
            rows = await queries.notices(conn, wanted, paging.after(datetime, UUID), paging.fetch)
        page = paging.page([view(**row) for row in rows], place=lambda notice: (notice.issued_at, notice.id))
        if not actor.partner:
            theirs = await visible(desk, request, {shown.case_id for shown in page.items})
            page = Page(items=[shown for shown in page.items if shown.case_id in theirs], next=page.next)
            async with desk.pool.acquire() as conn:
                await audit_read(conn, request, {shown.subject for shown in page.items if shown.subject})
        return page

    @routes.get("/{notice}", response_model=NoticeWithTries | OwnNotice, summary="One notice")
    async def one(
        actor: StaffOrAgency, notice: UUID, request: Request, response: Response
    ) -> NoticeWithTries | OwnNotice:
        """With every try, for staff; their reading is recorded."""
        async with desk.pool.acquire() as conn:
            row = await queries.notice(conn, notice)
            tries = await queries.tries(conn, notice)
        if row is None or actor.partner not in (None, row["agency"]):
            raise nothing()
        if not actor.partner:
            await must_see(desk, request, row["case_id"])
            async with desk.pool.acquire() as conn:
                await audit_read(conn, request, [row["subject"]] if row["subject"] else [])
        response.headers["ETag"] = etag(row["version"])
        if actor.partner:
            return OwnNotice(**row)
        fields = sorted(DISCLOSED[FieldSet(row["field_set"])])
        return NoticeWithTries(**row, fields=fields, tries=[TryView(**one) for one in tries])

    @routes.post("/{notice}/withdraw", response_model=Changed, dependencies=[workers], summary="Take it back")
    async def withdraw(notice: UUID, why: Withdraw, request: Request, command: Command, if_match: IfMatch) -> Response:
        """While nobody has answered it. An agency that may have been told is told that it was taken back."""
        await change(request, notice)
        delivery = (Delivery, notice)
        return await desk.change(
            command, (Notice, notice), if_match,
            lambda seen, world, _: withdrawal.withdraw(seen, world.get(*delivery), why.reason), Changed,
            refs=[delivery],
        )  # fmt: skip

    @routes.post("/{notice}/resend", response_model=Changed, dependencies=[workers], summary="Bring it once more")
    async def resend(notice: UUID, why: Resend, request: Request, command: Command, if_match: IfMatch) -> Response:
        """While something is asked of the agency and no try is under way. Its clock runs on; what the person's details
        are now is asked anew."""
        await change(request, notice)
        delivery = (Delivery, notice)
        return await desk.change(
            command, (Notice, notice), if_match,
            lambda seen, world, cause: by_hand.resend(seen, world.get(*delivery), why.reason, cause), Changed,
            refs=[delivery],
        )  # fmt: skip

    @routes.post(
        "", status_code=201, response_model=Changed, dependencies=[workers], summary="Have another agency told"
    )
    async def add(given: Addressee, request: Request, command: Command) -> Response:
        """By a configured rule of the agency, whether it fits or not: on its ground, with its fields and its clock.
        `GET /v1/rules` lists them."""
        await must_see(desk, request, given.case)
        cause = command.cause(desk.clock.now())
        rule = by_hand.chosen(desk.rules, given.rule, cause.time.astimezone(RIGA).date())
        id = notice_id(cause, given.rule)
        return await desk.make(
            command, (Notice, id), f"/v1/notices/{id}",
            lambda world, cause: by_hand.add(world, given.case, rule, given.reason, cause, desk.rules), Changed,
            refs=by_hand.refs(given.case, rule, cause),
        )  # fmt: skip

    async def change(request: Request, notice: UUID) -> None:
        """The caller is about to change a notice. Raises Problem 404 when they do not see its case."""
        async with desk.pool.acquire() as conn:
            row = await queries.notice(conn, notice)
        if row is None:
            raise nothing()
        await must_see(desk, request, row["case_id"])

    return routes
