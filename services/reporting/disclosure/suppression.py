"""Which numbers must be hidden so that nobody works out a small one: the small ones, and as few others."""

from collections.abc import Collection, Hashable, Iterable, Mapping
from heapq import heappop, heappush
from itertools import count

from services.reporting.disclosure.network import Arc, Node, Way, is_hidden_well, most, room, walked

Table = Mapping[Hashable, Arc]
"""All numbers that hang together, by name, sums among them."""


def protected(tables: Iterable[Table], small: int, hidden: Collection[Hashable] = ()) -> set[Hashable]:
    """The names of all numbers that must be hidden, `hidden` among them. No number stands in two tables.

    Small is what is more than nought and less than `small`. After that each small number may still have as many values
    as small ones have, and one that is not small, for somebody who solves all the equations.
    """
    found = set(hidden)
    for table in tables:
        small_ones = [name for name, arc in table.items() if 0 < arc.value < small]
        found.update(small_ones)
        for name in sorted(small_ones, key=str):
            # In the order of the table, not of a set: equal prices are settled by it, and must be in every process.
            while not is_hidden_well(name, table, mine := [one for one in table if one in found], small):
                found |= _cheapest_circle(name, table, mine)
    return found


def _cheapest_circle(name: Hashable, table: Table, hidden: Collection[Hashable]) -> set[Hashable]:
    """The shown numbers with the smallest sum along which `name` may move further than the hidden ones let it.

    There always is one: a number flows into a sum, which flows back, and neither is nought.
    """
    about, known = table[name], table.keys() - set(hidden)
    _, left = most({other: table[other] for other in hidden if other != name}, about.head, about.tail, None)
    shown = {other: arc for other, arc in table.items() if other in known}
    path = _cheapest(left | room(shown), {other: arc.value for other, arc in shown.items()}, about.head, about.tail)
    return {way.name for way in path if way.name in shown}


def _cheapest(left: Mapping[Way, int | None], prices: Mapping[Hashable, int], source: Node, sink: Node) -> list[Way]:
    """The way with room left whose shown numbers have the smallest sum (Dijkstra); hidden ones cost nothing."""
    came: dict[Node, Way | None] = {}
    order = count()  # so that equal prices are settled by what came first, never by comparing nodes
    queue: list = [(0, next(order), source, None)]
    while queue:
        price, _, node, way = heappop(queue)
        if node in came:
            continue
        came[node] = way
        if node == sink:
            return walked(came, sink)
        for one, more in left.items():
            if one.tail == node and one.head not in came and (more is None or more > 0):
                heappush(queue, (price + prices.get(one.name, 0), next(order), one.head, one))
    raise AssertionError("a number that is not nought always flows back through its sum")
