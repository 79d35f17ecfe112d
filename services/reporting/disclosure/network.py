"""What somebody can work out of a table in which some numbers are hidden: the exact range of each of them.

A table with its sums is a circulation: every number flows from one node to another, and what flows into a node flows
out of it, because parts add up to their sum. Whoever knows all but the hidden numbers knows that they may change only
along circles of hidden ones, so how far one can move is a maximum flow through the others. That is exact, also for
somebody who sets up and solves all the equations (D. Gusfield, A graph theoretic approach to statistical data
security, SIAM Journal on Computing 17/3, 1988).
"""

from collections import defaultdict, deque
from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

Node = Hashable
LEAST = 1
"""Noughts are shown, so whatever is hidden is at least this."""


class Arc(NamedTuple):
    """A number of the table, from the node of one sum to that of another."""

    tail: Node
    head: Node
    value: int


class Way(NamedTuple):
    """The number `name` moved up, from tail to head of its arc, or down, the other way round."""

    tail: Node
    head: Node
    name: Hashable


Room = dict[Way, int | None]
"""By how much each number may move; None when there is no end to it."""


@dataclass(frozen=True, slots=True)
class Range:
    """Every whole number from `low` to `high` may stand there; without `high` there is no end to them."""

    low: int
    high: int | None

    def hides(self, small: int) -> bool:
        """Whether it may be small or not, and as many values are possible as there are small ones."""
        return self.high is None or (self.high >= small and self.high - self.low >= small - 1)


def range_of(name: Hashable, arcs: Mapping[Hashable, Arc], hidden: Collection[Hashable]) -> Range:
    """What the hidden number `name` may be, for somebody who knows the others and how the table adds up."""
    about = arcs[name]
    others = {other: arcs[other] for other in hidden if other != name}
    up, _ = most(others, about.head, about.tail, None)
    down, _ = most(others, about.tail, about.head, about.value - LEAST)
    return Range(about.value - down, None if up is None else about.value + up)


def is_hidden_well(name: Hashable, arcs: Mapping[Hashable, Arc], hidden: Collection[Hashable], small: int) -> bool:
    """Whether `range_of` hides it, without looking for more of the range than it takes."""
    about = arcs[name]
    others = {other: arcs[other] for other in hidden if other != name}
    up, _ = most(others, about.head, about.tail, small)
    if up == small:
        return True
    down, _ = most(others, about.tail, about.head, min(about.value - LEAST, small))
    return Range(about.value - down, about.value + up).hides(small)


def most(arcs: Mapping[Hashable, Arc], source: Node, sink: Node, limit: int | None) -> tuple[int | None, Room]:
    """The maximum flow from `source` to `sink`, at most `limit`, and the room that it leaves.

    Along an arc a number may grow without end, against it it may fall to the least. None when the flow has no end.
    """
    left, found = room(arcs), 0
    ways: dict[Node, list[Way]] = defaultdict(list)
    for way in left:
        ways[way.tail].append(way)
    while limit is None or found < limit:
        path = _shortest(ways, left, source, sink)
        if path is None:
            break
        bounds = [left[way] for way in path if left[way] is not None] + ([] if limit is None else [limit - found])
        if not bounds:
            return None, left
        pushed = min(bounds)
        for way in path:
            back = Way(way.head, way.tail, way.name)
            for one, change in ((way, -pushed), (back, pushed)):
                left[one] = None if left[one] is None else left[one] + change
        found += pushed
    return found, left


def room(arcs: Mapping[Hashable, Arc]) -> Room:
    """How far each number may move, up and down."""
    left: Room = {}
    for name, arc in arcs.items():
        left[Way(arc.tail, arc.head, name)] = None
        left[Way(arc.head, arc.tail, name)] = arc.value - LEAST
    return left


def _shortest(ways: Mapping[Node, list[Way]], left: Room, source: Node, sink: Node) -> list[Way] | None:
    """The shortest way with room left (Edmonds and Karp), so that the search ends after few of them."""
    came: dict[Node, Way | None] = {source: None}
    queue = deque([source])
    while queue and sink not in came:
        for way in ways.get(queue.popleft(), ()):
            if way.head not in came and left[way] != 0:
                came[way.head] = way
                queue.append(way.head)
    return walked(came, sink) if sink in came else None


def walked(came: Mapping[Node, Way | None], node: Node) -> list[Way]:
    """The ways that led to a node, from the one by which each node on them was reached."""
    path = []
    while (way := came[node]) is not None:
        path.append(way)
        node = way.tail
    return path
