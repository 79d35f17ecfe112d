"""A page of figures as tagged PDF (PDF/UA-1), to be printed and filed; the same report gives the same bytes."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from services.reporting.export.notes import notes
from services.reporting.labels.words import Words
from services.reporting.page.asked import narrowed
from services.reporting.page.view import blocks, tiles
from services.reporting.reports.report import Report

_TEMPLATE = Path(__file__).with_name("report.typ")


def pdf(report: Report, words: Words, municipality: str) -> bytes:
    """Tables only: charts have nothing more to say."""
    # Some twenty megabytes of memory that nobody needs who prints nothing.
    import typst

    data = {
        "title": words.of("text", "title"), "municipality": municipality,
        "period": " · ".join([
            words.period(report.scope.first, report.scope.last),
            *(f"{one.label}: {one.value}" for one in narrowed(report.scope, words)),
        ]),
        "lang": words.language.value,
        "notes": list(notes(report, words)),
        "tiles": [
            [tile.label, tile.shown, tile.before.compared if tile.before else ""] for tile in tiles(report, words)
        ],
        "figures": [_figure(block, words) for block in blocks(report, words)],
    }  # fmt: skip
    return typst.compile(
        str(_TEMPLATE), format="pdf", pdf_standards=["ua-1"],
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)}, ignore_system_fonts=True,
    )  # fmt: skip


def _figure(block: Any, words: Words) -> Mapping[str, Any]:
    table = block.table
    return {
        "title": block.figure.title[words.language], "formula": block.figure.formula[words.language],
        "names": len(table.heads), "columns": [*table.heads, *table.columns],
        "rows": [[*names, *values] for names, values, _ in table.rows], "nothing": words.of("text", "nothing"),
    }  # fmt: skip
