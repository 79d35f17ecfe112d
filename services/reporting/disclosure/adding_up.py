"""How the numbers of figures add up, within each and between them: what somebody could set up as equations."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from services.reporting.disclosure.laying import Layer, Sums
from services.reporting.figures import Figure
from services.reporting.figures.control import named

Rows = Sequence[Mapping[str, Any]]
_ALL = None


class Number(NamedTuple):
    """A measure of a figure, for the codes of its row. A sum has no code in the dimensions that it sums up."""

    figure: str
    codes: tuple[str | None, ...]
    measure: str


def number(figure: Figure, codes: tuple[str | None, ...], measure: str) -> Number:
    """A number by its one name: that of another figure, where that shows it too."""
    named = {by: code for by, code in zip(figure.dimensions, codes, strict=True) if code is not _ALL}
    elsewhere = figure.control.elsewhere(measure, named)
    return Number(*elsewhere) if elsewhere else Number(figure.name, codes, measure)


def codes_of(figure: Figure, row: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(str(row[by]) for by in figure.dimensions)


def sums(figures: Mapping[str, Figure], rows: Mapping[str, Rows], counts: Mapping[str, Sequence[str]]) -> Sums:
    """All that adds up in the rows of these figures; `counts[figure]` are the measures that are counted."""
    found = Sums()
    for name, figure in figures.items():
        for measure in counts[name] if not figure.dimensions else ():
            found.values |= {number(figure, (), measure): row[measure] or 0 for row in rows[name]}
    readings = [
        (name, _Reading(found, figure, {codes_of(figure, row): row for row in rows[name]}))
        for name, figure in figures.items()
        if counts[name] and figure.dimensions
    ]
    for name, reading in readings:
        reading.all(counts[name])
    for _, reading in readings:  # what they are parts of is known when all are read
        reading.within()
    return found


@dataclass(frozen=True, slots=True)
class _Reading:
    """What one figure says; its rows by their codes."""

    sums: Sums
    figure: Figure
    rows: Mapping[tuple[str, ...], Mapping[str, Any]]

    def all(self, counts: Sequence[str]) -> None:
        control = self.figure.control
        ways = [(of, way) for of, ways in control.parts.items() if of in counts for way in ways]
        parts = {part for _, way in ways for part in way}
        if control.whole:
            parts |= set(counts)
            self._whole([measure for measure in counts if measure != control.whole])
        for measure in counts:
            if measure not in parts:
                self._measure(measure)
        for of, way in ways:
            self._parts(of, way)

    def _measure(self, measure: str) -> None:
        """The rows of one dimension add up to a sum, those of two to a sum of each line and each column.

        A sum that no figure shows says nothing, so there only the sums of lines matter that another figure shows.
        """
        values = {codes: row[measure] for codes, row in self.rows.items()}
        self.sums.values |= {number(self.figure, codes, measure): value for codes, value in values.items()}
        dimensions, elsewhere = self.figure.dimensions, self.figure.control.elsewhere
        if self.figure.control.adds_up and elsewhere(measure, {}):
            layers = [self._layer(measure, place, values) for place in range(len(dimensions))]
            if len(layers) > 1:
                self._cross(layers[0], layers[1], measure, values)
        elif len(dimensions) > 1 and elsewhere(measure, {dimensions[0]: ""}):
            for line in dict.fromkeys(line for line, _ in values):
                name = number(self.figure, (line, _ALL), measure)
                cells = {codes: (number(self.figure, codes, measure), value) for codes, value in values.items()}
                parts = {column: cell for (one, column), cell in cells.items() if one == line}
                self.sums.values[name] = sum(value for _, value in parts.values())
                self.sums.divide(name, (name, self.figure.name), parts)

    def _whole(self, parts: Sequence[str]) -> None:
        """Each row's parts add up to its whole, and all rows to the sums of the parts."""
        whole = self.figure.control.whole
        values = {part: {codes: row[part] for codes, row in self.rows.items()} for part in parts}
        self._across(whole, {codes: sum(row[part] for part in parts) for codes, row in self.rows.items()}, values)

    def within(self) -> None:
        """All that the figure counts, and the rest of the number that this is a part of."""
        whole, within = self.figure.control.whole, self.figure.control.within
        if not within:
            return
        part, outer = self._sum(whole), Number(*named(within))
        if {part, outer} <= self.sums.values.keys():
            counted = self.sums.values[part]
            rest = Number(self.figure.name, (_ALL,), f"{within} but {whole}")
            parts = {"part": (part, counted), "rest": (rest, self.sums.values[outer] - counted)}
            self.sums.divide(outer, (outer, part), parts)

    def _parts(self, of: str, parts: Sequence[str]) -> None:
        """Parts of a measure, and the rest that nobody shows. Sums of parts matter where another figure has them."""
        wholes = {codes: row[of] for codes, row in self.rows.items()}
        values = {part: {codes: row[part] for codes, row in self.rows.items()} for part in parts}
        values[f"{of} but {', '.join(parts)}"] = {
            codes: whole - sum(self.rows[codes][part] for part in parts) for codes, whole in wholes.items()
        }
        if any(self.figure.control.elsewhere(part, {}) for part in parts):
            self._across(of, wholes, values)
            return
        for codes, whole in wholes.items():
            name = number(self.figure, codes, of)
            self.sums.values[name] = whole
            self.sums.divide(name, (name, parts[0]), {
                part: (number(self.figure, codes, part), each[codes]) for part, each in values.items()
            })  # fmt: skip

    def _across(self, of: str, wholes: Mapping, values: Mapping[str, Mapping]) -> None:
        """Rows of wholes on one side, the sums of their parts on the other, and the parts of each row between them."""
        rows, parts = self._layer(of, 0, wholes), (self.figure.name, of, *values)
        each = {part: (self._sum(part), sum(of_rows.values())) for part, of_rows in values.items()}
        self.sums.divide(self._sum(of), parts, each)
        for part, of_rows in values.items():
            cells = {(*codes, part): (number(self.figure, codes, part), value) for codes, value in of_rows.items()}
            self.sums.cross(rows, parts, cells)

    def _layer(self, measure: str, place: int, values: Mapping[tuple[str, ...], int]) -> Layer:
        """The sums of a measure by one dimension; together they are the sum of all."""
        added: Counter[tuple[str | None, ...]] = Counter()
        for codes, value in values.items():
            added[tuple(code if n == place else _ALL for n, code in enumerate(codes))] += value
        parts = {codes[place]: (number(self.figure, codes, measure), value) for codes, value in added.items()}
        layer = next(((name.figure, name.measure) for name, _ in parts.values()), (self.figure.name, measure))
        layer = (*layer, self.figure.dimensions[place])
        total = self._sum(measure)
        self.sums.values[total] = sum(values.values())
        self.sums.divide(total, layer, parts)
        return layer

    def _cross(self, one: Layer, other: Layer, measure: str, values: Mapping[tuple[str, ...], int]) -> None:
        self.sums.cross(
            one, other, {codes: (number(self.figure, codes, measure), value) for codes, value in values.items()}
        )

    def _sum(self, measure: str) -> Number:
        return number(self.figure, (_ALL,) * len(self.figure.dimensions), measure)
