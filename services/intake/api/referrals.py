"""Partners and the phone desk bring referrals; both take the same path as a message from Kafka."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import asyncpg
from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, Field

from services.intake.api.message import described, said
from services.intake.api.residents.views import RegisteredAtDesk
from services.intake.api.views import ReferralView, Registered
from services.intake.domain.letters import oddities
from services.intake.domain.referral import Referral
from services.intake.domain.register import Submission, referral_id, refs, register
from services.intake.domain.residents.call import DeskCall, desk_call
from services.intake.domain.residents.concern import follow_up_code
from services.intake.queries import referrals as queries
from shared.contracts.codes import Channel
from shared.contracts.partner import ReferralSubmitted
from shared.contracts.referral_codes import CallOutcome
from shared.decision import Cause, Decision
from shared.http import Answer, Command, Page, Paged, Problem, allow, etag
from shared.http.written import Instant
from shared.runtime.desk import Desk
from shared.runtime.partner import Partner, cause_of
from shared.security import Actor, Role

Said = Annotated[ReferralSubmitted, said(ReferralSubmitted)]
IntakeWorker = Annotated[Actor, allow(Role.INTAKE_WORKER)]
_KEPT = ("Location", "ETag", "Idempotency-Replayed")


class Call(BaseModel):
    """What is written down of a call; what the caller is to the person, `reporter.relation` says."""

    channel: Literal[Channel.PHONE, Channel.WALK_IN] = Channel.PHONE
    called_at: Instant | None = Field(None, description="When it was; left out when it is now")
    outcome: CallOutcome = Field(CallOutcome.REGISTERED, description="What came of it")


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
        response_model=RegisteredAtDesk,
        openapi_extra=body,
        summary="Enter a call at the phone desk, or somebody who walked in",
    )
    async def call(
        actor: IntakeWorker, said: Said, command: Command, response: Response, of: Annotated[Call, Query()]
    ) -> RegisteredAtDesk:
        """A resident calls or comes in (tālrunis, klātiene); no partner stands behind it, so no receipts are sent."""
        cause = command.cause(desk.clock.now())
        caller = said.reporter.relation if said.reporter else None
        noted = desk_call(referral_id(cause), of.channel, caller, of.called_at, of.outcome, cause)
        answer = await take(command, cause, Submission(of.channel, None, said), "/v1/queue", noted)
        response.headers.update({name: answer.headers[name] for name in _KEPT if name in answer.headers})
        registered = Registered.model_validate_json(answer.body)
        return RegisteredAtDesk(**registered.model_dump(), code=follow_up_code(registered.id, desk.rules))

    async def take(command: Command, cause: Cause, submission: Submission, shown_at: str, *noted: DeskCall) -> Response:
        """Register, whatever the door; sent again, the answer is the same number. What is noted is kept beside it."""
        target = (Referral, referral_id(cause))
        beside = [(type(state), state.id) for state in noted]

        async def work(conn: asyncpg.Connection) -> Answer:
            decided = await desk.decide(
                conn, cause, [*refs(submission, cause, desk.rules), *beside],
                lambda world: register(world, submission, cause, desk.rules) + Decision(noted),
            )  # fmt: skip
            referral = decided.world.get(*target)
            odd = list(oddities(submission.said.subject))
            body = Registered.model_validate(referral).model_copy(update={"oddities": odd})
            return desk.answer(decided, body, 201, f"{shown_at}/{referral.id}", referral.version)

        return await command.run(work)

    return routes
