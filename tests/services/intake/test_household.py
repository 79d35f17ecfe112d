"""Who lives together: each change tells the whole household, and its facts give it back."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.intake.domain.people.household import MOST, Household, Member, add, make, take_out
from services.intake.domain.people.person import Person
from services.intake.handlers import REPLAYED
from shared.contracts.people_codes import HouseholdRole
from shared.decision import Refusal, World
from tests.services.intake.samples import MONDAY, RULES
from tests.services.memory import Memory, cause

HOME = UUID(int=9)
PEOPLE = [UUID(int=100 + number) for number in range(MOST + 1)]
BY = cause("a worker", MONDAY, by=str(UUID(int=1)))
STEPS = st.lists(st.tuples(st.booleans(), st.sampled_from(PEOPLE[:4]), st.sampled_from(HouseholdRole)), max_size=8)


def world() -> World:
    refs = [(Person, id) for id in PEOPLE]
    return World(asked=set(refs), states={ref: Person(ref[1]) for ref in refs})


@given(STEPS)
def test_its_facts_give_it_back(steps):
    decision = make(world(), HOME, (Member(PEOPLE[0], HouseholdRole.ADULT),), BY)
    (home,), told = decision.states, list(decision.facts)
    for comes, person, role in steps:
        there = person in [member.person for member in home.members]
        if comes or there:
            step = add(world(), home, Member(person, role), BY) if comes else take_out(home, person, BY)
            (home,), told = step.states, [*told, *step.facts]
    memory = Memory(RULES)
    for fact in told:
        memory.hear(REPLAYED[fact.type], fact, BY)
    assert memory.of(Household) == [home]


def test_somebody_added_again_has_another_role_and_stands_there_once():
    (home,) = make(world(), HOME, (Member(PEOPLE[0], HouseholdRole.ADULT),), BY).states
    (home,) = add(world(), home, Member(PEOPLE[0], HouseholdRole.GUARDIAN), BY).states
    assert home.members == (Member(PEOPLE[0], HouseholdRole.GUARDIAN),)


def test_a_full_household_takes_nobody_and_who_is_not_there_cannot_leave():
    full = Household(HOME, tuple(Member(person, HouseholdRole.OTHER) for person in PEOPLE[:MOST]))
    with pytest.raises(Refusal, match="household-full"):
        add(world(), full, Member(PEOPLE[MOST], HouseholdRole.OTHER), BY)
    with pytest.raises(Refusal, match="not-a-member"):
        take_out(full, PEOPLE[MOST], BY)
