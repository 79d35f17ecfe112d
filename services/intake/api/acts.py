"""What the intake worker does with a referral beside deciding it: ask, write down, redirect, triage, answer,
forward, link."""

from uuid import UUID

from fastapi import APIRouter, Response

from services.intake.api.queue import WORKERS
from services.intake.api.views import ReferralView
from services.intake.api.wishes import AnswerGiven, Ask, Forward, Link, Redirect, Supply, Triage, Unlink
from services.intake.domain import assistance, inquire, inquiry, link, redirect, triage
from services.intake.domain.referral import Referral
from services.intake.domain.supplement import Supplement, supplement_id
from shared.decision import Ref
from shared.http import Command, IfMatch, allow
from shared.runtime.desk import Desk, Rule


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1/queue/{referral}", tags=["queue"], dependencies=[allow(*WORKERS)])

    async def change(id: UUID, command: Command, if_match: str, rule: Rule, *refs: Ref) -> Response:
        return await desk.change(command, (Referral, id), if_match, rule, ReferralView, refs=refs)

    @routes.post("/ask", response_model=ReferralView, summary="Ask for what is missing")
    async def ask(referral: UUID, wish: Ask, command: Command, if_match: IfMatch) -> Response:
        """Its clock stands still until something comes; the partner is told what is missing."""
        return await change(
            referral, command, if_match,
            lambda seen, _, cause: inquire.ask(seen, tuple(wish.asked), cause, desk.rules),
        )  # fmt: skip

    @routes.post("/information", response_model=ReferralView, summary="Write down what came")
    async def supply(referral: UUID, wish: Supply, command: Command, if_match: IfMatch) -> Response:
        """By phone or on paper, asked for or not. A clock that stood still runs on with the rest of its time."""
        noted = (Supplement, supplement_id(command.cause(desk.clock.now())))
        return await change(
            referral, command, if_match,
            lambda seen, _, cause: inquire.take_down(seen, wish.narrative, cause, desk.rules), noted,
        )  # fmt: skip

    @routes.post("/redirect", response_model=ReferralView, summary="Redirect it to whose matter it is")
    async def to_another(referral: UUID, wish: Redirect, command: Command, if_match: IfMatch) -> Response:
        """To a partner of ours or another municipality; its sender is told whom to turn to."""
        return await change(
            referral, command, if_match, lambda seen, _, cause: redirect.redirect(seen, wish.to, cause, desk.rules)
        )

    @routes.post("/triage", response_model=ReferralView, summary="Give it another class or clock")
    async def override(referral: UUID, wish: Triage, command: Command, if_match: IfMatch) -> Response:
        """With a reason. No rule takes it back."""
        return await change(
            referral, command, if_match, lambda seen, _, cause: triage.override(seen, wish.wish(), cause)
        )

    @routes.post("/answer", response_model=ReferralView, summary="Note that an inquiry was answered")
    async def answered(referral: UUID, wish: AnswerGiven, command: Command, if_match: IfMatch) -> Response:
        """It is over with that, and no case grows from it."""
        how = wish.answer
        return await change(referral, command, if_match, lambda seen, _, cause: inquiry.answer(seen, how, cause))

    @routes.post("/forward", response_model=ReferralView, summary="Note where an application for a benefit is now")
    async def forwarded(referral: UUID, wish: Forward, command: Command, if_match: IfMatch) -> Response:
        """Benefits are calculated there; the number stays here. It is over with that, and its sender is told."""
        return await change(
            referral, command, if_match,
            lambda seen, _, cause: assistance.forward(seen, wish.system, wish.number, cause, desk.rules),
        )  # fmt: skip

    @routes.post("/link", response_model=ReferralView, summary="Link it to another referral")
    async def linked(referral: UUID, wish: Link, command: Command, if_match: IfMatch) -> Response:
        """Each keeps its own life; nothing is merged."""
        other = (Referral, wish.other)
        return await change(
            referral, command, if_match,
            lambda seen, world, cause: link.link(seen, world.get(*other), wish.relation, cause), other,
        )  # fmt: skip

    @routes.post("/unlink", response_model=ReferralView, summary="Take a link away")
    async def unlinked(referral: UUID, wish: Unlink, command: Command, if_match: IfMatch) -> Response:
        other = (Referral, wish.other)
        return await change(
            referral, command, if_match,
            lambda seen, world, cause: link.unlink(seen, world.get(*other), wish.other, cause), other,
        )  # fmt: skip

    return routes
