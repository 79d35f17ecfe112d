"""Where the pieces of a chart lie: pure geometry, in the units of the drawing. The template draws what this says."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from types import MappingProxyType

from services.reporting.labels.words import HIDDEN_SIGN

WIDTH = 640
_HEIGHT = 260
_LEFT, _TOP, _BOTTOM = 52, 14, 30
_ROW, _BAR = 54, 18
_LABELS = 6
_LETTERS = 46
NO_MARKS: Mapping[int, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Series:
    """One colour of a chart: `style` is its CSS class, `shown` the values as people write them."""

    style: str
    label: str
    values: Sequence[int]
    shown: Sequence[str]

    def hides(self, n: int) -> bool:
        """Whether its n-th value is not told: then no length and no sum says how much there is."""
        return self.shown[n] == HIDDEN_SIGN


@dataclass(frozen=True, slots=True)
class Bar:
    x: float
    y: float
    width: float
    height: float
    style: str
    title: str


@dataclass(frozen=True, slots=True)
class Text:
    """`anchor` is what of the text lies at x: start, middle or end."""

    x: float
    y: float
    text: str
    anchor: str = "start"


@dataclass(frozen=True, slots=True)
class Mark:
    """A line from top to bottom at x that something is said of."""

    x: float
    top: float
    bottom: float
    title: str


@dataclass(frozen=True, slots=True)
class Chart:
    height: float
    legend: Sequence[Series]
    bars: list[Bar] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    grid: list[float] = field(default_factory=list)
    """Heights of horizontal lines."""
    marks: list[Mark] = field(default_factory=list)
    left: float = _LEFT
    width: float = WIDTH


def columns(
    ticks: Sequence[str], labels: Sequence[str], series: Sequence[Series], special: Mapping[int, str] = NO_MARKS
) -> Chart:
    """Columns, the series stacked upon each other in their order; some of the short `ticks` stand under them.

    `special` says what is special about a column, by its number; it is marked.
    """
    chart = Chart(_HEIGHT, series)
    marks = scale(max(map(sum, zip(*(one.values for one in series), strict=True)), default=0))
    bottom = _HEIGHT - _BOTTOM
    unit, step = (bottom - _TOP) / marks[-1], (WIDTH - _LEFT) / len(labels)
    for mark in marks:
        chart.grid.append(bottom - mark * unit)
        chart.texts.append(Text(_LEFT - 6, bottom - mark * unit + 4, str(mark), "end"))
    every = -(-len(labels) // _LABELS)
    for n, label in enumerate(labels):
        x = _LEFT + n * step
        tops = accumulate(one.values[n] for one in series)
        for one, top in zip(series, tops, strict=True):
            if one.values[n]:
                title = f"{label}: {one.label}, {one.shown[n]}"
                height = one.values[n] * unit
                chart.bars.append(Bar(x + step * 0.1, bottom - top * unit, step * 0.8, height, one.style, title))
        if any(one.hides(n) for one in series):
            top = sum(one.values[n] for one in series) * unit
            chart.texts.append(Text(x + step / 2, bottom - top - 4, HIDDEN_SIGN, "middle"))
        if n in special:
            chart.marks.append(Mark(x + step / 2, _TOP, bottom, f"{label}: {special[n]}"))
        if n % every == 0:
            chart.texts.append(Text(x, _HEIGHT - 6, ticks[n]))
    return chart


def stacked_bars(labels: Sequence[str], series: Sequence[Series], write: Callable[[int], str] = str) -> Chart:
    """One bar under each label, the series one after the other, their sum at the end as `write` writes it.

    A sum of which a part is hidden is hidden: the rest of it would be read as the whole.
    """
    sums = [sum(values) for values in zip(*(one.values for one in series), strict=True)]
    chart = Chart(_ROW * len(labels), series, left=0)
    unit = (WIDTH - 70) / max(1, *sums)
    for n, (label, total) in enumerate(zip(labels, sums, strict=True)):
        x, y = 0.0, n * _ROW + 28
        chart.texts.append(Text(0, y - 8, shortened(label)))
        for one in series:
            width = one.values[n] * unit
            if width:
                chart.bars.append(Bar(x, y, width, _BAR, one.style, f"{label}: {one.label}, {one.shown[n]}"))
            x += width
        end = HIDDEN_SIGN if any(one.hides(n) for one in series) else write(total)
        chart.texts.append(Text(x + 6, y + 14, end))
    return chart


def grouped_bars(labels: Sequence[str], series: Sequence[Series], whole: int = 1) -> Chart:
    """Under each label one bar for each series, with its value at the end; `whole` is as long as a bar may be."""
    group = 36 + (_BAR + 6) * len(series)
    chart = Chart(group * len(labels), series, left=0)
    unit = (WIDTH - 150) / max(whole, *(value for one in series for value in one.values))
    for n, label in enumerate(labels):
        y = n * group + 20
        chart.texts.append(Text(0, y, shortened(label)))
        for place, one in enumerate(series):
            top, width = y + 9 + place * (_BAR + 6), max(one.values[n] * unit, 1)
            if not one.hides(n):
                chart.bars.append(Bar(0, top, width, _BAR, one.style, f"{label}: {one.label}, {one.shown[n]}"))
            chart.texts.append(Text(width + 6, top + 14, one.shown[n]))
    return chart


def shortened(label: str) -> str:
    """What fits above a bar on a phone, too; the table has all of it.

    Both ends stay: names often differ in the last.
    """
    if len(label) <= _LETTERS:
        return label
    kept = (_LETTERS - 1) // 2
    return f"{label[:kept].rstrip()}…{label[-kept:].lstrip()}"


def scale(highest: int) -> list[int]:
    """Round numbers from 0 to at least `highest`, four steps at most."""
    step = 1
    while step * 4 < highest:
        step = step * 10 // 4 if str(step)[0] == "2" else step * 2
    return list(range(0, max(highest, 1) + step, step))
