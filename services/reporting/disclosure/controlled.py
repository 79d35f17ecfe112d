"""A report for somebody who may see aggregates only: small counts are hidden, and what would give them away."""

from collections.abc import Mapping, Sequence
from typing import Any

from services.reporting.disclosure.adding_up import Number, codes_of, number, sums
from services.reporting.disclosure.hidden import HIDDEN, Limits
from services.reporting.disclosure.suppression import protected
from services.reporting.figures import FIGURES, Figure
from services.reporting.reports.overview import OVERVIEW

Rows = Sequence[Mapping[str, Any]]
_NOT_OF_PEOPLE = frozenset(
    {"records", "services", "places", "parts", "nights", "target", "workshops", "participants", "institutions", "units"}
)
"""What may be small: it tells how much there is of something, not how many people there are or what they did."""
_WORKERS = frozenset({"workers"})
_MEASURED = frozenset({"seconds", "minutes", "percent", "points", "vacancies", "residents"})
"""Units of what is not counted but measured of people."""


def told(rows: Mapping[str, Rows], limits: Limits) -> dict[str, list[dict[str, Any]]]:
    """The rows as far as they may be told. All figures that are `linked` must be among them: what one that is not would
    give away is not hidden."""
    figures = {name: FIGURES[name] for name in rows}
    hidden = _hidden(figures, rows, limits)
    return {name: [_row(figure, row, hidden, limits) for row in rows[name]] for name, figure in figures.items()}


def _hidden(figures: Mapping[str, Figure], rows: Mapping[str, Rows], limits: Limits) -> set[Number]:
    shown = {
        number(figure, codes_of(figure, row), measure)
        for name, figure in figures.items()
        for row in rows[name]
        for measure in counts(figure) + counts(figure, _WORKERS)
    }
    shown |= {Number(OVERVIEW, (), measure) for measure in FIGURES[OVERVIEW].measures}
    found: set[Number] = set()
    for small, units in ((limits.small, None), (limits.workers, _WORKERS)):
        mine = {name: counts(figure, units) for name, figure in figures.items()}
        adding_up = sums(figures, rows, mine)
        found |= {name for name, value in adding_up.values.items() if 0 < value < small or name not in shown}
        found |= protected(adding_up.networks(), small, found)
    return found


def counts(figure: Figure, units: frozenset[str] | None = None) -> list[str]:
    """The measures that are counts of `units`, or of anything else about people, and that are told."""
    wanted = (lambda unit: unit in units) if units else (lambda unit: unit not in _NOT_OF_PEOPLE | _MEASURED | _WORKERS)
    return [name for name, unit in figure.measures.items() if wanted(unit) and name not in figure.control.untold]


def is_count(unit: str) -> bool:
    """Whether numbers in this unit may be added up."""
    return unit not in _MEASURED


def _row(figure: Figure, row: Mapping[str, Any], hidden: set[Number], limits: Limits) -> dict[str, Any]:
    codes = codes_of(figure, row)
    shown = dict(row)
    for measure, unit in figure.measures.items():
        untold = measure in figure.control.untold and row[measure] is not None
        if untold or number(figure, codes, measure) in hidden:
            shown[measure] = HIDDEN
        elif unit in _MEASURED:
            shown[measure] = row[measure] if _may_be_measured(figure, row, limits) else HIDDEN
        elif limits.round_to and unit not in _NOT_OF_PEOPLE:
            shown[measure] = rounded(row[measure], limits.round_to)
    return shown


def _may_be_measured(figure: Figure, row: Mapping[str, Any], limits: Limits) -> bool:
    """A median of a few is the value of one of them; without a base nobody knows of how many it is one."""
    base = figure.control.base
    if base is None or row[base] is None:
        return False
    return row[base] >= (limits.workers if figure.measures[base] in _WORKERS else limits.small)


def rounded(value: int | None, to: int) -> int | None:
    """The nearest multiple; halves go up."""
    return None if value is None else (2 * value + to) // (2 * to) * to
