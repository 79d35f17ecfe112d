"""Moderation: somebody of ours reads thanks and proposals before anybody else sees them, and sees the numbers."""

from datetime import datetime
from uuid import UUID

from fastapi import APIRouter, Request, Response

from services.intake.api.feedback.campaigns import known
from services.intake.api.feedback.views import CampaignPath, Hide, TallyView, TextView, VerdictView
from services.intake.domain.feedback.answer import Answer
from services.intake.domain.feedback.moderation import moderate
from services.intake.queries import feedback as feedback_queries
from shared.contracts.feedback_codes import HideReason, Verdict
from shared.decision import Cause, Decision
from shared.http import Command, IfMatch, Page, Paged, Problem, allow, audit_read
from shared.runtime.desk import Desk
from shared.security import Role

MODERATORS = (Role.PUBLIC_RELATIONS, Role.SUPERVISOR)


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1/campaigns/{campaign}", tags=["moderation"])
    moderators = allow(*MODERATORS)

    @routes.get(
        "/moderation",
        response_model=Page[TextView],
        dependencies=[allow(*MODERATORS, personal_data=True)],
        summary="Words to be moderated",
    )
    async def waiting(
        campaign: CampaignPath, request: Request, paging: Paged, verdict: Verdict | None = None
    ) -> Page[TextView]:
        """Those without a verdict unless one is asked for, oldest first. They may name people: reading is recorded."""
        known(desk, campaign)
        async with desk.pool.acquire() as conn:
            rows = await feedback_queries.texts(conn, campaign, verdict, paging.after(datetime, UUID), paging.fetch)
            await audit_read(conn, request, [row["id"] for row in rows])
        return paging.page([TextView(**row) for row in rows], place=lambda r: (r.answered_at, r.id))

    @routes.post(
        "/moderation/{answer}/approve", response_model=VerdictView, dependencies=[moderators], summary="Let it be seen"
    )
    async def approve(campaign: CampaignPath, answer: UUID, command: Command, if_match: IfMatch) -> Response:
        return await decide(campaign, answer, None, command, if_match)

    @routes.post("/moderation/{answer}/hide", response_model=VerdictView, dependencies=[moderators], summary="Hide it")
    async def hide(campaign: CampaignPath, answer: UUID, why: Hide, command: Command, if_match: IfMatch) -> Response:
        """With a reason. The answer still counts as submitted."""
        return await decide(campaign, answer, why.reason, command, if_match)

    @routes.get(
        "/tally",
        response_model=TallyView,
        dependencies=[allow(*MODERATORS, Role.HEAD)],
        summary="What a campaign has brought",
    )
    async def tally(campaign: CampaignPath) -> TallyView:
        """Numbers only; members of staff by their ids."""
        known(desk, campaign)
        async with desk.pool.acquire() as conn:
            return TallyView(**await feedback_queries.tally(conn, campaign))

    async def decide(
        campaign: str, answer: UUID, reason: HideReason | None, command: Command, if_match: IfMatch
    ) -> Response:
        def rule(seen: Answer, _: object, cause: Cause) -> Decision:
            if seen.campaign != campaign:
                raise Problem("not-found", "There is no such answer in this campaign.")
            return moderate(seen, reason, cause)

        return await desk.change(command, (Answer, answer), if_match, rule, VerdictView)

    return routes
