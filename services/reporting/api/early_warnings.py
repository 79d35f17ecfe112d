"""Early warnings: of which kind there came more referrals than usual, when, and by which rule."""

from datetime import date

from fastapi import APIRouter
from pydantic import Field

from services.reporting.api.asked import READERS
from services.reporting.api.views import View
from services.reporting.queries import early_warnings as queries
from services.reporting.reports.reading import reading
from shared.contracts.codes import ReferralKind
from shared.http import Page, Paged, allow
from shared.runtime.desk import Desk


class EarlyWarningView(View):
    """One warning; there is at most one for each kind and day."""

    kind: ReferralKind
    day: date
    """The last day of the window."""
    window_days: int = Field(examples=[7])
    counted: int = Field(examples=[9])
    """How many came in the window until the warning was raised."""
    baseline_days: int = Field(examples=[84])
    usual: float = Field(examples=[1.25])
    """How many came in as many days of the period before the window."""
    rule: str = Field(examples=["more-remote-learning-concerns"])


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1/early-warnings", tags=["early warnings"])

    @routes.get(
        "", response_model=Page[EarlyWarningView], dependencies=[allow(*READERS)], summary="More of a kind than usual"
    )
    async def warnings(paging: Paged, kind: ReferralKind | None = None) -> Page[EarlyWarningView]:
        """All of them or those of one kind, oldest first."""
        async with reading(desk.pool) as conn:
            rows = await queries.listed(conn, kind, paging.after(date, str), paging.fetch)
        items = [EarlyWarningView(**dict(row) | {"usual": row["usual"] / 1000}) for row in rows]
        return paging.page(items, place=lambda one: (one.day, one.kind))

    return routes
