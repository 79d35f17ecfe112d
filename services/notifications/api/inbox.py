"""An agency's inbox: what it is asked, for all of its people at once, and who of them has taken what on."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated
from uuid import UUID

import asyncpg
from fastapi import APIRouter, Query, Request, Response

from services.notifications import queries
from services.notifications.api.views import Claimed, ClaimGiven, OwnNotice
from services.notifications.domain import inbox
from services.notifications.domain.inbox import Tray
from services.notifications.domain.notice import Notice
from shared.contracts.fields import ClerkCode
from shared.decision import Cause, Decision, World
from shared.http import Answer, Command, Page, Paged
from shared.http.written import Instant
from shared.runtime.desk import Desk
from shared.runtime.partner import Partner, cause_of


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1/inbox", tags=["inbox"])

    @routes.get("", response_model=Page[OwnNotice], summary="Your organisation's inbox (agencies)")
    async def listed(
        actor: Partner,
        paging: Paged,
        tray: Annotated[Tray | None, Query(description="Only what lies there")] = None,
        clerk: Annotated[ClerkCode | None, Query(description="Only what this colleague has taken on")] = None,
        claimed: Annotated[bool | None, Query(description="Only what somebody has taken on, or nobody")] = None,
        since: Annotated[Instant | None, Query(alias="from", description="Issued then or later")] = None,
        until: Annotated[Instant | None, Query(description="Issued before then")] = None,
    ) -> Page[OwnNotice]:
        """Oldest first. To keep a list of your own: take `next` of `GET /v1/changes` first, then read this, and from
        then on ask for the changes after that place, or listen to `GET /v1/stream` from it."""
        wanted = queries.InTray(tray, clerk, claimed, since, until)
        async with desk.pool.acquire() as conn:
            rows = await queries.inbox(conn, actor.partner, wanted, paging.after(datetime, UUID), paging.fetch)
        return paging.page([OwnNotice(**row) for row in rows], place=lambda notice: (notice.issued_at, notice.id))

    @routes.post("/{notice}/claim", response_model=Claimed, summary="Somebody of you takes it on (agencies)")
    async def claim(actor: Partner, notice: UUID, given: ClaimGiven, command: Command, request: Request) -> Response:
        """It is also the acknowledgement. Who of two is first has it; the other is told who that is."""
        cause = cause_of(command, actor, request, desk.clock.now())
        return await change(
            notice, cause, command, lambda world: inbox.claim(world, notice, given.clerk, cause, desk.rules)
        )

    @routes.post("/{notice}/release", response_model=Claimed, summary="Lay it back for the colleagues (agencies)")
    async def release(actor: Partner, notice: UUID, command: Command, request: Request) -> Response:
        """Anybody of the organisation may, also for a colleague who is away."""
        cause = cause_of(command, actor, request, desk.clock.now())
        return await change(notice, cause, command, lambda world: inbox.release(world, notice, cause))

    async def change(notice: UUID, cause: Cause, command: Command, rule: Callable[[World], Decision]) -> Response:
        async def work(conn: asyncpg.Connection) -> Answer:
            decided = await desk.decide(conn, cause, inbox.refs(notice), rule)
            after = decided.world.get(Notice, notice)
            return desk.answer(decided, Claimed.model_validate(after), version=after.version)

        return await command.run(work)

    return routes
