"""Campaigns from outside: what is asked now, the door for answers, and the words that were approved."""

from dataclasses import replace
from datetime import datetime
from typing import Annotated
from uuid import UUID

import asyncpg
from fastapi import APIRouter, Request, Response

from services.intake.api.feedback.views import AnswerGiven, AnswerTaken, CampaignPath, CampaignView, PublishedView
from services.intake.domain.feedback import answering, window
from services.intake.domain.feedback.answer import Answer
from services.intake.domain.feedback.answering import Submission, answer_id, by_resident
from services.intake.domain.feedback.campaign import Campaign
from services.intake.domain.feedback.gifts import receipt_number, wins
from services.intake.queries import feedback as feedback_queries
from shared.contracts.feedback_codes import Verdict
from shared.decision import Cause, Refusal
from shared.http import Answer as Answered
from shared.http import Command, Page, Paged, Problem, allow, public
from shared.runtime.desk import Desk
from shared.security import Actor, Role
from shared.stream.record import message_id

Answerer = Annotated[Actor, allow(Role.RESIDENT, Role.PARTNER)]


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1/campaigns", tags=["campaigns"])

    @routes.get("", response_model=list[CampaignView], dependencies=[public()], summary="All campaigns")
    async def campaigns() -> list[CampaignView]:
        now = desk.clock.now()
        return [_shown(campaign, now) for campaign in desk.rules.campaigns.values()]

    @routes.get(
        "/{campaign}/published",
        response_model=Page[PublishedView],
        dependencies=[public()],
        summary="Approved thanks or proposals",
    )
    async def published(campaign: CampaignPath, paging: Paged) -> Page[PublishedView]:
        """Words that a moderator has approved, oldest first."""
        known(desk, campaign)
        async with desk.pool.acquire() as conn:
            rows = await feedback_queries.texts(
                conn, campaign, Verdict.APPROVED, paging.after(datetime, UUID), paging.fetch
            )
        return paging.page([PublishedView(**row) for row in rows], place=lambda r: (r.answered_at, r.id))

    @routes.post(
        "/{campaign}/answers", status_code=201, response_model=AnswerTaken, summary="Answer (residents, portals)"
    )
    async def answer(
        actor: Answerer, campaign: CampaignPath, given: AnswerGiven, command: Command, request: Request
    ) -> Response:
        """Counts once a person where the campaign says so; the same answer again gets the same receipt number."""
        submission = _submission(actor, desk.rules.campaigns.get(campaign), campaign, given)
        cause = command.cause(desk.clock.now())
        if submission.partner:
            # The same message by Kafka is the same answer.
            message = request.headers["Idempotency-Key"]
            cause = replace(cause, id=message_id(actor.partner, message), by=f"partner.{actor.partner}")
        try:
            return await command.run(lambda conn: _take(desk, conn, submission, cause))
        except Refusal as refusal:
            await _count(desk, campaign, refusal, cause)
            raise

    return routes


def known(desk: Desk, code: str) -> Campaign:
    """Raises Problem 404 when there is no such campaign."""
    campaign = desk.rules.campaigns.get(code)
    if campaign is None:
        raise Problem("not-found", "There is no such campaign.")
    return campaign


def _shown(campaign: Campaign, now: datetime) -> CampaignView:
    return CampaignView(
        code=campaign.id, kind=campaign.kind, title=dict(campaign.title), opens=campaign.opens, closes=campaign.closes,
        open=campaign.refusal(now) is None, respondents=sorted(campaign.respondents),
        verified_identity=campaign.verified_identity, gifts=campaign.gifts,
    )  # fmt: skip


def _submission(actor: Actor, campaign: Campaign | None, code: str, given: AnswerGiven) -> Submission:
    """Who answers says the token of a resident, or the word of a portal that the campaign trusts."""
    said = Submission(code, partner=actor.partner, **given.model_dump())
    trusted = campaign is not None and actor.partner in campaign.portals
    return by_resident(said, actor.identity) if Role.RESIDENT in actor.roles and not trusted else said


async def _take(desk: Desk, conn: asyncpg.Connection, submission: Submission, cause: Cause) -> Answered:
    rules = desk.rules
    decided = await desk.decide(
        conn, cause, answering.refs(submission, cause, rules),
        lambda world: answering.answer(world, submission, cause, rules),
    )  # fmt: skip
    taken = decided.world.get(Answer, answer_id(submission, cause, rules))
    body = AnswerTaken(
        id=taken.id, campaign=taken.campaign, answered_at=taken.answered_at, receipt=receipt_number(taken, rules),
        gift=wins(taken, rules.campaigns[taken.campaign]),
    )  # fmt: skip
    return desk.answer(decided, body, 201)


async def _count(desk: Desk, campaign: str, refusal: Refusal, cause: Cause) -> None:
    """Of an answer outside the window a number is kept, in a transaction of its own: the refused one left nothing."""
    why = window.outside(refusal)
    if why is None:
        return
    async with desk.pool.acquire() as conn, conn.transaction():
        await desk.decide(conn, cause, window.refs(campaign), lambda world: window.counted(world, campaign, why))
