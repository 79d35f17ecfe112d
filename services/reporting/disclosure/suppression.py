"""Which numbers of a table must be hidden so that nobody works out a small one: the small ones, and as few others."""

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping
from heapq import heappop, heappush
from itertools import count

from services.reporting.disclosure.network import Arc, Node, Way, most, range_of, room, walked

Table = Mapping[Hashable, Arc]
"""Its numbers by name, sums among them. A number that stands in several tables has one name."""


def protected(tables: Iterable[Table], small: int, hidden: Collection[Hashable] = ()) -> set[Hashable]:
    """The names of all numbers that must be hidden, `hidden` among them.

    Small is what is more than nought and less than `small`. After that each small number may still have as many values
    as small ones have, and one that is not small, for somebody who solves the equations of any one table. What is
    hidden in one table is hidden in all, and none of them gives it away, so they are looked at until nothing changes.
    """
    tables, found = list(tables), set(hidden)
    times = Counter(name for table in tables for name in table)
    shared = {name for name, number in times.items() if number > 1}
    found |= {name for table in tables for name, arc in table.items() if 0 < arc.value < small}
    while True:
        before = len(found)
        for table in tables:
            _protect(table, small, found, shared)
        if len(found) == before:
            return found


def _protect(table: Table, small: int, hidden: set[Hashable], shared: Collection[Hashable]) -> None:
    """Hide more of the table, circle by circle of the smallest numbers, until it gives away nothing.

    That is none of its small numbers, and none that another table hides to keep a secret of its own.
    """
    secrets = [name for name, arc in table.items() if 0 < arc.value < small or (name in hidden and name in shared)]
    for name in sorted(secrets, key=str):
        while not range_of(name, table, mine := hidden & table.keys()).hides(small):
            hidden |= _cheapest_circle(name, table, mine)


def _cheapest_circle(name: Hashable, table: Table, hidden: Collection[Hashable]) -> set[Hashable]:
    """The shown numbers with the smallest sum along which `name` may move further than the hidden ones let it.

    There always is one: a number flows into a sum, which flows back, and neither is nought.
    """
    about = table[name]
    _, left = most({other: table[other] for other in hidden if other != name}, about.head, about.tail, None)
    shown = {other: arc for other, arc in table.items() if other not in hidden and arc.value}
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
