"""Figures of a partner abroad over HTTP: the same message as by Kafka, with the same effect."""

from typing import Annotated

import asyncpg
from fastapi import APIRouter, Request, Response

from services.intake.api.message import described, said
from services.intake.domain.registers import aggregate
from shared.contracts.partner import AggregateRegistered, AggregateReported
from shared.http import Answer, Command
from shared.runtime.desk import Desk
from shared.runtime.partner import Partner, cause_of

Said = Annotated[AggregateReported, said(AggregateReported)]


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1/aggregates", tags=["referrals"])

    @routes.post(
        "",
        status_code=201,
        response_model=AggregateRegistered,
        openapi_extra=described(AggregateReported, closed=True),
        summary="Send a figure, without anybody in it (partners abroad)",
    )
    async def send(actor: Partner, said: Said, command: Command, request: Request) -> Response:
        """The answer is the receipt. The same group and day once more is a correction."""
        cause = cause_of(command, actor, request, desk.clock.now())

        async def work(conn: asyncpg.Connection) -> Answer:
            decided = await desk.decide(
                conn, cause, aggregate.refs(said, cause, desk.rules),
                lambda world: aggregate.report(world, said, cause, desk.rules),
            )  # fmt: skip
            (told,) = decided.decision.replies
            return desk.answer(decided, told.message, 201)

        return await command.run(work)

    return routes
