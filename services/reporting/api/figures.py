"""Figures as JSON and as CSV, and what each of them means."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from services.reporting.api import views
from services.reporting.api.asked import READERS, FiguresAsked, Reader
from services.reporting.api.found import BEING_BUILT, found
from services.reporting.export.table import table
from services.reporting.labels.words import Words
from services.reporting.reports.freshness import freshness
from services.reporting.reports.report import Report
from shared.http import allow
from shared.runtime.desk import Desk
from shared.security import Actor

AskedFor = Annotated[FiguresAsked, Query()]


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1", tags=["figures"])

    @routes.get("/figures", response_model=views.Figures, summary="All figures", responses=BEING_BUILT)
    async def figures(asked: AskedFor, reader: Reader) -> views.Figures:
        """Of one period, each with its definition. Aggregates only.

        From public relations small ones are hidden, and others that would give them away. They ask for one month, and
        for nothing narrower than the municipality: of anything else the difference would tell what is hidden.
        """
        return views.figures(await wanted(asked, reader))

    @routes.get("/figures.csv", summary="All figures as a table", responses=_CSV)
    async def as_table(asked: AskedFor, reader: Reader) -> Response:
        """One value a line: UTF-8 with a byte order mark, commas, no formulas. What is hidden is empty, and says so."""
        counted = await wanted(asked, reader)
        words = Words(asked.lang, desk.rules.labels | counted.labels)
        cut = f"-as-of-{asked.as_of}" if asked.as_of else ""
        name = f"{desk.work.municipality}-{counted.scope.first}-{counted.scope.last}{cut}.csv"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(table(counted, words), media_type="text/csv; charset=utf-8", headers=headers)

    @routes.get(
        "/definitions",
        response_model=list[views.Definition],
        dependencies=[allow(*READERS)],
        summary="What each figure means",
    )
    async def definitions() -> list[views.Definition]:
        """And how fresh it is now. A figure that is narrowed to a part rests on facts of `cases` too."""
        now = desk.clock.now()
        async with desk.pool.acquire() as conn:
            fresh = await freshness(conn, desk.rules, now)
        return views.definitions(fresh)

    async def wanted(asked: FiguresAsked, reader: Actor) -> Report:
        return await found(desk, asked, asked.figures(), reader)

    return routes


_CSV = BEING_BUILT | {200: {"content": {"text/csv": {"schema": {"type": "string"}}}, "description": "The table"}}
