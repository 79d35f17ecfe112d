"""What a partner says later of a referral of its own: the same messages as by Kafka, with the same effect."""

from typing import Annotated
from uuid import UUID

import asyncpg
from fastapi import APIRouter, Request, Response

from services.intake.api.message import described, said
from services.intake.api.views import ReferralView
from services.intake.domain import sender
from services.intake.domain.reference import theirs
from services.intake.domain.referral import Referral
from shared.contracts.partner import InformationSupplied, ReferralCorrected, ReferralWithdrawn
from shared.decision import Decision, Refusal, World
from shared.http import Answer, Command
from shared.runtime.desk import Desk
from shared.runtime.partner import Partner, cause_of
from shared.security import Actor

Correction = Annotated[ReferralCorrected, said(ReferralCorrected)]
Addition = Annotated[InformationSupplied, said(InformationSupplied)]
Withdrawal = Annotated[ReferralWithdrawn, said(ReferralWithdrawn)]


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1/referrals/{referral}", tags=["referrals"])

    @routes.post(
        "/correct",
        response_model=ReferralView,
        openapi_extra=described(ReferralCorrected),
        summary="Correct a referral of yours (partners)",
    )
    async def correct(actor: Partner, referral: UUID, said: Correction, command: Command, request: Request) -> Response:
        """What is left out stays as it was."""
        return await hear(actor, referral, said, command, request)

    @routes.post(
        "/information",
        response_model=ReferralView,
        openapi_extra=described(InformationSupplied),
        summary="Add to a referral of yours (partners)",
    )
    async def supply(actor: Partner, referral: UUID, said: Addition, command: Command, request: Request) -> Response:
        """A clock that stood still, because we had asked, runs on."""
        return await hear(actor, referral, said, command, request)

    @routes.post(
        "/withdraw",
        response_model=ReferralView,
        openapi_extra=described(ReferralWithdrawn),
        summary="Take a referral of yours back (partners)",
    )
    async def withdraw(
        actor: Partner, referral: UUID, said: Withdrawal, command: Command, request: Request
    ) -> Response:
        """Before or after it was accepted; a case that grew from it may go on."""
        return await hear(actor, referral, said, command, request)

    async def hear(actor: Actor, id: UUID, said: sender.Said, command: Command, request: Request) -> Response:
        cause = cause_of(command, actor, request, desk.clock.now())
        target = (Referral, id)

        def decide(world: World) -> Decision:
            referral = theirs(world.get(*target), cause.partner)
            if said.reference != referral.reference:
                raise Refusal(
                    code="reference-differs", title="The reference is that of another referral",
                    detail="Repeat the reference of the referral in the address.",
                    pointers=(("/reference", "is not that of this referral"),),
                )  # fmt: skip
            return sender.hear(world, referral, said, cause, desk.rules)

        async def work(conn: asyncpg.Connection) -> Answer:
            decided = await desk.decide(conn, cause, [target, *sender.refs(said, cause, desk.rules)], decide)
            after = decided.world.get(*target)
            return desk.answer(decided, ReferralView.model_validate(after), version=after.version)

        return await command.run(work)

    return routes
