"""What campaigns have brought, as numbers: no words, nobody who answered, members of staff by their ids."""

from uuid import UUID

from fastapi import APIRouter
from pydantic import Field

from services.reporting.api.asked import READERS
from services.reporting.api.views import View
from services.reporting.queries import campaigns as queries
from services.reporting.reports.reading import reading
from shared.contracts.feedback_codes import CampaignKind, RespondentRole
from shared.http import allow
from shared.runtime.desk import Desk


class WorkerFigures(View):
    """How often a member of staff was thanked."""

    worker: UUID
    submitted: int
    """All of them, the hidden ones too."""
    approved: int
    hidden: int


class CampaignFigures(View):
    """One campaign."""

    campaign: str = Field(examples=["iedzivotaju-paldies-2025"])
    kind: CampaignKind
    answers: int
    positive: int
    """Answers that say life has improved."""
    partly: int
    negative: int
    gifts_collected: int
    roles: dict[RespondentRole, int] = Field(examples=[{"client": 120, "relative": 31}])
    """Answers by what people are to the social service."""
    workers: list[WorkerFigures]


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1/campaigns", tags=["campaigns"])

    @routes.get("", response_model=list[CampaignFigures], dependencies=[allow(*READERS)], summary="All campaigns")
    async def campaigns() -> list[CampaignFigures]:
        """Each campaign that was answered, read in one snapshot."""
        async with reading(desk.pool) as conn:
            return [CampaignFigures(**campaign) for campaign in await queries.campaigns(conn)]

    return routes
