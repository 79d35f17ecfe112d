"""Gifts: a winner asks for the claim code with their receipt number, and collects with it, unnamed."""

from typing import Annotated
from uuid import UUID

import asyncpg
from fastapi import APIRouter, Response

from services.intake.api.feedback.campaigns import Answerer, known
from services.intake.api.feedback.views import CampaignPath, ClaimCode, GiftAsked, GiftView, Receipt
from services.intake.domain.feedback import gifts
from services.intake.domain.feedback.answer import Answer
from services.intake.domain.feedback.campaign import Campaign
from services.intake.queries import feedback as feedback_queries
from shared.decision import Decision, World
from shared.http import Answer as Answered
from shared.http import Command, Problem, allow
from shared.runtime.desk import Desk
from shared.security import Actor, Role

GIVERS = (Role.INTAKE_WORKER, Role.PUBLIC_RELATIONS, Role.SUPERVISOR)
Giver = Annotated[Actor, allow(*GIVERS)]


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1/campaigns/{campaign}", tags=["gifts"])

    @routes.post("/answers/{answer}/claim", response_model=ClaimCode, summary="Ask for the claim code")
    async def claim(
        actor: Answerer, campaign: CampaignPath, answer: UUID, mine: Receipt, command: Command
    ) -> ClaimCode:
        """Shown once. The same request with the same Idempotency-Key shows it again: the first answer may be lost."""
        configured, cause = known(desk, campaign), command.cause(desk.clock.now())

        def shown(world: World) -> Decision:
            seen = world.get(Answer, answer)
            if seen is None or seen.campaign != campaign:
                raise Problem("not-found", "There is no such answer in this campaign.")
            return gifts.show_claim(seen, configured, mine.receipt, desk.rules)

        async def work(conn: asyncpg.Connection) -> Answered:
            decided = await desk.decide(conn, cause, [(Answer, answer)], shown)
            return Answered(status=204, last=decided.append)

        # What is remembered of the command is that it was done; the code itself is stored nowhere.
        await command.run(work)
        return ClaimCode(code=gifts.claim_code(campaign, answer, desk.rules))

    @routes.post("/gifts/check", response_model=GiftView, summary="Check a claim code")
    async def check(actor: Giver, campaign: CampaignPath, asked: GiftAsked) -> GiftView:
        """Whether a code is good, and its gift still there."""
        async with desk.pool.acquire() as conn:
            winner = await _winner(conn, known(desk, campaign), asked)
        return GiftView(**winner)

    @routes.post("/gifts/collect", response_model=GiftView, summary="Hand a gift over")
    async def collect(actor: Giver, campaign: CampaignPath, asked: GiftAsked, command: Command) -> Response:
        """Once for each code."""
        configured, cause = known(desk, campaign), command.cause(desk.clock.now())

        async def work(conn: asyncpg.Connection) -> Answered:
            ref = (Answer, (await _winner(conn, configured, asked))["id"])
            decided = await desk.decide(conn, cause, [ref], lambda world: gifts.collect(world.get(*ref), cause))
            return desk.answer(decided, GiftView.model_validate(decided.world.get(*ref)))

        return await command.run(work)

    async def _winner(conn: asyncpg.Connection, campaign: Campaign, asked: GiftAsked) -> asyncpg.Record:
        rows = {row["id"]: row for row in await feedback_queries.winners(conn, campaign.id, campaign.gifts)}
        return rows[gifts.winner(list(rows), campaign.id, asked.code, desk.rules)]

    return routes
