"""Units are parts of others: never of themselves, whoever moves them and however far around."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.cases.domain.units.tree import UnitTree, placed
from services.cases.domain.units.unit import Unit
from shared.decision import Refusal
from tests.services.cases.samples import person, service
from tests.services.cases.units.samples import FAMILIES, RULES, moved, the_tree

HOME, ADULTS, DESK = (RULES.unit_id(code) for code in ("aprupe-majas", "pieaugusajiem", "pieteikumi"))


@pytest.fixture
def memory():
    return service()


def test_a_unit_has_its_place_and_it_is_a_fact(memory):
    (fact,) = moved(memory, HOME, parent=ADULTS).facts
    assert (fact.unit, fact.parent, fact.code) == (HOME, ADULTS, "aprupe-majas")
    assert list(the_tree(memory).above(HOME)) == [ADULTS]
    assert moved(memory, HOME, parent=ADULTS).facts == ()


def test_a_unit_goes_back_to_the_top(memory):
    moved(memory, HOME, parent=ADULTS)
    moved(memory, HOME, parent=None)
    assert (memory.states[Unit, HOME].parent, the_tree(memory).branches) == (None, ())


@pytest.mark.parametrize("parent", [HOME, ADULTS, FAMILIES])
def test_no_unit_becomes_a_part_of_itself(memory, parent):
    moved(memory, ADULTS, parent=HOME)
    moved(memory, FAMILIES, parent=ADULTS)
    with pytest.raises(Refusal) as refused:
        moved(memory, HOME, parent=parent)
    assert (refused.value.code, refused.value.status) == ("unit-cycle", 409)
    assert refused.value.pointers[0][0] == "/parent"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"parent": person("no unit")}, "unit-unknown"),
        ({"head": person("nobody")}, "staff-unknown"),
        ({"active": False}, "unit-configured"),
    ],
)
def test_what_cannot_be_said_of_a_unit(memory, changes, code):
    with pytest.raises(Refusal) as refused:
        moved(memory, DESK, **changes)
    assert refused.value.code == code


def test_where_a_unit_is_concerns_nobody_else(memory):
    decided = moved(memory, DESK, address="Liepāja, Parauga iela 7")
    assert (decided.facts, memory.states[Unit, DESK].version) == ((), 2)


UNITS = [person(name) for name in "abcdef"]


@given(st.lists(st.tuples(st.sampled_from(UNITS), st.sampled_from([None, *UNITS])), max_size=30))
def test_however_units_are_moved_everyone_stands_below_the_top(moves):
    tree = UnitTree()
    for unit, parent in moves:
        try:
            tree = placed(tree, unit, parent)
        except Refusal:
            continue
    assert all(len(list(tree.above(unit))) < len(UNITS) for unit in UNITS)
