"""Which figures hang together: those that must be known to say what of one may be told."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from services.reporting.figures import FIGURES, Figure
from services.reporting.figures.control import named

_Measure = tuple[str, str]
"""A figure, and one of its measures."""


def linked(figures: Iterable[Figure]) -> list[Figure]:
    """These and all that share a sum with them, or with one that does, in the order of all figures."""
    wanted = list(figures)
    reached: set[_Measure] = set()
    waiting = [(figure.name, measure) for figure in wanted for measure in figure.measures]
    while waiting:
        if (one := waiting.pop()) not in reached:
            reached.add(one)
            waiting += _BESIDE.get(one, ())
    names = {figure.name for figure in wanted} | {name for name, _ in reached if _says_in_full(name)}
    return [figure for name, figure in FIGURES.items() if name in names]


def _says_in_full(name: str) -> bool:
    """Not the sums at the top, which other figures say in full, and not what no figure shows."""
    return name in FIGURES and bool(FIGURES[name].dimensions)


def _pairs() -> Iterator[tuple[_Measure, _Measure]]:
    for name, figure in FIGURES.items():
        control = figure.control
        for written, elsewhere in control.same.items():
            other, _, its_measure = named(elsewhere)
            yield (name, written.partition("/")[0]), (other, its_measure)
        for of, ways in control.parts.items():
            yield from (((name, of), (name, part)) for way in ways for part in way)
        if control.whole:
            yield from (((name, control.whole), (name, measure)) for measure in figure.measures)
        if control.within:
            other, _, its_measure = named(control.within)
            yield (name, control.whole), (other, its_measure)


def _beside() -> defaultdict[_Measure, list[_Measure]]:
    found = defaultdict(list)
    for one, other in _pairs():
        found[one].append(other)
        found[other].append(one)
    return found


_BESIDE = _beside()
