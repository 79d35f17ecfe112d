"""Partners and the phone desk bring referrals; both take the same path as a message from Kafka."""

from dataclasses import replace
from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Request, Response

from services.intake import queries
from services.intake.api.views import ReferralView, Registered
from services.intake.domain.referral import Referral
from services.intake.domain.register import Submission, referral_id, refs, register
from shared.contracts.codes import Channel
from shared.contracts.partner import ReferralSubmitted
from shared.decision import Cause
from shared.http import Answer, Command, Page, Paged, Problem, allow, etag
from shared.runtime.desk import Desk
from shared.security import Actor, Role
from shared.stream.record import message_id

Partner = Annotated[Actor, allow(Role.PARTNER)]


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1", tags=["referrals"])

    async def take(command: Command, cause: Cause, submission: Submission) -> Response:
        """Register, whatever the door; sent again, the answer is the same number."""

        async def work(conn) -> Answer:
            decided = await desk.decide(
                conn, cause, refs(submission, cause, desk.rules),
                lambda world: register(world, submission, cause, desk.rules),
            )  # fmt: skip
            registered = decided.world.get(Referral, referral_id(cause))
            body = Registered(
                id=registered.id, number=registered.number, state=registered.state, version=registered.version
            )
            path = "/v1/referrals" if submission.channel is Channel.HTTP else "/v1/queue"
            return desk.answer(decided, body, 201, f"{path}/{registered.id}", registered.version)

        return await command.run(work)

    @routes.post("/referrals", status_code=201, response_model=Registered, summary="Send a referral (partners)")
    async def send(said: ReferralSubmitted, command: Command, actor: Partner, request: Request) -> Response:
        """The Idempotency-Key is the message's id: the same one by Kafka is the same referral."""
        message = request.headers["Idempotency-Key"]
        cause = replace(
            command.cause(desk.clock.now()), id=message_id(actor.partner, message), by=f"partner.{actor.partner}",
            message=message,
        )  # fmt: skip
        return await take(command, cause, Submission(Channel.HTTP, actor.partner, said))

    @routes.get("/referrals", response_model=Page[ReferralView], summary="Your own referrals (partners)")
    async def own(paging: Paged, actor: Partner):
        async with desk.pool.acquire() as conn:
            rows = await queries.sent_by(conn, actor.partner, paging.after(datetime, UUID), paging.fetch)
        return paging.page([ReferralView(**row) for row in rows], place=lambda r: (r.received_at, r.id))

    @routes.get("/referrals/{referral}", response_model=ReferralView, summary="One of your own referrals (partners)")
    async def one(referral: UUID, response: Response, actor: Partner):
        async with desk.pool.acquire() as conn:
            row = await queries.referral(conn, referral, actor.partner)
        if row is None:
            raise Problem("not-found", "There is no such referral of yours.")
        response.headers["ETag"] = etag(row["version"])
        return ReferralView(**row)

    @routes.post(
        "/desk/referrals", status_code=201, response_model=Registered, summary="Enter a call at the phone desk"
    )
    async def call(said: ReferralSubmitted, command: Command, actor: Annotated[Actor, allow(Role.INTAKE_WORKER)]):
        """A resident calls or comes in (tālrunis); no partner stands behind it, so no receipts are sent."""
        return await take(command, command.cause(desk.clock.now()), Submission(Channel.PHONE, None, said))

    return routes
