"""The intake worker's queue: one list, ordered by the clock that runs out first; decide each referral once."""

from datetime import datetime
from uuid import UUID

from fastapi import APIRouter, Request, Response

from services.intake import queries
from services.intake.api.views import Decline, LetterView, ReferralView
from services.intake.domain import decide
from services.intake.domain.referral import Referral, ReferralState
from shared.contracts.codes import Priority
from shared.decision import Cause, Decision
from shared.http import Answer, Command, IfMatch, Page, Paged, Problem, allow, audit_read, etag, require_version
from shared.runtime.desk import Desk
from shared.security import Role

WORKERS = (Role.INTAKE_WORKER, Role.SUPERVISOR)


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1/queue", tags=["queue"])

    @routes.get("", response_model=Page[ReferralView], dependencies=[allow(*WORKERS)], summary="The queue")
    async def queue(
        paging: Paged, state: ReferralState = ReferralState.RECEIVED, priority: Priority | None = None
    ) -> Page[ReferralView]:
        async with desk.pool.acquire() as conn:
            rows = await queries.queue(conn, state, priority, paging.after(datetime, UUID), paging.fetch)
        return paging.page([ReferralView(**row) for row in rows], place=lambda r: (r.decide_by, r.id))

    @routes.get("/{referral}", response_model=ReferralView, dependencies=[allow(*WORKERS)], summary="One referral")
    async def one(referral: UUID, response: Response) -> ReferralView:
        async with desk.pool.acquire() as conn:
            row = await queries.referral(conn, referral)
        if row is None:
            raise _unknown()
        response.headers["ETag"] = etag(row["version"])
        return ReferralView(**row)

    @routes.get("/{referral}/letter", response_model=LetterView, dependencies=[allow(*WORKERS, personal_data=True)])
    async def letter(referral: UUID, request: Request) -> LetterView:
        """What was said, in words. Every reading is recorded."""
        async with desk.pool.acquire() as conn:
            text, found = await queries.letter(conn, referral), await queries.referral(conn, referral)
            if text is None or found is None:
                raise _unknown()
            await audit_read(conn, request, found["subjects"])
        return LetterView.model_validate_json(text)

    @routes.post("/{referral}/accept", response_model=ReferralView, dependencies=[allow(*WORKERS)], summary="Accept it")
    async def accept(referral: UUID, command: Command, if_match: IfMatch) -> Response:
        """Cases opens a case from it; the partner is told."""
        return await change(command, referral, if_match, lambda r, cause: decide.accept(r, cause, desk.rules))

    @routes.post(
        "/{referral}/decline", response_model=ReferralView, dependencies=[allow(*WORKERS)], summary="Decline it"
    )
    async def declined(referral: UUID, why: Decline, command: Command, if_match: IfMatch) -> Response:
        """With a reason that the partner is told."""
        return await change(command, referral, if_match, lambda r, cause: decide.decline(r, why.reason, cause))

    async def change(command: Command, id: UUID, if_match: str, rule) -> Response:
        cause: Cause = command.cause(desk.clock.now())

        def decided_by(world) -> Decision:
            referral = world.get(Referral, id)
            if referral is None:
                raise _unknown()
            require_version(if_match, referral.version)
            return rule(referral, cause)

        async def work(conn) -> Answer:
            decided = await desk.decide(conn, cause, [(Referral, id)], decided_by)
            changed = decided.world.get(Referral, id)
            return desk.answer(decided, ReferralView.model_validate(changed), version=changed.version)

        return await command.run(work)

    return routes


def _unknown() -> Problem:
    return Problem("not-found", "There is no such referral.")
