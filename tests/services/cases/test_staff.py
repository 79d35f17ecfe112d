"""Units and staff come from the configuration: what is new or changed is a fact once, the rest never."""

from dataclasses import replace

import pytest

from services.cases.domain.case import evolve as evolve_case
from services.cases.domain.units.staff import Staff, Unit, configure
from services.cases.domain.visits.visit import evolve as evolve_visit
from shared.contracts.codes import StaffRole
from shared.contracts.fields import PublicLabel
from shared.contracts.units import StaffChanged, UnitChanged
from tests.services.cases.samples import MARTA, RULES
from tests.services.memory import Memory


def brought_in(memory: Memory, *wanted: Unit | Staff) -> tuple:
    refs = [(type(state), state.id) for state in wanted]
    return memory.take(refs, lambda world: configure(world, wanted)).facts


def test_every_unit_and_everybody_in_it_is_told_units_first():
    facts = brought_in(Memory(RULES), *RULES.units, *RULES.staff)
    assert [type(fact) for fact in facts] == [UnitChanged] * 4 + [StaffChanged] * 12
    label = PublicLabel(lv="Sociālā darba daļa ģimenēm ar bērniem", en="Social work with families and children")
    assert label in [fact.label for fact in facts[:4]]


def test_starting_again_says_nothing():
    memory = Memory(RULES)
    brought_in(memory, *RULES.units, *RULES.staff)
    assert brought_in(memory, *RULES.units, *RULES.staff) == ()


def test_only_what_changed_is_said():
    memory = Memory(RULES)
    brought_in(memory, *RULES.units, *RULES.staff)
    promoted = [replace(one, role=StaffRole.SUPERVISOR) if one.id == MARTA else one for one in RULES.staff]
    (fact,) = brought_in(memory, *RULES.units, *promoted)
    assert (fact.staff, fact.role) == (MARTA, StaffRole.SUPERVISOR)


@pytest.mark.parametrize("evolve", [evolve_case, evolve_visit])
def test_a_fact_about_staff_is_no_fact_about_a_case_or_visit(evolve):
    (fact,) = brought_in(Memory(RULES), RULES.staff[0])
    with pytest.raises(TypeError, match="is not a fact about a"):
        evolve(None, fact)
