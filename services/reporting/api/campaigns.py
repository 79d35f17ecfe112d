"""What campaigns have brought, as numbers: no words, nobody who answered, members of staff by their ids."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from fastapi import APIRouter
from pydantic import Field

from services.reporting.api.asked import Reader
from services.reporting.api.days import AskedDays, AsOf, Days, shown, told
from services.reporting.api.found import BEING_BUILT, seen
from services.reporting.api.views import View
from services.reporting.queries import campaigns as queries
from services.reporting.reports.report import Report
from shared.contracts.feedback_codes import CampaignKind, RespondentRole
from shared.contracts.fields import CampaignCode
from shared.http import Page, Paged
from shared.runtime.desk import Desk

_ANSWERS, _RESPONSE = "surveys.answers", "surveys.response"


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
    answers: int | None = None
    """Null, as the other numbers, where it may not be told."""
    positive: int | None = None
    """Answers that say life has improved."""
    partly: int | None = None
    negative: int | None = None
    gifts_collected: int | None = None
    roles: dict[RespondentRole, int] | None = Field(None, examples=[{"client": 120, "relative": 31}])
    """Answers by what people are to the social service."""
    workers: list[WorkerFigures] | None = None


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1/campaigns", tags=["campaigns"])

    @routes.get("", response_model=Page[CampaignFigures], summary="All campaigns", responses=BEING_BUILT)
    async def campaigns(
        paging: Paged,
        reader: Reader,
        days: AskedDays,
        campaign: CampaignCode | None = None,
        kind: CampaignKind | None = None,
        as_of: AsOf = None,
    ) -> Page[CampaignFigures]:
        """Each campaign that was answered on these days, or ever, read in one snapshot.

        Public relations ask for a month (the one that runs, unless given) and see what the figures of surveys tell.
        """
        report = await told(desk, days, as_of, (_ANSWERS, _RESPONSE), reader)
        if report:
            days = Days(report.scope.first, report.scope.last)
        async with seen(desk, as_of) as (conn, _):
            found = await queries.campaigns(
                conn, (days.since, days.until), (campaign, kind), paging.after(str, str), paging.fetch
            )
        items = [_as_figures_tell(one, report) if report else CampaignFigures(**one) for one in found]
        return paging.page(items, place=lambda one: (one.campaign, one.kind))

    return routes


def _as_figures_tell(found: Mapping[str, Any], report: Report) -> CampaignFigures:
    answers, response = [
        next((row for row in report.rows[name] if row["campaign"] == found["campaign"]), {})
        for name in (_ANSWERS, _RESPONSE)
    ]
    return CampaignFigures(
        campaign=found["campaign"], kind=found["kind"], answers=shown(answers.get("answers")),
        positive=shown(response.get("positive")), gifts_collected=shown(answers.get("gifts")),
    )  # fmt: skip
