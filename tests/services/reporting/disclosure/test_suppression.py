"""Somebody who knows every shown number and how the table adds up cannot work out a small one. They try, by hand."""

from itertools import product
from random import Random

import pytest

from services.reporting.disclosure.network import Arc, Range, range_of
from services.reporting.disclosure.suppression import protected

SMALL = 5


def two_way(cells: list[list[int]]) -> dict:
    """A table with the sums of its rows, of its columns, and of all."""
    table = {(r, c): Arc(f"row {r}", f"column {c}", n) for r, row in enumerate(cells) for c, n in enumerate(row)}
    table |= {(r, None): Arc("rows", f"row {r}", sum(row)) for r, row in enumerate(cells)}
    table |= {(None, c): Arc(f"column {c}", "columns", sum(n)) for c, n in enumerate(zip(*cells, strict=True))}
    return table | {"all": Arc("columns", "rows", sum(map(sum, cells)))}


def adds_up(table: dict, values: dict) -> bool:
    """Whether numbers fit the equations: what flows into each node flows out of it."""
    flows = {}
    for name, arc in table.items():
        flows[arc.tail] = flows.get(arc.tail, 0) - values[name]
        flows[arc.head] = flows.get(arc.head, 0) + values[name]
    return not any(flows.values())


def tried(table: dict, hidden: list, highest: int) -> dict:
    """What each hidden number can be, found by trying all there is from 1 to `highest`."""
    shown = {name: arc.value for name, arc in table.items() if name not in hidden}
    found = {name: set() for name in hidden}
    for guess in product(range(1, highest + 1), repeat=len(hidden)):
        guessed = dict(zip(hidden, guess, strict=True))
        if adds_up(table, shown | guessed):
            for name, value in guessed.items():
                found[name].add(value)
    return found


@pytest.mark.parametrize("seed", range(8))
def test_the_range_of_a_hidden_number_is_what_trying_all_numbers_finds(seed):
    random = Random(seed)
    table = two_way([[random.randint(1, 3) for _ in range(2)] for _ in range(2)])
    hidden = random.sample(list(table), random.randint(1, 4))
    highest = 13
    for name, values in tried(table, hidden, highest).items():
        found = range_of(name, table, hidden)
        last = highest if found.high is None else min(found.high, highest)
        # Where numbers may grow without end, those that were tried end sooner.
        assert values <= set(range(found.low, last + 1)), name
        assert min(values) == found.low, name
        if found.high is not None and found.high < highest // 2:
            assert values == set(range(found.low, found.high + 1)), name


def test_one_hidden_number_alone_is_worked_out_from_the_sum():
    table = two_way([[3, 20], [30, 40]])
    assert range_of((0, 0), table, [(0, 0)]) == Range(3, 3)


def test_four_in_a_square_move_together_as_far_as_the_smallest_of_them():
    table = two_way([[3, 20], [30, 40]])
    square = [(0, 0), (0, 1), (1, 0), (1, 1)]
    assert range_of((0, 0), table, square) == Range(1, 22)  # until (0, 1) is 1
    assert range_of((1, 1), table, square) == Range(38, 59)


@pytest.mark.parametrize(
    ("cells", "hidden"),
    [
        # Nothing is small.
        ([[10, 20], [30, 40]], set()),
        # A nought tells that nobody was there, and is shown.
        ([[0, 20], [30, 40]], set()),
        # The small one, and the cheapest square with it: 6 and 7 are smaller than 50 and 60.
        ([[3, 6, 50], [7, 9, 90]], {(0, 0), (0, 1), (1, 0), (1, 1)}),
        # Of a single column the other number in it is enough, for each row's sum is its only number.
        ([[3], [8], [90]], {(0, 0), (0, None), (1, 0), (1, None)}),
    ],
)
def test_as_few_and_as_small_numbers_are_hidden_as_will_do(cells, hidden):
    assert protected([two_way(cells)], SMALL) == hidden


@pytest.mark.parametrize("seed", range(25))
def test_no_small_number_can_be_worked_out_of_any_table(seed):
    random = Random(seed)
    rows, columns = random.randint(1, 9), random.randint(1, 6)
    table = two_way([[int(random.expovariate(1 / 8)) for _ in range(columns)] for _ in range(rows)])
    hidden = protected([table], SMALL)
    small = {name for name, arc in table.items() if 0 < arc.value < SMALL}
    assert small <= hidden
    for name in small:
        found = range_of(name, table, hidden)
        assert found.high is None or (found.high >= SMALL and found.high - found.low >= SMALL - 1), (name, found)


def test_hiding_only_the_small_ones_would_not_do():
    """The same tables, as one who hides nothing else would publish them: small numbers are worked out in most."""
    exposed = 0
    for seed in range(25):
        random = Random(seed)
        table = two_way([[int(random.expovariate(1 / 8)) for _ in range(4)] for _ in range(4)])
        small = {name for name, arc in table.items() if 0 < arc.value < SMALL}
        exposed += any(not range_of(name, table, small).hides(SMALL) for name in small)
    assert exposed > 12
