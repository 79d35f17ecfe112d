"""The book of calls and visits to the desk: when, by what sort of caller, who took it, what came of it. No names."""

from datetime import datetime
from uuid import UUID

from fastapi import APIRouter
from pydantic import Field

from services.intake.api.queue import WORKERS
from services.intake.api.views import View
from services.intake.queries import referrals as queries
from shared.contracts.codes import Channel, ReferralKind
from shared.contracts.referral_codes import CallOutcome, ReporterRelation
from shared.http import Page, Paged, allow
from shared.runtime.desk import Desk


class CallView(View):
    """One call or visit."""

    id: UUID
    """The referral it led to."""
    number: str = Field(examples=["LPX-2026-000123"])
    kind: ReferralKind
    channel: Channel
    caller: ReporterRelation | None
    """What the caller is to the person."""
    operator: UUID | None
    """Who took it."""
    called_at: datetime
    outcome: CallOutcome


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1/desk/calls", tags=["desk"])

    @routes.get("", response_model=Page[CallView], dependencies=[allow(*WORKERS)], summary="Calls and visits")
    async def calls(paging: Paged, outcome: CallOutcome | None = None) -> Page[CallView]:
        """Oldest first, all or those of one outcome."""
        async with desk.pool.acquire() as conn:
            rows = await queries.calls(conn, outcome, paging.after(datetime, UUID), paging.fetch)
        return paging.page([CallView(**row) for row in rows], place=lambda call: (call.called_at, call.id))

    return routes
