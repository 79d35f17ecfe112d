"""The page: the same report as `/v1/figures`, for people with a browser."""

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Response

import services.reporting.page
from services.reporting.api.asked import READERS, Asked, check_unit
from services.reporting.page.view import sections, tiles
from services.reporting.report import Report, report
from services.reporting.rules import Names
from services.reporting.scope import Scope
from services.reporting.words import LABELS, Language, Words
from shared.calendar import RIGA
from shared.http import allow
from shared.http.pages import Pages
from shared.runtime.desk import Desk

_PAGES = Pages(Path(services.reporting.page.__file__).parent / "templates", forms="'self'")
_DAY = timedelta(days=1)


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(tags=["page"])

    @routes.get("/", dependencies=[allow(*READERS)], summary="The page", responses=_HTML)
    async def page(asked: Annotated[Asked, Query()]) -> Response:
        """Tables with charts beside them, in Latvian or English, for the same period and unit as the figures."""
        counted = await report(desk.pool, asked.scope(desk.clock.now()))
        check_unit(counted)
        return _PAGES.page("report.html", **shown(counted, asked.lang, desk.rules))

    return routes


def shown(report: Report, language: Language, names: Names) -> dict[str, Any]:
    """The values of the template."""
    scope, words = report.scope, Words(language, report.units, names.agencies)
    unit = str(scope.unit) if scope.unit else None
    other = Language.EN if language is Language.LV else Language.LV
    return {
        "lang": language.value, "municipality": names.municipality[language], "scope": scope, "unit": unit,
        "unit_label": words.of("unit", unit) if unit else None, "units": report.units,
        "period": words.day(scope.first) if scope.first == scope.last
        else f"{words.day(scope.first)} – {words.day(scope.last)}",
        "word": lambda name, group="text": LABELS[group][name][language],
        "other": {"lang": other.value, "query": _query(scope, other)}, "query": _query(scope, language),
        "shortcuts": [
            {"name": name, "query": _query(scope, language, *days), "chosen": days == (scope.first, scope.last)}
            for name, days in _shortcuts(scope).items()
        ],
        "tiles": tiles(report, words), "incomplete": report.rows["overview"][0]["waiting"] > 0,
        "sections": sections(report, words), "as_of": words.instant(scope.now), "applied": report.applied,
    }  # fmt: skip


def _shortcuts(scope: Scope) -> Mapping[str, tuple[date, date]]:
    today = scope.now.astimezone(RIGA).date()
    month = today.replace(day=1)
    return {
        "today": (today, today),
        "week": (today - 6 * _DAY, today),
        "month": (month, today),
        "last_month": ((month - _DAY).replace(day=1), month - _DAY),
    }


def _query(scope: Scope, language: Language, first: date | None = None, last: date | None = None) -> str:
    """The part of an address that asks for the same, or for another period."""
    asked = {"from": first or scope.first, "to": last or scope.last, "lang": language.value}
    return urlencode(asked | ({"unit": scope.unit} if scope.unit else {}))


_HTML = {200: {"content": {"text/html": {"schema": {"type": "string"}}}, "description": "The page"}}
