"""Figures as files: sheets, paper and open data."""

from asyncio import to_thread
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from services.reporting.api.asked import Asked, FiguresAsked, Reader
from services.reporting.api.found import BEING_BUILT, found
from services.reporting.export.open_data import archive
from services.reporting.export.paper import pdf
from services.reporting.export.sheets import workbook
from services.reporting.figures import FIGURES
from services.reporting.labels.words import Words
from services.reporting.reports.report import Report
from shared.runtime.desk import Desk

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_PDF, _ZIP = "application/pdf", "application/zip"


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1", tags=["exports"])

    @routes.get("/figures.xlsx", summary="Figures as a workbook", responses=_file(_XLSX))
    async def sheets(asked: Annotated[FiguresAsked, Query()], reader: Reader) -> Response:
        """A sheet for each page and one with definitions. No text is taken for a formula."""
        report = await found(desk, asked, asked.figures(), reader)
        return _answer(await to_thread(workbook, report, words(asked, report)), _XLSX, name(report, "xlsx"))

    @routes.get("/figures.pdf", summary="Figures on paper", responses=_file(_PDF))
    async def paper(asked: Annotated[FiguresAsked, Query()], reader: Reader) -> Response:
        """Accessible (PDF/UA-1), tables with what each figure means below it."""
        report = await found(desk, asked, asked.figures(), reader)
        return _answer(
            await to_thread(pdf, report, words(asked, report), desk.rules.municipality[asked.lang]),
            _PDF,
            name(report, "pdf"),
        )

    @routes.get("/open-data.zip", summary="Open data of a period", responses=_file(_ZIP))
    async def open_data(asked: Annotated[Asked, Query()], reader: Reader) -> Response:
        """Figures of one month that anybody may take, with a dictionary: small counts hidden, all others rounded."""
        report = await found(desk, asked, FIGURES.values(), reader, open_data=True)
        return _answer(archive(report, words(asked, report), desk.rules.municipality), _ZIP, name(report, "zip"))

    def words(asked: Asked, report: Report) -> Words:
        return Words(asked.lang, desk.rules.labels | report.labels)

    def name(report: Report, kind: str) -> str:
        scope = report.scope
        cut = f"-as-of-{scope.as_of}" if scope.as_of else ""
        return f"{desk.work.municipality}-{scope.first}-{scope.last}{cut}.{kind}"

    return routes


def _answer(content: bytes, media_type: str, name: str) -> Response:
    return Response(content, media_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _file(media_type: str) -> dict[int, Any]:
    schema = {"schema": {"type": "string", "format": "binary"}}
    return BEING_BUILT | {200: {"content": {media_type: schema}, "description": "The file"}}
