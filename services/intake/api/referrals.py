"""Partners and the phone desk bring referrals; both take the same path as a message from Kafka."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import asyncpg
from fastapi import APIRouter, Request, Response

from services.intake import queries
from services.intake.api.message import described, said
from services.intake.api.partner import Partner, cause_of
from services.intake.api.views import ReferralView, Registered
from services.intake.domain.people import oddities
from services.intake.domain.referral import Referral
from services.intake.domain.register import Submission, referral_id, refs, register
from shared.contracts.codes import Channel
from shared.contracts.partner import ReferralSubmitted
from shared.decision import Cause
from shared.http import Answer, Command, Page, Paged, Problem, allow, etag
from shared.runtime.desk import Desk
from shared.security import Actor, Role

Said = Annotated[ReferralSubmitted, said(ReferralSubmitted)]
IntakeWorker = Annotated[Actor, allow(Role.INTAKE_WORKER)]


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1", tags=["referrals"])
    body = described(ReferralSubmitted)

    @routes.post(
        "/referrals",
        status_code=201,
        response_model=Registered,
        openapi_extra=body,
        summary="Send a referral (partners)",
    )
    async def send(actor: Partner, said: Said, command: Command, request: Request) -> Response:
        """The Idempotency-Key is the message's id: the same one by Kafka is the same referral."""
        cause = cause_of(command, actor, request, desk.clock.now())
        return await take(command, cause, Submission(Channel.HTTP, actor.partner, said), "/v1/referrals")

    @routes.get("/referrals", response_model=Page[ReferralView], summary="Your own referrals (partners)")
    async def own(actor: Partner, paging: Paged) -> Page[ReferralView]:
        async with desk.pool.acquire() as conn:
            rows = await queries.sent_by(conn, actor.partner, paging.after(datetime, UUID), paging.fetch)
        return paging.page([ReferralView(**row) for row in rows], place=lambda r: (r.received_at, r.id))

    @routes.get("/referrals/{referral}", response_model=ReferralView, summary="One of your own referrals (partners)")
    async def one(actor: Partner, referral: UUID, response: Response) -> ReferralView:
        async with desk.pool.acquire() as conn:
            row = await queries.referral(conn, referral, actor.partner)
        if row is None:
            raise Problem("not-found", "There is no such referral of yours.")
        response.headers["ETag"] = etag(row["version"])
        return ReferralView(**row)

    @routes.post(
        "/desk/referrals",
        status_code=201,
        response_model=Registered,
        openapi_extra=body,
        summary="Enter a call at the phone desk",
    )
    async def call(actor: IntakeWorker, said: Said, command: Command) -> Response:
        """A resident calls or comes in (tālrunis); no partner stands behind it, so no receipts are sent."""
        return await take(command, command.cause(desk.clock.now()), Submission(Channel.PHONE, None, said), "/v1/queue")

    async def take(command: Command, cause: Cause, submission: Submission, shown_at: str) -> Response:
        """Register, whatever the door; sent again, the answer is the same number."""
        target = (Referral, referral_id(cause))

        async def work(conn: asyncpg.Connection) -> Answer:
            decided = await desk.decide(
                conn, cause, refs(submission, cause, desk.rules),
                lambda world: register(world, submission, cause, desk.rules),
            )  # fmt: skip
            referral = decided.world.get(*target)
            odd = list(oddities(submission.said.subject))
            body = Registered.model_validate(referral).model_copy(update={"oddities": odd})
            return desk.answer(decided, body, 201, f"{shown_at}/{referral.id}", referral.version)

        return await command.run(work)

    return routes
