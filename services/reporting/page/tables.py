"""A figure as a table for people: codes as labels, values as they are written, a second group as columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from services.reporting.disclosure.hidden import Hidden
from services.reporting.figures import Figure
from services.reporting.labels.words import LABELS, Words

Rows = Sequence[Mapping[str, Any]]
_ORDERED = frozenset({"class", "age", "state", "step", "case_state", "risk", "movement", "life_improved"})
"""Dimensions whose codes have an order of their own, that of their labels."""


_LONG = 36
"""Letters of names that leave no room for several numbers in a third of the page."""


class Number(NamedTuple):
    """A value of the table: of which measure, for which code of each dimension."""

    measure: str
    codes: tuple[str, ...]


class Line(NamedTuple):
    """What names it, its values as they are written, and which number of the figure each of them is."""

    names: Sequence[str]
    values: Sequence[str]
    numbers: Sequence[Number]


@dataclass(frozen=True, slots=True)
class Table:
    """`heads` label the leading columns, which name a row; `columns` the values after them."""

    heads: Sequence[str]
    columns: Sequence[str]
    rows: Sequence[Line]

    @property
    def named(self) -> Sequence[Sequence[tuple[str, int]]]:
        """For each row the names that stand there, each with the number of rows that it names.

        A name that the row above has too is not repeated; the last one tells rows apart, and always stands.
        """
        found: list[list[tuple[str, int]]] = [[] for _ in self.rows]
        for n in range(len(self.heads)):
            first = 0
            for row, line in enumerate(self.rows):
                same = line.names[: n + 1] == self.rows[first].names[: n + 1]
                if row and same and n < len(self.heads) - 1:
                    name, rows = found[first][-1]
                    found[first][-1] = (name, rows + 1)
                else:
                    first = row
                    found[row].append((line.names[n], 1))
        return found

    @property
    def is_wide(self) -> bool:
        """Whether it needs the width of the page: many columns, or some beside long names."""
        names = sum(max((len(line.names[n]) for line in self.rows), default=0) for n in range(len(self.heads)))
        return len(self.heads) + len(self.columns) > 5 or (len(self.columns) > 1 and names > _LONG)


@dataclass(frozen=True, slots=True)
class Grid:
    """A figure of two dimensions: `values[code][n]` counts what is of that code in the n-th group."""

    groups: Sequence[str]
    values: Mapping[str, Sequence[int | Hidden]]


def listed(figure: Figure, rows: Rows, words: Words) -> Table:
    """One row of the figure in each line, in the order of the labels."""
    lines = [
        Line([words.of(by, row[by]) for by in figure.dimensions],
             [words.value(row[measure], unit) for measure, unit in figure.measures.items()],
             [Number(measure, tuple(str(row[by]) for by in figure.dimensions)) for measure in figure.measures])
        for row in in_order(figure, rows, words)
    ]  # fmt: skip
    return Table(
        [words.column(by) for by in figure.dimensions],
        [words.column(*measure) for measure in figure.measures.items()],
        lines,
    )


def in_order(figure: Figure, rows: Rows, words: Words) -> Rows:
    """By the labels of what they are counted by."""
    return sorted(rows, key=lambda row: [_place(by, row[by], words) for by in figure.dimensions])


def grid(figure: Figure, rows: Rows, groups: Sequence[str]) -> Grid:
    """Every group beside every code of the second dimension that occurs, in the order of the labels."""
    by, across = figure.dimensions
    [measure] = figure.measures
    found = {(row[by], row[across]): row[measure] for row in rows}
    codes = [code for code in LABELS[across] if any(code == row[across] for row in rows)]
    return Grid(groups, {code: [found.get((group, code), 0) for group in groups] for code in codes})


def crossed(figure: Figure, counted: Grid, words: Words) -> Table:
    """A grid as a table, the codes of the second dimension as columns."""
    (by, across), [measure] = figure.dimensions, figure.measures
    lines = [
        Line([words.of(by, group)], [words.value(values[n], "") for values in counted.values.values()],
             [Number(measure, (group, code)) for code in counted.values])
        for n, group in enumerate(counted.groups)
    ]  # fmt: skip
    return Table([words.column(by)], [words.of(across, code) for code in counted.values], lines)


def _place(dimension: str, code: str, words: Words) -> tuple[int, str]:
    """Codes that have an order of their own (how urgent, how old, when) keep it; the others go by their label."""
    if dimension in ("time", "day"):
        return 0, code
    order = list(LABELS.get(dimension, ())) if dimension in _ORDERED else []
    return (order.index(code) if code in order else len(order), words.of(dimension, code))
