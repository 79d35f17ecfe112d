"""Who reported: read by itself, for a stated purpose, and recorded each time. No list, letter or notice has it."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Header, Request

from services.intake.api.queue import WORKERS
from services.intake.api.views import ReporterView
from services.intake.queries import referrals as queries
from shared.contracts.partner import Reporter
from shared.http import Problem, allow, audit_read
from shared.runtime.desk import Desk
from shared.security import Purpose

Stated = Annotated[
    Purpose, Header(alias="Tilts-Purpose", description="Why you need to know; your token's own purpose is not enough")
]


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1/queue", tags=["queue"])

    @routes.get(
        "/{referral}/reporter",
        response_model=ReporterView,
        dependencies=[allow(*WORKERS, personal_data=True)],
        summary="Who reported",
    )
    async def reporter(referral: UUID, purpose: Stated, request: Request) -> ReporterView:
        """Protected reporters too. The record names the referral: a reporter has no id of their own."""
        async with desk.pool.acquire() as conn:
            kept = await queries.reporter(conn, referral)
            if kept is None:
                raise Problem("not-found", "There is no such referral, or nobody reported it but its sender.")
            await audit_read(conn, request, [referral])
        noticed = Reporter.model_validate_json(kept)
        return ReporterView(**noticed.model_dump(exclude={"identity", "protected"}), identity=noticed.treated)

    return routes
