"""How the numbers of a figure add up, as tables for `protected`: what somebody could set up as equations."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from services.reporting.disclosure.network import Arc
from services.reporting.disclosure.suppression import Table
from services.reporting.figures import Figure

Rows = Sequence[Mapping[str, Any]]
_ALL = None


class Number(NamedTuple):
    """A measure of a figure, for the codes of its row. A sum has no code in the dimensions that it sums up."""

    figure: str
    codes: tuple[str | None, ...]
    measure: str


def tables(figure: Figure, rows: Rows, counts: Sequence[str]) -> Iterator[Table]:
    """All equations between the numbers of one figure and their sums; `counts` are the measures that are counted."""
    if not figure.dimensions:
        return
    whole = figure.control.whole
    if whole:
        yield _split(figure, rows, [measure for measure in counts if measure != whole], whole)
    else:
        for measure in counts:
            yield _summed(figure, rows, measure)
    for part, of in figure.control.parts.items():
        yield from (_part(figure, row, part, of) for row in rows)


def _split(figure: Figure, rows: Rows, parts: Sequence[str], whole: str) -> Table:
    """One dimension: each row's parts add up to its whole, and all rows to the sums of the parts."""
    table: dict[Number, Arc] = {}
    for row in rows:
        codes = _codes(figure, row)
        table |= {Number(figure.name, codes, part): Arc(codes, part, row[part]) for part in parts}
        table[Number(figure.name, codes, whole)] = Arc("rows", codes, row[whole])
    for part in parts:
        table[_sum(figure, (_ALL,), part)] = Arc(part, "parts", sum(row[part] for row in rows))
    table[_sum(figure, (_ALL,), whole)] = Arc("parts", "rows", sum(row[whole] for row in rows))
    return table


def _summed(figure: Figure, rows: Rows, measure: str) -> Table:
    """One measure: the rows of one dimension add up to a sum, those of two to a sum of each line and each column."""
    if len(figure.dimensions) == 1:
        cells = {Number(figure.name, _codes(figure, row), measure): Arc("all", "each", row[measure]) for row in rows}
        return cells | {_sum(figure, (_ALL,), measure): Arc("each", "all", sum(row[measure] for row in rows))}
    table: dict[Number, Arc] = {}
    lines: dict[str, int] = {}
    columns: dict[str, int] = {}
    for row in rows:
        (line, column), value = _codes(figure, row), row[measure]
        table[Number(figure.name, (line, column), measure)] = Arc(("line", line), ("column", column), value)
        lines[line], columns[column] = lines.get(line, 0) + value, columns.get(column, 0) + value
    for line, value in lines.items():
        table[_sum(figure, (line, _ALL), measure)] = Arc("lines", ("line", line), value)
    for column, value in columns.items():
        table[_sum(figure, (_ALL, column), measure)] = Arc(("column", column), "columns", value)
    return table | {_sum(figure, (_ALL, _ALL), measure): Arc("columns", "lines", sum(lines.values()))}


def _part(figure: Figure, row: Mapping[str, Any], part: str, of: str) -> Table:
    """A part, the rest that nobody shows, and what they are parts of."""
    codes = _codes(figure, row)
    return {
        Number(figure.name, codes, of): Arc("all", "each", row[of]),
        Number(figure.name, codes, part): Arc("each", "all", row[part]),
        Number(figure.name, codes, f"{of} but {part}"): Arc("each", "all", row[of] - row[part]),
    }


def _sum(figure: Figure, codes: tuple[str | None, ...], measure: str) -> Number:
    """The sum by the name under which it is shown, where another figure shows it."""
    named = {by: code for by, code in zip(figure.dimensions, codes, strict=True) if code is not _ALL}
    elsewhere = figure.control.elsewhere(measure, named)
    return Number(*elsewhere) if elsewhere else Number(figure.name, codes, measure)


def _codes(figure: Figure, row: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(str(row[by]) for by in figure.dimensions)
