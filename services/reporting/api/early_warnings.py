"""Early warnings: of which kind there came more referrals than usual, when, and by which rule."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from fastapi import APIRouter
from pydantic import Field

from services.reporting.api.asked import Reader
from services.reporting.api.days import AskedDays, AsOf, Days, shown, told
from services.reporting.api.found import BEING_BUILT, seen
from services.reporting.api.views import View
from services.reporting.queries import early_warnings as queries
from services.reporting.reports.report import Report
from shared.contracts.codes import ReferralKind
from shared.http import Page, Paged
from shared.runtime.desk import Desk

_FIGURE = "referrals.early_warnings"


class EarlyWarningView(View):
    """One warning; there is at most one for each kind and day."""

    kind: ReferralKind
    day: date
    """The last day of the window."""
    window_days: int = Field(examples=[7])
    counted: int | None = Field(examples=[9])
    """How many came in the window until the warning was raised; null where it may not be told."""
    baseline_days: int = Field(examples=[84])
    usual: float | None = Field(examples=[1.25])
    """How many came in as many days of the period before the window; null where that may not be told."""
    rule: str = Field(examples=["more-remote-learning-concerns"])


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1/early-warnings", tags=["early warnings"])

    @routes.get("", response_model=Page[EarlyWarningView], summary="More of a kind than usual", responses=BEING_BUILT)
    async def warnings(
        paging: Paged, reader: Reader, days: AskedDays, kind: ReferralKind | None = None, as_of: AsOf = None
    ) -> Page[EarlyWarningView]:
        """Those of these days and of one kind, or all of them, oldest first.

        Public relations ask for a month (the one that runs, unless given) and see what its figures tell.
        """
        report = await told(desk, days, as_of, [_FIGURE], reader)
        if report:
            days = Days(report.scope.first, report.scope.last)
        async with seen(desk, as_of) as (conn, _):
            rows = await queries.listed(conn, (days.first, days.last), kind, paging.after(date, str), paging.fetch)
        items = [EarlyWarningView(**dict(row) | _counts(row, report)) for row in rows]
        return paging.page(items, place=lambda one: (one.day, one.kind))

    return routes


def _counts(row: Mapping[str, Any], report: Report | None) -> dict[str, float | None]:
    if report is None:
        return {"usual": row["usual"] / 1000}
    place = str(row["day"]), row["kind"]
    told = next((one for one in report.rows[_FIGURE] if (one["time"], one["kind"]) == place), {})
    return {name: shown(told.get(name)) for name in ("counted", "usual")}
