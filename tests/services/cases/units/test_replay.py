"""Replaying the service's own facts gives units, staff, absences and trainings back, but for what no fact carries."""

from dataclasses import replace

from services.cases.domain.units import presence
from services.cases.domain.units import training as trainings
from services.cases.domain.units.staff import Position, Staff, change
from services.cases.domain.units.training import Training, training_id
from services.cases.domain.units.unit import Unit
from services.cases.handlers import REPLAYED
from shared.contracts.codes import StaffRole
from shared.contracts.registry import decode
from shared.contracts.unit_codes import AbsenceReason
from tests.services.cases.samples import MONDAY, RULES
from tests.services.cases.units.samples import ADULTS, ANDRIS, FAMILIES, MARTA, away, day, moved, the_tree
from tests.services.cases.units.test_configured import brought_in
from tests.services.memory import Memory, cause


def lived() -> Memory:
    """Units and staff of whom something has become."""
    memory = Memory(RULES)
    brought_in(memory, *RULES.units, *RULES.staff)
    moved(memory, FAMILIES, parent=ADULTS, head=MARTA, atvk="0005000")
    away(memory, day(16), day(20), deputy=ANDRIS)
    away(memory, day(23), day(27), staff=ANDRIS)
    andris = memory.states[Staff, ANDRIS]
    memory.take(
        [(Staff, ANDRIS)], lambda world: presence.end(andris, andris.absences[0].id, day(25), cause("e", MONDAY))
    )
    also = {"also": (Position(ADULTS, StaffRole.PSYCHOLOGIST),)}
    memory.take([(Staff, MARTA)], lambda world: change(world.get(Staff, MARTA), also, 0))
    record = (Training, training_id(MARTA, "vardarbiba", day(2)))
    memory.take(
        [record],
        lambda world: trainings.record(
            None, memory.states[Staff, MARTA], "vardarbiba", day(2), day(31), cause("t", MONDAY), RULES
        ),
    )
    return memory


def told(memory: Memory) -> list:
    """What facts carry: no seed, version, language, address, nor why somebody is away or what they are called."""
    units = [replace(unit, seed=None, version=0) for unit in memory.of(Unit)]
    staff = [
        replace(
            one, code="", seed=None, version=0, languages=(),
            absences=tuple(replace(absence, reason=AbsenceReason.OTHER) for absence in one.absences),
        )
        for one in memory.of(Staff)
    ]  # fmt: skip
    return [units, staff, memory.of(Training), the_tree(memory)]


def test_own_facts_replayed_give_units_and_staff_back():
    memory, restored = lived(), Memory(RULES)
    for fact in memory.facts:
        restored.hear(REPLAYED[fact.type], decode(fact.type, fact.encode()), cause("restore", MONDAY))
    assert told(restored) == told(memory)


def test_an_absence_that_is_heard_of_before_its_person_finds_them_later():
    facts, restored = lived().facts, Memory(RULES)
    for fact in sorted(facts, key=lambda fact: "absence" not in fact.type):
        restored.hear(REPLAYED[fact.type], decode(fact.type, fact.encode()), cause("restore", MONDAY))
    marta = restored.states[Staff, MARTA]
    assert (marta.role, [one.first for one in marta.absences], marta.absent) == ("social_worker", [day(16)], True)
