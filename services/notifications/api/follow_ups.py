"""What people of ours have to do for notices: call an agency, decide what follows a refusal, ask what came of it.

Whoever sees the case sees it and may do it. Who takes one on says so, so that two do not call.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import asyncpg
from fastapi import APIRouter, Query, Request, Response

from services.notifications import queries
from services.notifications.api.follow_up_views import DoneGiven, FollowUpState, FollowUpView
from services.notifications.api.notices import READERS
from services.notifications.api.sight import must_see, nothing, visible
from services.notifications.domain import calling
from services.notifications.domain.calling import Done
from services.notifications.domain.delivery import Delivery
from services.notifications.domain.follow_up import FollowUp
from services.notifications.domain.notice import Notice
from shared.contracts.codes import FieldSet
from shared.contracts.disclosure import DISCLOSED
from shared.contracts.fields import PartnerCode
from shared.contracts.notice_codes import FollowUpReason, FollowUpRole
from shared.decision import Cause, Decision
from shared.http import Command, IfMatch, Page, Paged, allow, audit_read, etag
from shared.runtime.desk import Desk
from shared.security import Actor, Role

Reader = Annotated[Actor, allow(*READERS)]


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1/follow-ups", tags=["follow-ups"])
    doers = allow(Role.SOCIAL_WORKER, Role.SUPERVISOR, Role.HEAD)

    @routes.get("", response_model=Page[FollowUpView], summary="What people have to do, the next one due on top")
    async def listed(
        actor: Reader,
        paging: Paged,
        request: Request,
        open: Annotated[bool | None, Query(description="Only what is to be done, or only what is over")] = True,
        reason: FollowUpReason | None = None,
        role: Annotated[FollowUpRole | None, Query(description="The highest who was asked")] = None,
        call: Annotated[bool | None, Query(description="Whether the agency is to be called")] = None,
        case: UUID | None = None,
        agency: PartnerCode | None = None,
        mine: Annotated[bool, Query(description="Only what you have taken on")] = False,
        claimed: Annotated[bool | None, Query(description="Only what somebody has taken on, or nobody")] = None,
        overdue: Annotated[bool | None, Query(description="Only what should be done by now, or the rest")] = None,
    ) -> Page[FollowUpView]:
        """Of cases that you see: the others are left out of a page, which may be shorter than asked for."""
        staff = _staff(actor) if mine else None
        asked = queries.Asked(open, reason, role, call, case, agency, staff, claimed, overdue)
        async with desk.pool.acquire() as conn:
            rows = await queries.follow_ups(
                conn, asked, desk.clock.now(), paging.after(datetime, UUID), paging.fetch
            )  # fmt: skip
        page = paging.page([view(row) for row in rows], place=lambda one: (one.due_at, one.id))
        theirs = await visible(desk, request, {one.case_id for one in page.items})
        shown = [one for one in page.items if one.case_id in theirs]
        await recorded(request, shown)
        return Page(items=shown, next=page.next)

    @routes.get("/{notice}", response_model=FollowUpView, summary="What a person has to do for one notice")
    async def one(actor: Reader, notice: UUID, request: Request, response: Response) -> FollowUpView:
        shown = view(await seen(notice, request))
        await recorded(request, [shown])
        response.headers["ETag"] = etag(shown.version)
        return shown

    @routes.post("/{notice}/claim", response_model=FollowUpState, dependencies=[doers], summary="Take it on")
    async def claim(notice: UUID, request: Request, command: Command, if_match: IfMatch) -> Response:
        await seen(notice, request)
        return await change(notice, command, if_match, lambda before, of, _, cause: calling.claim(before, of, cause))

    @routes.post("/{notice}/release", response_model=FollowUpState, dependencies=[doers], summary="Lay it back")
    async def release(notice: UUID, request: Request, command: Command, if_match: IfMatch) -> Response:
        """For a colleague who is away as well."""
        await seen(notice, request)
        return await change(notice, command, if_match, lambda before, of, _, cause: calling.release(before, of, cause))

    @routes.post("/{notice}/done", response_model=FollowUpState, dependencies=[doers], summary="What you did")
    async def done(
        notice: UUID, given: DoneGiven, request: Request, command: Command, if_match: IfMatch
    ) -> Response:  # fmt: skip
        """What the agency said on the phone counts as if it had said so by itself, late where it is late. Which fields
        were said of whom is in the ledger. `not_reached` asks for another call, and in the end the head."""
        await seen(notice, request)
        said = given.root.model_dump()
        what = Done(**said | {"fields": tuple(sorted(said.get("fields", ())))})
        return await change(
            notice, command, if_match,
            lambda before, of, delivery, cause: calling.done(before, of, delivery, what, cause, desk.rules),
        )  # fmt: skip

    async def change(notice: UUID, command: Command, if_match: str, rule: Any) -> Response:
        refs = (Notice, notice), (Delivery, notice)

        def decide(before: FollowUp, world: Any, cause: Cause) -> Decision:
            return rule(before, *(world.get(*ref) for ref in refs), cause)

        return await desk.change(command, (FollowUp, notice), if_match, decide, FollowUpState, refs=refs)

    async def seen(notice: UUID, request: Request) -> asyncpg.Record:
        async with desk.pool.acquire() as conn:
            row = await queries.follow_up(conn, notice, desk.clock.now())
        if row is None:
            raise nothing()
        await must_see(desk, request, row["case_id"])
        return row

    async def recorded(request: Request, shown: Sequence[FollowUpView]) -> None:
        async with desk.pool.acquire() as conn:
            await audit_read(conn, request, {one.subject for one in shown if one.subject})

    def view(row: asyncpg.Record) -> FollowUpView:
        partner = desk.settings.partners.get(row["agency"])
        fields = sorted(DISCLOSED[FieldSet(row["field_set"])])
        return FollowUpView(**row, fields=fields, phone=partner and partner.phone)

    return routes


def _staff(actor: Actor) -> UUID:
    """Accounts of staff are named by their staff id; somebody else has taken nothing on."""
    try:
        return UUID(actor.id)
    except ValueError:
        return UUID(int=0)
