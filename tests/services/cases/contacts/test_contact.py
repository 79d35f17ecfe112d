"""A contact is written down with its mode and minutes; a correction takes its place, and what stood there is kept."""

from datetime import timedelta

import pytest

from services.cases.domain import ending
from services.cases.domain.case import Case
from services.cases.domain.contacts import contact
from services.cases.domain.contacts.contact import Contact, Said
from services.cases.domain.contacts.note import Note
from services.cases.handlers import REPLAYED
from shared.contracts.codes import CaseOutcome, VisitMode
from shared.contracts.contact_codes import ContactKind, ContactWith
from shared.contracts.registry import decode
from shared.decision import Refusal
from tests.services.cases.samples import MARTA, MONDAY, RULES
from tests.services.cases.visits.life import begun, the_case
from tests.services.memory import Memory, cause

NOON = MONDAY + timedelta(hours=3)
SUPPORT = Said(ContactKind.PSYCHOSOCIAL_SUPPORT, VisitMode.VIDEO, 50, words="Runājām par skolu.")


def record(memory: Memory, said: Said = SUPPORT, at=NOON, name="talk", by=MARTA) -> Contact:
    why, case = cause(name, at, by=str(by)), (Case, the_case(memory).id)
    memory.take([case], lambda world: contact.record(world.get(*case), said, why, RULES.calendar))
    return memory.states[Contact, contact.contact_id(why)]


def correct(memory: Memory, before: Contact, said: Said, name="again") -> Contact:
    why, refs = cause(name, NOON, by=str(MARTA)), [(Case, before.case_id), (Contact, before.id)]
    memory.take(
        refs, lambda world: contact.correct(world.get(*refs[0]), world.get(*refs[1]), said, why, RULES.calendar)
    )
    return memory.states[Contact, contact.contact_id(why)]


def test_a_contact_has_its_kind_mode_and_minutes_and_no_fact_has_its_words():
    memory = begun()
    one = record(memory)
    (fact,) = memory.facts
    assert (fact.kind, fact.mode, fact.minutes, fact.staff) == (SUPPORT.kind, SUPPORT.mode, 50, MARTA)
    assert memory.states[Note, one.id].words == SUPPORT.words
    assert SUPPORT.words.encode() not in fact.encode()


@pytest.mark.parametrize(
    ("said", "first"),
    [
        (SUPPORT, True),
        (Said(ContactKind.INFORMATION, VisitMode.PHONE, 1, reached=False), False),
        (Said(ContactKind.INFORMATION, VisitMode.PHONE, 5, ContactWith.INSTITUTION), False),
    ],
)
def test_the_first_time_the_client_is_spoken_to_ends_the_clock_of_the_case_and_nothing_else_changes_it(said, first):
    memory = begun()
    before = the_case(memory)
    one = record(memory, said)
    assert the_case(memory).first_contact_at == (one.began_at if first else None)
    seen = the_case(memory)
    record(memory, said, name="a second time")
    assert (the_case(memory) == seen, seen == before) == (True, not first)


@pytest.mark.parametrize(
    ("began", "code"),
    [(MONDAY - timedelta(minutes=1), "contact-before-case"), (NOON + timedelta(minutes=6), "contact-in-the-future")],
)
def test_a_time_that_cannot_be_is_refused(began, code):
    with pytest.raises(Refusal, match=code) as refused:
        record(begun(), Said(ContactKind.COUNSELLING, VisitMode.PHONE, 10, began_at=began))
    assert (refused.value.status, refused.value.pointers[0][0]) == (409, "/began_at")


def test_a_call_that_began_before_the_case_was_opened_began_with_it_when_nobody_says_otherwise():
    assert record(begun(), at=MONDAY + timedelta(minutes=5)).began_at == MONDAY


@pytest.mark.parametrize(("hours", "late"), [(3, False), (9, True), (24 * 5, True)])
def test_work_outside_of_office_hours_is_noted(hours, late):
    assert record(begun(), at=MONDAY + timedelta(hours=hours)).after_hours is late


def test_a_correction_takes_its_place_and_what_stood_there_is_kept_with_its_words():
    memory = begun()
    wrong = record(memory)
    right = correct(memory, wrong, Said(ContactKind.COUNSELLING, VisitMode.PHONE, 20, words="Bija saruna."))
    kept = memory.states[Contact, wrong.id]
    assert (kept.corrected_by, kept.minutes, right.corrects, right.minutes) == (right.id, 50, wrong.id, 20)
    assert memory.states[Note, wrong.id].words == SUPPORT.words
    with pytest.raises(Refusal, match="contact-corrected"):
        correct(memory, kept, SUPPORT, "once more")


def test_nothing_is_written_into_a_closed_case_and_by_nobody_but_staff():
    memory = begun()
    with pytest.raises(Refusal, match="staff-unknown"):
        record(memory, by="somebody")
    case = (Case, the_case(memory).id)
    memory.take([case], lambda world: ending.close(world.get(*case), CaseOutcome.NEEDS_MET, cause("close", NOON)))
    with pytest.raises(Refusal, match="case-closed"):
        record(memory)


def test_its_facts_alone_give_it_back():
    memory = begun()
    correct(memory, record(memory), SUPPORT)
    restored = Memory(RULES, everywhere=memory.everywhere)
    (case,) = begun().of(Case)
    restored.states[Case, case.id] = case
    for fact in memory.facts:
        restored.hear(REPLAYED[fact.type], decode(fact.type, fact.encode()), cause("restore", NOON))
    for kind in (Contact, Case):
        assert sorted(restored.of(kind), key=lambda one: one.id) == sorted(memory.of(kind), key=lambda one: one.id)
