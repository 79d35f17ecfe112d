"""The residents' door (iedzīvotāju ziņojumi): anybody brings a concern, and follows it with a number and a code."""

from collections.abc import Callable
from dataclasses import replace
from typing import Annotated
from uuid import UUID

import asyncpg
from fastapi import APIRouter, Request

from services.intake.api.entry import referral_of
from services.intake.api.message import described, said
from services.intake.api.residents.doors import bucket_id, open_or_told, pass_door, residents
from services.intake.api.residents.views import Added, AskedView, Known, StandingView, TakenView, words
from services.intake.api.views import Registered
from services.intake.domain.referral import Referral
from services.intake.domain.register import Submission, referral_id, refs
from services.intake.domain.residents import concern
from services.intake.domain.residents.door import Bucket, Door
from services.intake.domain.supplement import Supplement, supplement_id
from services.intake.queries import referrals as queries
from shared.contracts.codes import Channel
from shared.contracts.partner import ReferralSubmitted
from shared.decision import Cause, Decision, World
from shared.http import Answer, Command, Problem, allow
from shared.runtime.desk import Desk
from shared.security import Actor, Role

Anybody = Annotated[Actor, allow(Role.RESIDENT, anonymous=True)]
_SOMEBODY = {"subject": {"description": "Nav pateikts, par ko ir runa."}}
"""Stands for whom it is about where that was not said: a question is about nobody, and a first word may be unnamed."""
Concern = Annotated[ReferralSubmitted, said(ReferralSubmitted, unsaid=_SOMEBODY, reference="resident")]
_ANYBODY = "resident"


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1/concerns", tags=["residents"])

    @routes.post(
        "",
        status_code=201,
        response_model=TakenView,
        openapi_extra=described(ReferralSubmitted, "reference", unsaid=_SOMEBODY),
        summary="Tell us of a concern, or ask for help (anybody)",
    )
    async def tell(actor: Anybody, said: Concern, command: Command, request: Request) -> TakenView:
        """With a name, protected or anonymous, as `reporter` says; with a token or without. Call 112 in danger."""
        allowed, now = residents(desk), desk.clock.now()
        if len(await request.body()) > (most := desk.settings.residents.max_bytes):
            raise Problem("too-large", f"A concern may have at most {most} bytes; call us to tell more.", limit=most)
        cause = _unnamed(command, desk)
        submission, bucket = Submission(Channel.WEB, None, said), bucket_id(desk, request, Door.WEB, now)

        async def work(conn: asyncpg.Connection) -> Answer:
            decided = await desk.decide(
                conn, cause, [(Bucket, bucket), *refs(submission, cause, desk.rules)],
                lambda world: concern.take(world, submission, bucket, cause, desk.rules, allowed),
            )  # fmt: skip
            return desk.answer(decided, Registered.model_validate(decided.world.get(Referral, referral_id(cause))), 201)

        with open_or_told(desk):
            answer = await command.run(work)
        taken, sentences = Registered.model_validate_json(answer.body), desk.settings.residents
        # What is remembered of the command has no code: it is worked out each time.
        return TakenView(
            number=taken.number, code=concern.follow_up_code(taken.id, desk.rules), thanks=words(sentences.thanks),
            next=words(sentences.next),
        )  # fmt: skip

    @routes.post("/status", response_model=StandingView, summary="How it stands (anybody with the code)")
    async def status(actor: Anybody, known: Known, request: Request) -> StandingView:
        """In words that reveal nothing of a case or of anybody; of some kinds nothing is told."""
        await pass_door(desk, request, Door.FOLLOW_UP)
        async with desk.pool.acquire() as conn, conn.transaction():
            id = await queries.by_number(conn, known.number)
            row = await queries.referral(conn, id) if id else None
        return _shown(desk, concern.followed(referral_of(row) if row else None, known.code, desk.rules))

    @routes.post("/information", response_model=StandingView, summary="Add to it (anybody with the code)")
    async def add(actor: Anybody, added: Added, command: Command, request: Request) -> StandingView:
        """What we asked for, or what you know since."""
        return await change(
            command, request, added, lambda referral, cause: concern.add(referral, added.narrative, cause, desk.rules)
        )

    @routes.post("/withdraw", response_model=StandingView, summary="Take it back (anybody with the code)")
    async def withdraw(actor: Anybody, known: Known, command: Command, request: Request) -> StandingView:
        """What somebody asked for themselves, and does not want any more."""
        return await change(
            command, request, known, lambda referral, cause: concern.withdraw(referral, residents(desk))
        )

    async def change(
        command: Command, request: Request, known: Known, rule: Callable[[Referral, Cause], Decision]
    ) -> StandingView:
        await pass_door(desk, request, Door.FOLLOW_UP)
        cause = _unnamed(command, desk)

        async def work(conn: asyncpg.Connection) -> Answer:
            target = (Referral, await queries.by_number(conn, known.number) or UUID(int=0))

            def decide(world: World) -> Decision:
                return rule(concern.followed(world.get(*target), known.code, desk.rules), cause)

            decided = await desk.decide(conn, cause, [target, (Supplement, supplement_id(cause))], decide)
            return desk.answer(decided, _shown(desk, decided.world.get(*target)))

        answer = await command.run(work)
        return StandingView.model_validate_json(answer.body)

    return routes


def _unnamed(command: Command, desk: Desk) -> Cause:
    """The command as a cause that does not say whose account it came from."""
    return replace(command.cause(desk.clock.now()), by=_ANYBODY)


def _shown(desk: Desk, referral: Referral) -> StandingView:
    sentences, standing = desk.settings.residents, concern.standing(referral, residents(desk))
    asked = referral.asked if standing is concern.Standing.NEEDS_SOMETHING else ()
    return StandingView(
        number=referral.number, standing=standing, words=words(getattr(sentences.words, standing)),
        asked=[AskedView(what=what, words=words(sentences.asked[what])) for what in asked],
    )  # fmt: skip
