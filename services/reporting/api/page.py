"""The pages: the same figures as `/v1/figures`, for people with a browser."""

from functools import partial
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Response

from services.reporting.api.asked import Asked, Reader
from services.reporting.api.found import BEING_BUILT, found
from services.reporting.api.readable import PAGES, readable
from services.reporting.behind import BEHIND
from services.reporting.figures import FIGURES, Page, shown_on
from services.reporting.labels.words import LABELS, Language, Words
from services.reporting.page.asked import filters, narrowed, query, shortcuts
from services.reporting.page.fresh import behind, until
from services.reporting.page.sections import parts
from services.reporting.page.tables import Number
from services.reporting.reports.overview import BEFORE, OVERVIEW
from services.reporting.reports.report import Report
from services.reporting.rules import Rules
from shared.runtime.desk import Desk
from shared.security import Actor


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(tags=["page"], route_class=readable(desk.rules))

    @routes.get("/", summary="The overview", responses=HTML)
    async def overview(asked: Annotated[Asked, Query()], reader: Reader) -> Response:
        """What is late, where places are missing, who is overloaded: the sums, and the most asked of other pages."""
        return await shown(Page.OVERVIEW, asked, reader)

    @routes.get("/pages/{page}", summary="A page", responses=HTML)
    async def page(page: Page, asked: Annotated[Asked, Query()], reader: Reader) -> Response:
        """Tables with charts beside them, in Latvian or English, for the same period and filters as the figures."""
        return await shown(page, asked, reader)

    async def shown(page: Page, asked: Asked, reader: Actor) -> Response:
        counted = await found(desk, asked, shown_on(page), reader)
        return PAGES.page("report.html", **values(page, counted, asked.lang, desk.rules))

    return routes


def values(page: Page, report: Report, language: Language, rules: Rules) -> dict[str, Any]:
    """The values of the template."""
    scope, words = report.scope, Words(language, rules.labels | report.labels)
    other, fresh = Language.EN if language is Language.LV else Language.LV, report.of(*report.rows)
    return {
        "lang": language.value, "municipality": rules.municipality[language], "scope": scope, "page": page,
        "pages": [{"name": one, "address": _address(page, one)} for one in Page],
        "filters": filters(report, words), "narrowed": narrowed(scope, words),
        "period": words.period(scope.first, scope.last),
        "word": lambda name, group="text": LABELS[group][name][language],
        "other": {"lang": other.value, "query": query(scope, other)}, "query": query(scope, language),
        "shortcuts": shortcuts(report, language), "now": query(scope, language, without="as_of"),
        "live": None if scope.as_of else f"{_address(page, Page.OVERVIEW)}v1/stream?{query(scope, language)}",
        "parts": parts(page, report, words), "before": _before(report, words), "incomplete": _is_incomplete(report),
        "overview_to_be_rebuilt": OVERVIEW in report.incomplete,
        "limits": report.limits, "home": _address(page, Page.OVERVIEW),
        "behind": partial(_behind, page, report, query(scope, language)), "as_of": words.instant(scope.now),
        "applied": report.applied, "until": until(fresh, words), "sources_behind": behind(fresh, words),
    }  # fmt: skip


def _address(here: Page, there: Page) -> str:
    """From one page to another, wherever the service is mounted."""
    up = "./" if here is Page.OVERVIEW else "../"
    return up if there is Page.OVERVIEW else f"{up}pages/{there}"


def _behind(page: Page, report: Report, asked: str, figure: str, number: Number, value: str) -> str | None:
    """Where the lines are that a number counts; nothing behind a nought, and nothing for whoever is not told all.

    `asked` is the part of the address that asks for the same scope.
    """
    added_up = report.scope.codes and FIGURES[figure].merges
    if (figure, number.measure) not in BEHIND or report.limits or added_up or value == "0":
        return None
    counted = urlencode([("measure", number.measure), *(("code", code) for code in number.codes)])
    folder = "pages/behind/" if page is Page.OVERVIEW else "behind/"
    return f"{folder}{figure}?{asked}&{counted}"


def _before(report: Report, words: Words) -> str | None:
    """The period that the sums are compared with, in words."""
    before = report.scope.before()
    return words.period(before.first, before.last) if BEFORE in report.rows else None


def _is_incomplete(report: Report) -> bool:
    return any(sums["waiting"] > 0 for sums in report.rows.get(OVERVIEW, ()))


HTML = BEING_BUILT | {200: {"content": {"text/html": {"schema": {"type": "string"}}}, "description": "The page"}}
