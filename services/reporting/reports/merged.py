"""Territories by the codes of their day, or by those of today: what was merged away then counts where it lies now.

Facts keep the code that held when they happened, so a report by today's codes is the same facts once more, added up
where mergers have led. What adds up may be: counts of rows that belong to one territory each.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from services.reporting.disclosure.hidden import HIDDEN, Hidden
from services.reporting.figures import Figure

TERRITORY = "territory"
Rows = Sequence[Mapping[str, Any]]


def merged(figure: Figure, rows: Rows, leads_to: Callable[[str], str]) -> Rows:
    """The rows by the codes that those of `figure` lead to; of figures that do not add up, as they are."""
    if TERRITORY not in figure.dimensions or not figure.merges:
        return rows
    found: dict[tuple[str, ...], dict[str, Any]] = {}
    for one in rows:
        row = dict(one) | {TERRITORY: leads_to(one[TERRITORY])}
        codes = tuple(row[by] for by in figure.dimensions)
        if before := found.get(codes):
            row |= {measure: _sum(before[measure], row[measure]) for measure in figure.measures}
        found[codes] = row
    return list(found.values())


def _sum(one: int | Hidden | None, other: int | Hidden | None) -> int | Hidden | None:
    """Where nothing could be counted in one of them, what the other has; with a hidden part it is hidden."""
    if HIDDEN in (one, other):
        return HIDDEN
    return other if one is None else one if other is None else one + other
