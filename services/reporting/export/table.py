"""Figures as one long table for a spreadsheet or a statistics program: one value a line.

UTF-8 with a byte order mark, because without it Excel takes the letters for another encoding; commas and CRLF as in
RFC 4180. A text that a spreadsheet would take for a formula gets an apostrophe in front. `mark` says what to know of a
value before using it: `incomplete` until reporting is rebuilt, `behind` while a source is not heard; `until` is when
everything is counted that happened before.
"""

import csv
from io import StringIO

from services.reporting.disclosure.hidden import HIDDEN
from services.reporting.figures import FIGURES
from services.reporting.labels.words import Words
from services.reporting.reports.report import Report
from shared.stream.wire import instant

HEADER = (
    "figure", "group", "group_label", "subgroup", "subgroup_label", "measure", "measure_label", "value", "unit", "mark",
    "until",
)  # fmt: skip
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def table(report: Report, words: Words) -> str:
    """The whole report, codes with their labels; a value that is hidden or could not be measured is empty."""
    text = StringIO()
    text.write("\ufeff")
    out = csv.writer(text)
    out.writerow(HEADER)
    for name, rows in report.rows.items():
        figure, fresh = FIGURES[name], report.of(name)
        mark = "incomplete" if name in report.incomplete else "behind" if fresh.behind else ""
        until = instant(fresh.oldest) if fresh.oldest else ""
        if mark and not rows:
            out.writerow([figure.name, *[""] * (len(HEADER) - 3), mark, until])
        for row in rows:
            groups = [cell for by in figure.dimensions for cell in (safe(row[by]), safe(words.of(by, row[by])))]
            groups += [""] * (4 - len(groups))
            for measure, unit in figure.measures.items():
                label = words.column(measure, unit) if figure.dimensions else words.of("tile", measure)
                value = row[measure]
                told = ("", unit, "hidden") if value is HIDDEN else (value, unit, mark)
                out.writerow([figure.name, *groups, measure, label, *told, until])
    return text.getvalue()


def safe(text: str) -> str:
    """The text, in a form that no spreadsheet calculates."""
    return f"'{text}" if text.startswith(_STARTS_A_FORMULA) else text
