"""What a page shows of figures and sums: each figure a table and perhaps a chart as its definition says."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from services.reporting.disclosure.hidden import Hidden
from services.reporting.figures import FIGURES, ChartKind, Figure
from services.reporting.labels.words import LABELS, Words
from services.reporting.page import charts
from services.reporting.page.charts import Chart, Series
from services.reporting.page.fresh import until
from services.reporting.page.tables import Grid, Rows, Table, crossed, grid, in_order, listed
from services.reporting.reports.overview import BEFORE, OVERVIEW
from services.reporting.reports.report import Report

_NEEDS_ATTENTION = frozenset(
    {"missed", "silent", "waiting", "first_contact_overdue", "tasks_overdue", "visits_unreported", "requests_overdue",
     "strained"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Block:
    """One figure on the page. Without rows there is nothing to draw."""

    figure: Figure
    table: Table
    chart: Chart | None = None
    incomplete: bool = False
    """It is to be rebuilt: the numbers may be too low."""
    until: str = ""
    """Until when everything is counted, in words."""
    behind: bool = False
    """A source is not heard: what happened after that may be missing."""

    @property
    def is_full(self) -> bool:
        """Whether there is anything to show: numbers, or the mark that they are missing."""
        return bool(self.table.rows) or self.incomplete

    @property
    def is_wide(self) -> bool:
        """Whether it needs the width of the page."""
        return self.chart is not None or self.table.is_wide


@dataclass(frozen=True, slots=True)
class Tile:
    """One number of the overview, and as it is shown. `attention` when somebody should do something about it."""

    name: str
    label: str
    value: int | None
    """None where it is hidden, or nobody knows it."""
    shown: str
    attention: bool
    before: "Before | None" = None
    """None where the two periods are not compared."""


@dataclass(frozen=True, slots=True)
class Before:
    """The sum of the period before, in words: compared with this one's, and alone."""

    compared: str
    alone: str


def tiles(report: Report, words: Words) -> list[Tile]:
    """The sums at the top; none on a page that does not count them."""
    before = {name: value for sums in report.rows.get(BEFORE, ()) for name, value in sums.items()}
    return [
        replace(_tile(name, value, words), before=_before(value, before[name], words) if name in before else None)
        for sums in report.rows.get(OVERVIEW, ())
        for name, value in sums.items()
    ]


def _before(now: int | Hidden | None, before: int | Hidden | None, words: Words) -> Before:
    shown = words.value(before, "")
    alone = words.of("before", "alone").format(before=shown)
    if not (isinstance(now, int) and isinstance(before, int)):
        return Before(alone, alone)
    how = "more" if now > before else "fewer" if now < before else "same"
    return Before(words.of("before", how).format(change=words.value(abs(now - before), ""), before=shown), alone)


def _tile(name: str, value: int | Hidden | None, words: Words) -> Tile:
    attention = name in _NEEDS_ATTENTION and value not in (0, None)
    known = None if isinstance(value, Hidden) else value
    return Tile(name, words.of("tile", name), known, words.value(value, ""), attention)


def blocks(report: Report, words: Words) -> list[Block]:
    """The figures, in the order in which they were asked for."""
    return [
        replace(
            _block(FIGURES[name], rows, report, words), incomplete=name in report.incomplete,
            until=until(report.of(name), words), behind=bool(report.of(name).behind),
        )
        for name, rows in report.rows.items()
        if name not in (OVERVIEW, BEFORE)
    ]  # fmt: skip


def _block(figure: Figure, rows: Rows, report: Report, words: Words) -> Block:
    if not figure.chart or not rows:
        return Block(figure, listed(figure, rows, words))
    [by, *_] = figure.dimensions
    bars = partial(charts.stacked_bars, write=partial(words.value, unit=""))
    match figure.chart.kind:
        case ChartKind.COLUMNS:
            counted = grid(figure, rows, report.scope.steps())
            ticks, labels = ([name(step) for step in counted.groups] for name in (words.tick, partial(words.of, by)))
            marks = _marks(report, counted.groups, words)
            chart = charts.columns(ticks, labels, _stacked(figure, counted, words), marks)
            return _crossed(figure, counted, words, chart)
        case ChartKind.STACKED_BARS:
            counted = grid(figure, rows, list(LABELS[by]))
            labels = [words.of(by, code) for code in counted.groups]
            return _crossed(figure, counted, words, _worth(bars(labels, _stacked(figure, counted, words))))
        case ChartKind.GROUPED_BARS | ChartKind.PARTS as kind:
            # What is nothing needs no room in the picture; the table says it.
            drawn = [row for row in in_order(figure, rows, words) if any(row[name] for name in figure.chart.measures)]
            series = [_measured(figure, drawn, name, words) for name in figure.chart.measures]
            labels = [", ".join(words.of(by, row[by]) for by in figure.dimensions) for row in drawn]
            is_share = {figure.measures[name] for name in figure.chart.measures} == {"percent"}
            grouped = partial(charts.grouped_bars, whole=100 if is_share else 1)
            draw = grouped if kind is ChartKind.GROUPED_BARS else bars
            return Block(figure, listed(figure, rows, words), _worth(draw(labels, series)) if drawn else None)


def _marks(report: Report, steps: Sequence[str], words: Words) -> dict[int, str]:
    """What days of the field's calendar are called, by the number of the step that they fall into."""
    named = [(report.scope.step_of(day), name[words.language]) for day, name in report.days]
    return {steps.index(step): name for step, name in named if step in steps}


def _worth(chart: Chart) -> Chart | None:
    """A picture without a bar shows nothing that the table does not; so where all is nought or hidden there is none."""
    return chart if chart.bars else None


def _crossed(figure: Figure, counted: Grid, words: Words, chart: Chart | None) -> Block:
    return Block(figure, crossed(figure, counted, words), chart)


def _stacked(figure: Figure, counted: Grid, words: Words) -> list[Series]:
    """The last code at the bottom, as they are read: the routine, and the urgent on top of it."""
    by = figure.dimensions[1]
    return [
        Series(code, words.of(by, code), _lengths(values), [words.value(value, "") for value in values])
        for code, values in reversed(counted.values.items())
    ]


def style_of(measure: str) -> str:
    """The colour that a measure is drawn in: first_word_p50 and answer_p50 in that of p50."""
    return measure.rpartition("_")[2]


def _measured(figure: Figure, rows: Rows, name: str, words: Words) -> Series:
    values, unit = [row[name] for row in rows], figure.measures[name]
    shown = [words.value(value, unit) for value in values]
    return Series(style_of(name), words.column(name, unit), _lengths(values), shown)


def _lengths(values: Sequence[int | Hidden | None]) -> list[int]:
    """What could not be measured, and what is hidden, has no length; its sign is written all the same."""
    return [value if isinstance(value, int) else 0 for value in values]
