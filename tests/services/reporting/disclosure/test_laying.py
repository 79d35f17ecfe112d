"""Tables that show the same sums are one network: what it says of a number is what trying all numbers finds."""

from itertools import product

import pytest

from services.reporting.disclosure.laying import CannotBeLaidOut, Sums
from services.reporting.disclosure.network import Range, range_of
from services.reporting.disclosure.suppression import protected

SMALL = 5


def divided(sums: Sums, whole: str, layer: str, **parts: int) -> None:
    """`whole` is made of these, and has their sum for a value."""
    sums.values[whole] = sum(parts.values())
    sums.divide(whole, layer, {name: (name, value) for name, value in parts.items()})


def crossed(sums: Sums, one: str, other: str, **cells: int) -> None:
    """`a_x=3` is the cell of part a of the one layer and part x of the other."""
    sums.cross(one, other, {tuple(name.split("_")): (name, value) for name, value in cells.items()})


def star() -> Sums:
    """One total by source, by kind and by age."""
    sums = Sums()
    divided(sums, "all", "source", school=4, police=3)
    divided(sums, "all", "kind", absence=2, violence=5)
    divided(sums, "all", "age", young=6, old=1)
    return sums


def chain() -> Sums:
    """Days by classes, the same classes by what became of them, and the same total by source; one source by reason."""
    sums = Sums()
    divided(sums, "all", "day", one=4, two=3)
    divided(sums, "all", "class", a=5, b=2)
    divided(sums, "all", "clock", kept=5, missed=2)
    divided(sums, "all", "source", school=4, police=3)
    divided(sums, "police", "reason", theft=1, noise=2)
    crossed(sums, "day", "class", one_a=3, one_b=1, two_a=2, two_b=1)
    crossed(sums, "class", "clock", a_kept=4, a_missed=1, b_kept=1, b_missed=1)
    return sums


def equations(sums: Sums) -> list[tuple[str, list[str]]]:
    """Each whole with its parts, as somebody would write them down who never heard of networks."""
    found = [(whole, list(sums.layers[layer].values())) for whole, layers in sums.divided.items() for layer in layers]
    for layers, cells in sums.crossed.items():
        for place, layer in enumerate(layers):
            found += [
                (part, [cell for codes, cell in cells.items() if codes[place] == code])
                for code, part in sums.layers[layer].items()
            ]
    return found


def tried(sums: Sums, hidden: list[str], highest: int) -> dict[str, set[int]]:
    """What each hidden number can be, found by trying all there is from 1 to `highest` in the equations."""
    found = {name: set() for name in hidden}
    written = equations(sums)
    for guess in product(range(1, highest + 1), repeat=len(hidden)):
        values = sums.values | dict(zip(hidden, guess, strict=True))
        if all(values[whole] == sum(values[part] for part in parts) for whole, parts in written):
            for name, value in zip(hidden, guess, strict=True):
                found[name].add(value)
    return found


@pytest.mark.parametrize(
    ("told", "hidden"),
    [
        (star, ["school", "police"]),
        (star, ["all", "school", "absence", "old"]),
        (star, ["all", "school", "police", "violence", "young"]),
        (chain, ["a_kept", "a_missed", "b_kept", "b_missed"]),
        (chain, ["a", "b", "one_a", "one_b", "a_kept"]),
        (chain, ["a", "one_a", "a_kept", "b_kept", "kept"]),
        (chain, ["theft", "noise", "police", "school"]),
        (chain, ["police", "school", "theft", "two_a", "two_b"]),
    ],
)
def test_one_network_says_of_all_tables_together_what_trying_all_numbers_finds(told, hidden):
    [network] = told().networks()
    highest = 9
    for name, values in tried(told(), hidden, highest).items():
        found = range_of(name, network, hidden)
        assert min(values) == found.low, name
        if found.high is None:
            assert max(values) > told().values[name], name
        else:
            assert max(values) == found.high, name


def test_what_each_table_hides_well_two_together_would_give_away():
    """The total may be anything from 4 by the sources and up to 9 by the kinds: alone, neither tells of `school`."""
    sums = Sums()
    divided(sums, "all", "source", school=3, police=6)
    divided(sums, "all", "kind", absence=4, violence=5)
    [network] = sums.networks()
    # The total and the school hidden by one table, the total and all that the kinds have shown by the other.
    assert range_of("school", network, ["all", "school"]) == Range(3, 3)
    hidden = protected([network], SMALL)
    assert {"school", "absence"} <= hidden
    assert all(range_of(name, network, hidden).hides(SMALL) for name in ("school", "absence"))


def test_noughts_are_known_and_nothing_flows_there():
    sums = Sums()
    divided(sums, "all", "source", school=3, police=0)
    [network] = sums.networks()
    assert network.keys() == {"all", "school"}


def test_a_number_that_is_part_of_two_sums_finds_no_place():
    sums = star()
    divided(sums, "others", "of others", school=4, church=2)
    with pytest.raises(CannotBeLaidOut, match="school is part of several sums"):
        list(sums.networks())


def test_three_tables_that_meet_in_the_same_sums_find_no_place():
    sums = chain()
    divided(sums, "all", "sex", f=3, m=4)
    crossed(sums, "class", "sex", a_f=2, a_m=3, b_f=1, b_m=1)
    with pytest.raises(CannotBeLaidOut, match="more than one other on each side"):
        list(sums.networks())
