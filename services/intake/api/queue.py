"""The intake worker's queue: one list, ordered by the clock that runs out first; decide each referral once."""

from datetime import datetime
from uuid import UUID

from fastapi import APIRouter, Request, Response

from services.intake.api.entry import QueueEntry, about
from services.intake.api.views import LetterView, ReferralView
from services.intake.api.wishes import Decline
from services.intake.domain import decide
from services.intake.domain.referral import Referral, family_of
from services.intake.queries import referrals as queries
from shared.contracts.codes import Priority, ReferralKind
from shared.contracts.referral_codes import HelpFamily, ReferralState
from shared.http import Command, IfMatch, Page, Paged, Problem, allow, audit_read, etag
from shared.runtime.desk import Desk
from shared.security import Role

WORKERS = (Role.INTAKE_WORKER, Role.SUPERVISOR)


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1/queue", tags=["queue"])
    workers = allow(*WORKERS)

    @routes.get("", response_model=Page[QueueEntry], dependencies=[workers], summary="The queue")
    async def queue(
        paging: Paged,
        state: ReferralState = ReferralState.RECEIVED,
        priority: Priority | None = None,
        family: HelpFamily | None = None,
        kind: ReferralKind | None = None,
    ) -> Page[QueueEntry]:
        """Each entry says why it has its class, and what may be done with it or why not."""
        async with desk.pool.acquire() as conn:
            kinds, after = _kinds(family, kind), paging.after(datetime, UUID)
            rows = await queries.queue(conn, state, priority, kinds, after, paging.fetch)
            known = await about(conn, rows)
        now = desk.clock.now()
        entries = [QueueEntry.of(row, known, desk.rules, now) for row in rows]
        return paging.page(entries, place=lambda entry: (entry.decide_by, entry.id))

    @routes.get("/{referral}", response_model=QueueEntry, dependencies=[workers], summary="One referral")
    async def one(referral: UUID, response: Response) -> QueueEntry:
        async with desk.pool.acquire() as conn:
            row = await queries.referral(conn, referral)
            if row is None:
                raise _unknown()
            known = await about(conn, [row])
        response.headers["ETag"] = etag(row["version"])
        return QueueEntry.of(row, known, desk.rules, desk.clock.now())

    @routes.get(
        "/{referral}/letter",
        response_model=LetterView,
        dependencies=[allow(*WORKERS, personal_data=True)],
        summary="What was said",
    )
    async def letter(referral: UUID, request: Request) -> LetterView:
        """In words. Every reading is recorded."""
        async with desk.pool.acquire() as conn:
            row = await queries.referral(conn, referral)
            text = await queries.letter(conn, referral)
            if row is None or text is None:
                raise _unknown()
            await audit_read(conn, request, row["subjects"])
        return LetterView.model_validate_json(text)

    @routes.post("/{referral}/accept", response_model=ReferralView, dependencies=[workers], summary="Accept it")
    async def accept(referral: UUID, command: Command, if_match: IfMatch) -> Response:
        """Cases opens a case from it; the partner is told."""
        return await desk.change(
            command, (Referral, referral), if_match,
            lambda seen, _, cause: decide.accept(seen, cause, desk.rules), ReferralView,
        )  # fmt: skip

    @routes.post("/{referral}/decline", response_model=ReferralView, dependencies=[workers], summary="Decline it")
    async def decline(referral: UUID, why: Decline, command: Command, if_match: IfMatch) -> Response:
        """With a reason that the partner is told."""
        return await desk.change(
            command, (Referral, referral), if_match,
            lambda seen, _, cause: decide.decline(seen, why.reason, cause), ReferralView,
        )  # fmt: skip

    return routes


def _kinds(family: HelpFamily | None, kind: ReferralKind | None) -> list[ReferralKind]:
    return [one for one in ReferralKind if family in (None, family_of(one)) and kind in (None, one)]


def _unknown() -> Problem:
    return Problem("not-found", "There is no such referral.")
