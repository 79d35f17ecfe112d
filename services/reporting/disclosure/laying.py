"""Numbers that add up to each other, laid out as networks: each a circulation, in which every number is one arc.

A number that is divided flows on as its parts. One that is divided in several ways is divided, put together and divided
again, one after the other. Where a number is divided by two dimensions, it flows through the sums of the first, the
cells, and the sums of the second; where a third dimension meets the sums of the second, on through that. So all that
hangs together is one network, and what `network` says of it holds for somebody who solves all the equations at once.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from services.reporting.disclosure.network import Arc, Node
from services.reporting.disclosure.suppression import Table

Name = Hashable
Layer = Hashable
"""A number divided by one dimension, by whatever figures: the name of what its parts have in common."""


class CannotBeLaidOut(ValueError):
    """A number is part of more sums than a network has room for; a definition must say less."""


@dataclass(slots=True)
class Sums:
    """What adds up to what, as definitions and rows say it. Noughts are left out: they are known, and nothing flows."""

    values: dict[Name, int] = field(default_factory=dict)
    layers: dict[Layer, dict[str, Name]] = field(default_factory=lambda: defaultdict(dict))
    """Layer → code → the part."""
    divided: dict[Name, dict[Layer, None]] = field(default_factory=lambda: defaultdict(dict))
    """A number → the layers that it is divided into."""
    crossed: dict[tuple[Layer, Layer], dict[tuple[str, str], Name]] = field(default_factory=lambda: defaultdict(dict))
    """Two layers → their codes → the cell."""

    def divide(self, whole: Name, layer: Layer, parts: Mapping[str, tuple[Name, int]]) -> None:
        """The parts with their values, by code, are all that `whole` is made of."""
        self.divided[whole].setdefault(layer)
        for code, (name, value) in parts.items():
            self.layers[layer][code] = name
            self.values[name] = value

    def cross(self, one: Layer, other: Layer, cells: Mapping[tuple[str, str], tuple[Name, int]]) -> None:
        """Each part of a layer is made of the cells in its line, each part of the other of those in its column."""
        for codes, (name, value) in cells.items():
            self.crossed[one, other][codes] = name
            self.values[name] = value

    def networks(self) -> Iterator[Table]:
        """One for each number that is part of no other."""
        parts = {name for by_code in (*self.layers.values(), *self.crossed.values()) for name in by_code.values()}
        laid: set[Name] = set()
        for whole in self.divided:
            if whole not in parts and self.values[whole]:
                network = _Laying(self, laid)
                network.number(whole, "all", "all")
                yield network.arcs


@dataclass(slots=True)
class _Laying:
    """One network while it grows."""

    sums: Sums
    laid: set[Name]
    arcs: dict[Name, Arc] = field(default_factory=dict)

    def number(self, name: Name, tail: Node, head: Node) -> None:
        """An arc for the number, and whatever it is divided into behind it."""
        if not self.sums.values[name]:
            return
        if name in self.laid:
            raise CannotBeLaidOut(f"{name} is part of several sums that have nothing to do with each other")
        self.laid.add(name)
        stages = list(_stages(self.sums.divided.get(name, ()), self.sums.crossed))
        joints = [tail, *((name, n) for n in range(len(stages))), head]
        self.arcs[name] = Arc(*joints[:2], self.sums.values[name])
        for stage, (begin, end) in zip(stages, pairwise(joints[1:]), strict=True):
            self._stage(stage, begin, end)

    def _stage(self, layers: list[Layer], begin: Node, end: Node) -> None:
        """From the parts of the first layer through the cells between each two to those of the last."""
        for n, layer in enumerate(layers):
            last = n == len(layers) - 1
            for code, name in self.sums.layers[layer].items():
                self.number(name, begin if n == 0 else (layer, code, "in"), end if last else (layer, code, "out"))
            if not last:
                for (one, other), name in _cells(self.sums.crossed, layer, layers[n + 1]):
                    self.number(name, (layer, one, "out"), (layers[n + 1], other, "in"))


def _stages(layers: Iterable[Layer], crossed: Mapping[tuple[Layer, Layer], object]) -> Iterator[list[Layer]]:
    """The layers in rows, in which each two that stand beside each other are crossed."""
    left = list(layers)
    beside = {one: [other for other in left if (one, other) in crossed or (other, one) in crossed] for one in left}
    while left:
        row = [min(left, key=lambda layer: len(beside[layer]))]
        while more := [layer for layer in beside[row[-1]] if layer not in row]:
            row.append(more[0])
        if any(len(beside[layer]) > 2 for layer in row) or len(beside[row[0]]) > 1:
            raise CannotBeLaidOut(f"{row} are crossed with more than one other on each side")
        left = [layer for layer in left if layer not in row]
        yield row


def _cells(crossed: Mapping, one: Layer, other: Layer) -> Iterator[tuple[tuple[str, str], Name]]:
    """The cells between two layers, whichever stands first in their figure."""
    yield from crossed.get((one, other), {}).items()
    yield from (((b, a), name) for (a, b), name in crossed.get((other, one), {}).items())
