"""What the page shows, worked out from a report: sections of figures, each a table and perhaps a chart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from services.reporting.figures import FIGURES, Figure
from services.reporting.page import charts
from services.reporting.page.charts import Chart, Series
from services.reporting.page.tables import Grid, Rows, Table, crossed, grid, in_order, listed
from services.reporting.report import Report
from services.reporting.words import LABELS, Words, duration

_NEEDS_ATTENTION = ("missed", "silent", "waiting")


@dataclass(frozen=True, slots=True)
class Block:
    """One figure on the page. Without rows there is nothing to draw."""

    figure: Figure
    table: Table
    chart: Chart | None = None


@dataclass(frozen=True, slots=True)
class Tile:
    """One number of the overview. `attention` when somebody should do something about it."""

    label: str
    value: str
    attention: bool


def tiles(report: Report, words: Words) -> list[Tile]:
    [overview] = report.rows["overview"]
    return [
        Tile(words.of("tile", name), words.value(value, ""), name in _NEEDS_ATTENTION and value > 0)
        for name, value in overview.items()
    ]


def sections(report: Report, words: Words) -> Mapping[str, Sequence[Block]]:
    """Section → its figures, in the order of their definitions."""
    found: dict[str, list[Block]] = {name: [] for name in LABELS["section"]}
    for figure in FIGURES.values():
        if figure.name != "overview":
            section = figure.name.partition(".")[0]
            found[section if section in found else "service"].append(_block(figure, report, words))
    return found


def _block(figure: Figure, report: Report, words: Words) -> Block:
    rows = report.rows[figure.name]
    match figure.name:
        case "referrals.over_time" if rows:
            counted = grid(figure, rows, report.scope.steps())
            table, series = crossed(figure, counted, words), _classes(counted, words)
            ticks, labels = (
                [name(step) for step in counted.groups] for name in (words.tick, partial(words.of, "time"))
            )
            return Block(figure, table, charts.columns(ticks, labels, series))
        case "cases.age" if rows:
            counted = grid(figure, rows, list(LABELS["days"]))
            labels = [words.of("days", days) for days in LABELS["days"]]
            return Block(figure, crossed(figure, counted, words), charts.stacked_bars(labels, _classes(counted, words)))
        case "agencies.turnaround" if rows:
            rows = in_order(figure, rows, words)
            agencies = [words.of("agency", row["agency"]) for row in rows]
            bars = [_measured(rows, name, words) for name in ("first_word_p50", "first_word_p90")]
            return Block(figure, listed(figure, rows, words), charts.grouped_bars(agencies, bars))
        case _:
            return Block(figure, listed(figure, rows, words))


def _classes(counted: Grid, words: Words) -> list[Series]:
    """The routine at the bottom, the urgent on top of it, as they are read."""
    return [
        Series(code, words.of("class", code), values, [words.value(value, "") for value in values])
        for code, values in reversed(counted.values.items())
    ]


def _measured(rows: Rows, name: str, words: Words) -> Series:
    values = [row[name] for row in rows]
    return Series(name.rpartition("_")[2], words.column(name), values, [duration(value) for value in values])
