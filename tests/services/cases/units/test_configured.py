"""Units and staff come from the configuration: what is new or changed is a fact once, the rest never."""

from dataclasses import replace

import pytest

from services.cases.domain.case import evolve as evolve_case
from services.cases.domain.units.configured import configure
from services.cases.domain.units.staff import Staff
from services.cases.domain.units.unit import Unit
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


def test_a_unit_that_is_in_no_territory_yet_is_told_anew_once_the_configuration_says_where_it_stands():
    memory = Memory(RULES)
    families = RULES.units[0]
    told_again(memory, replace(families, atvk=None))
    assert [fact.atvk for fact in told_again(memory, families)] == ["0005000"]
    assert told_again(memory, families) == ()


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


def told_again(memory: Memory, *wanted: Unit | Staff) -> tuple:
    """The service starts again, and the configuration may have changed meanwhile."""
    return brought_in(memory, *(wanted or (*RULES.units, *RULES.staff)))


def test_what_was_changed_by_hand_or_imported_stands_at_the_next_start():
    memory = Memory(RULES)
    told_again(memory)
    by_hand = replace(
        memory.states[Staff, MARTA], role=StaffRole.PSYCHOLOGIST, unit=RULES.units[0].id, languages=("ru",)
    )
    unit = replace(memory.states[Unit, RULES.units[1].id], label_en="Families", address="Parauga iela 1")
    memory.states |= {(Staff, MARTA): by_hand, (Unit, unit.id): unit}
    assert told_again(memory) == ()
    assert (memory.states[Staff, MARTA], memory.states[Unit, unit.id]) == (by_hand, unit)


def test_what_the_configuration_says_anew_holds_and_nothing_else_of_it():
    memory = Memory(RULES)
    told_again(memory)
    memory.states[Staff, MARTA] = replace(memory.states[Staff, MARTA], unit=RULES.units[0].id)
    configured = next(one for one in RULES.staff if one.id == MARTA)
    (fact,) = told_again(memory, replace(configured, role=StaffRole.SUPERVISOR))
    assert (fact.role, fact.unit) == (StaffRole.SUPERVISOR, RULES.units[0].id)


def test_whoever_was_imported_and_is_then_configured_is_as_configured():
    memory = Memory(RULES)
    told_again(memory)
    imported = replace(memory.states[Staff, MARTA], seed=None, role=StaffRole.OTHER, languages=("lv",))
    memory.states[Staff, MARTA] = imported
    (fact,) = told_again(memory)
    assert (fact.role, memory.states[Staff, MARTA].languages) == (StaffRole.SOCIAL_WORKER, ("lv",))


def test_nobody_leaves_because_the_configuration_names_them_no_more():
    memory = Memory(RULES)
    told_again(memory)
    assert told_again(memory, *RULES.units, RULES.staff[0]) == ()
    assert memory.states[Staff, MARTA].active
