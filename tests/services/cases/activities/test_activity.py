"""An activity is booked, confirmed, held before so many of each age, or called off; nobody is named."""

from datetime import timedelta

import pytest

from services.cases.domain.activities import activity
from services.cases.domain.activities.activity import Activity
from services.cases.domain.contacts.note import Note
from services.cases.domain.units.unit import Unit
from services.cases.handlers import REPLAYED
from shared.contracts.codes import AgeBand, NeedCode, VisitMode
from shared.contracts.contact_codes import ActivityKind
from shared.contracts.registry import decode
from shared.decision import Refusal
from tests.services.cases.samples import MARTA, MONDAY, RULES, service
from tests.services.memory import Memory, cause

SCHOOL = "liepajas-6-vidusskola"
LATER = MONDAY + timedelta(days=2)
GAME, THEME = ActivityKind.INTERACTIVE_GAME, NeedCode.VIOLENCE_AMONG_PEERS


def book(memory: Memory, school=SCHOOL, at=MONDAY, unit: Unit | None = RULES.units[0]) -> Activity:
    why = cause("book", MONDAY, by=str(MARTA))
    memory.take([], lambda _: activity.book(unit, GAME, THEME, school, "8.b klase", at, (SCHOOL,), why))
    return memory.of(Activity)[-1]


def act(memory: Memory, rule) -> Activity:
    ref = (Activity, memory.of(Activity)[-1].id)
    memory.take([ref], lambda world: rule(world.get(*ref)))
    return memory.states[ref]


def confirm(memory: Memory) -> Activity:
    return act(memory, lambda seen: activity.confirm(seen, (MARTA,)))


def hold(memory: Memory, at=None, now=LATER) -> Activity:
    counts = {AgeBand.AGE_18_24: 2, AgeBand.AGE_14_17: 23}
    return act(memory, lambda seen: activity.hold(seen, VisitMode.IN_PERSON, 80, counts, at, cause("hold", now)))


def cancel(memory: Memory) -> Activity:
    return act(memory, lambda seen: activity.cancel(seen, "restrictions"))


def test_it_is_told_before_how_many_of_each_age_and_for_which_class_is_not():
    memory = service()
    book(memory)
    confirm(memory)
    held = hold(memory)
    fact = memory.facts[-1]
    assert (fact.ages, fact.counts, fact.school, fact.theme) == (("14-17", "18-24"), (23, 2), SCHOOL, THEME)
    assert (held.state, memory.states[Note, held.id].words) == ("held", "8.b klase")
    assert not any(b"8.b" in told.encode() for told in memory.facts)


@pytest.mark.parametrize(
    ("before", "act"),
    [
        ([], hold), ([confirm], confirm), ([cancel], confirm), ([cancel], cancel), ([confirm, hold], hold),
        ([confirm, hold], cancel),
    ],
)  # fmt: skip
def test_what_does_not_come_next_is_refused(before, act):
    memory = service()
    book(memory)
    for earlier in before:
        earlier(memory)
    with pytest.raises(Refusal, match=r"activity-state: The activity is (requested|confirmed|held|cancelled)"):
        act(memory)


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        ({"school": "nezinama-skola"}, "agency-unknown"),
        ({"at": MONDAY + timedelta(days=800)}, "activity-too-far-ahead"),
        ({"unit": None}, "unit-unknown"),
    ],
)
def test_a_booking_that_cannot_be_is_refused(wish, code):
    with pytest.raises(Refusal, match=code):
        book(service(), **wish)


def test_a_group_of_no_partner_of_ours_is_welcome():
    assert book(service(), school=None).school is None


def test_what_was_held_does_not_lie_ahead():
    memory = service()
    book(memory, at=LATER)
    confirm(memory)
    with pytest.raises(Refusal, match="activity-in-the-future"):
        hold(memory, now=MONDAY)


@pytest.mark.parametrize("life", [[], [confirm], [confirm, hold], [cancel]])
def test_its_facts_alone_give_it_back(life):
    memory = service()
    book(memory)
    for step in life:
        step(memory)
    restored = Memory(RULES, everywhere=memory.everywhere)
    for fact in memory.facts:
        restored.hear(REPLAYED[fact.type], decode(fact.type, fact.encode()), cause("restore", MONDAY))
    assert restored.of(Activity) == memory.of(Activity)
