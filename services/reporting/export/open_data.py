"""Open data: a period's aggregates as files that anybody may take, with a dictionary of what is in them."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO, StringIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from services.reporting.export.table import table
from services.reporting.figures import FIGURES
from services.reporting.labels.words import LABELS, Words
from services.reporting.reports.report import Report

FIGURES_FILE = "figures.csv"
_AS_WRITTEN = (1980, 1, 1, 0, 0, 0)
"""The date of every file: the same report gives the same bytes."""
_ABOUT = """\
{lv} / {en}
{first} – {last}

Sociālā darba rādītāji. Mazi skaitļi ir paslēpti, pārējie noapaļoti līdz {to}: neviena persona nav atpazīstama.
figures.csv – rādītāji, viena vērtība rindā; dictionary.csv – ko katrs rādītājs un kods nozīmē.

Figures of social work. Small counts are hidden, others rounded to multiples of {to}: nobody can be recognised.
figures.csv has one value a line; dictionary.csv says what each figure and code means.
"""


def archive(report: Report, words: Words, municipality: Mapping[str, str]) -> bytes:
    """A zip of figures, dictionary and README. `report` is one whose counts are hidden and rounded."""
    scope, to = report.scope, report.limits.round_to
    files = {
        FIGURES_FILE: table(report, words),
        "dictionary.csv": _dictionary(report, words),
        "README.txt": _ABOUT.format(**municipality, first=scope.first, last=scope.last, to=to),
    }
    written = BytesIO()
    with ZipFile(written, "w") as zipped:
        for name, text in files.items():
            zipped.writestr(ZipInfo(name, _AS_WRITTEN), text, ZIP_DEFLATED)
    return written.getvalue()


def _dictionary(report: Report, words: Words) -> str:
    text = StringIO("\ufeff")
    text.seek(0, 2)
    out = csv.writer(text)
    out.writerow(["what", "name", "of", "lv", "en"])
    out.writerows(_entries(report.rows, words))
    return text.getvalue()


def _entries(names: Iterable[str], words: Words) -> Iterator[list[str]]:
    """A line for each figure, its formula, the units of its measures, and the codes of its dimensions."""
    figures = [FIGURES[name] for name in names]
    for figure in figures:
        yield ["figure", figure.name, "", figure.title["lv"], figure.title["en"]]
        yield ["formula", figure.name, "", figure.formula["lv"], figure.formula["en"]]
        for measure, unit in figure.measures.items():
            named = LABELS["measured_in"].get(unit, {"lv": unit, "en": unit})
            yield ["unit", measure, figure.name, named["lv"], named["en"]]
    for by in sorted({by for figure in figures for by in figure.dimensions}):
        for code, label in (LABELS.get(by, {}) | words.labels.get(by, {})).items():
            yield ["code", code, by, label["lv"], label["en"]]
