"""Figures as a workbook (XLSX): a sheet for each page, and one that says what each figure means."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import groupby
from typing import Any

from services.reporting.disclosure.hidden import HIDDEN
from services.reporting.export.notes import notes
from services.reporting.figures import FIGURES, Figure, Page
from services.reporting.labels.words import LABELS, Words
from services.reporting.page.fresh import until
from services.reporting.page.tables import in_order
from services.reporting.reports.report import Report

_WIDTH = 28
_SHEET_NAME = 31
"""Characters that a sheet's name may have."""


def workbook(report: Report, words: Words) -> bytes:
    """The whole report. Texts are texts, whatever they begin with; the same report gives the same bytes."""
    # Some megabytes of memory that nobody needs who exports nothing.
    import xlsxwriter

    written = BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(written, options) as book:
        book.set_properties({"created": report.scope.now.replace(tzinfo=None)})
        bold = book.add_format({"bold": True})
        for name, lines in _sheets(report, words):
            sheet = book.add_worksheet(name[:_SHEET_NAME])
            sheet.set_column(0, 1, _WIDTH)
            for n, (is_heading, cells) in enumerate(lines):
                sheet.write_row(n, 0, cells, bold if is_heading else None)
    return written.getvalue()


def _sheets(report: Report, words: Words) -> Iterator[tuple[str, Iterator[tuple[bool, Sequence[Any]]]]]:
    order, found = list(Page), [FIGURES[name] for name in report.rows]
    for page, figures in groupby(sorted(found, key=lambda one: order.index(one.page)), lambda one: one.page):
        yield words.of("page", page), _page(list(figures), report, words)
    yield words.of("text", "definitions"), _definitions(report, words)


def _page(figures: Sequence[Figure], report: Report, words: Words) -> Iterator[tuple[bool, Sequence[Any]]]:
    for note in notes(report, words):
        yield False, [note]
    for figure in figures:
        yield True, [figure.title[words.language]]
        heads = [words.column(by) for by in figure.dimensions]
        yield True, heads + [_measure(figure, measure, words) for measure in figure.measures]
        for row in in_order(figure, report.rows[figure.name], words):
            values = [_cell(row[measure]) for measure in figure.measures]
            yield False, [words.of(by, row[by]) for by in figure.dimensions] + values
        yield False, []


def _definitions(report: Report, words: Words) -> Iterator[tuple[bool, Sequence[str]]]:
    yield True, [words.of("text", "figure"), words.of("text", "formula")]
    for name in report.rows:
        meant = [FIGURES[name].title[words.language], FIGURES[name].formula[words.language]]
        yield False, [*meant, until(report.of(name), words)]


def _measure(figure: Figure, measure: str, words: Words) -> str:
    """What is measured, and in which unit where that is no count of things."""
    unit = figure.measures[measure]
    label = words.column(measure, unit) if figure.dimensions else words.of("tile", measure)
    return f"{label}, {words.of('measured_in', unit)}" if unit in LABELS["measured_in"] else label


def _cell(value: Any) -> Any:
    return "‥" if value is HIDDEN else value
