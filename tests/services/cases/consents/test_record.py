"""What was read to whom and what they said is recorded whole, and what cannot have been said so is refused."""

from dataclasses import replace
from datetime import datetime

import pytest

from services.cases.domain.case import Case, CaseState
from services.cases.domain.consents import later
from services.cases.domain.consents.consent import Allowance, Consent
from services.cases.domain.documents.document import Document
from services.cases.domain.mode import ID, Periods
from services.cases.domain.mode.periods import Period
from services.cases.domain.tasks.task import Task, TaskState
from services.cases.handlers import REPLAYED
from shared.calendar import RIGA
from shared.contracts.case_codes import TaskKind
from shared.contracts.codes import AgeBand, FieldSet, PartnerKind
from shared.contracts.consent_codes import ConsentAnswer, ConsentCapacity, ConsentMode, WithdrawalChannel
from shared.contracts.document_codes import DocumentKind, DocumentRemoval
from shared.contracts.mode_codes import EmergencyReason
from shared.contracts.registry import decode
from shared.decision import Refusal
from tests.services.cases.consents.samples import (
    CHILD,
    DAY,
    HOSPITAL,
    MOTHER,
    REFUSED,
    SCHOOL,
    case_of_two,
    say,
)
from tests.services.cases.samples import LIGITA, MARTA, MONDAY, RULES, person
from tests.services.memory import NOBODY, Memory, cause

SELF, PHONE, LETTER = ConsentCapacity.SELF, WithdrawalChannel.PHONE, WithdrawalChannel.LETTER


@pytest.fixture
def memory():
    return case_of_two()


def withdraw(memory, consent, at=None, now=MONDAY + DAY, channel=PHONE):
    return _later(memory, consent, lambda *states, why: later.withdraw(*states, channel, at, why), now)


def a_scan(case) -> Document:
    """The scan of a signed copy, as a document of the case."""
    return Document(person("scan"), case, DocumentKind.CONSENT, "Piekrišana.pdf", False, (), MONDAY)


def sign(memory, consent, now=MONDAY + DAY, scan=None):
    scan = scan or a_scan(consent.case_id)
    return _later(memory, consent, lambda *states, why: later.sign(*states, scan, why), now)


def _later(memory, consent, act, now):
    refs = [(Case, consent.case_id), (Consent, consent.id), (Task, later.signature_task(consent) or NOBODY)]
    why = cause(f"later {now}", now)
    memory.take(refs, lambda world: act(*(world.get(*ref) for ref in refs), why=why))
    return memory.states[refs[1]]


def test_a_consent_by_phone_keeps_who_read_what_to_whom_and_who_heard_it(memory):
    consent = say(memory)
    assert (consent.person, consent.said_by, consent.capacity) == (CHILD, MOTHER, ConsentCapacity.PARENT)
    assert (consent.text, consent.text_version, consent.read_by, consent.witness) == (
        "sharing-with-partners", 1, MARTA, LIGITA
    )  # fmt: skip
    assert consent.allowances == (SCHOOL, HOSPITAL)
    assert [fact.type.split(".")[3] for fact in memory.facts] == [
        "consent-recorded", "sharing-allowed", "sharing-allowed", "task-added"
    ]  # fmt: skip


def test_no_word_of_what_was_said_is_told(memory):
    consent = say(memory)
    assert consent.words == "Tikai klases audzinātājai."
    assert not any("klases" in fact.encode().decode() for fact in memory.facts)


def test_a_spoken_consent_is_signed_later_and_its_case_waits_for_that(memory):
    consent = say(memory)
    (task,) = memory.of(Task)
    assert (task.kind, task.due_at, task.about) == (TaskKind.CONSENT_SIGNATURE, consent.sign_by, consent.id)
    assert consent.sign_by == datetime(2026, 3, 30, 17, tzinfo=RIGA)
    assert memory.of(Case)[0].open_duties == (task.id,)
    signed = sign(memory, consent)
    assert (signed.signed_at, signed.document) == (MONDAY + DAY, person("scan"))
    assert (memory.of(Task)[0].state, memory.of(Case)[0].open_duties) == (TaskState.DONE, ())


@pytest.mark.parametrize("changed", [{"mode": ConsentMode.IN_PERSON}, REFUSED])
def test_what_is_said_in_person_or_refused_waits_for_no_signature(memory, changed):
    assert (say(memory, **changed).sign_by, memory.of(Task)) == (None, [])


def test_in_emergency_there_is_more_time_to_sign(memory):
    period = Period(NOBODY, EmergencyReason.EPIDEMIC, "", MONDAY, None, MONDAY)
    memory.states[Periods, ID] = Periods(ID, (period,))
    assert say(memory).sign_by > datetime(2026, 4, 28, tzinfo=RIGA)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"person": person("a stranger"), "said_by": person("a stranger")}, "consent-of-a-stranger"),
        ({"said_by": CHILD}, "consent-by-whom"),
        ({"capacity": SELF}, "consent-by-whom"),
        ({"capacity": SELF, "said_by": CHILD}, "consent-of-a-child"),
        ({"text": "another-text"}, "consent-text-unknown"),
        ({"text_version": 2}, "consent-text-unknown"),
        ({"said_at": datetime(2021, 6, 30, tzinfo=RIGA)}, "consent-text-not-in-force"),
        ({"said_at": MONDAY + DAY}, "consent-in-the-future"),
        ({"allowances": ()}, "consent-contradicts-itself"),
        ({"answer": ConsentAnswer.REFUSED}, "consent-contradicts-itself"),
        ({"answer": ConsentAnswer.PARTLY, "allowances": ()}, "consent-contradicts-itself"),
        ({"allowances": (replace(SCHOOL, recipient=PartnerKind.FOREIGN),)}, "consent-beyond-its-text"),
        ({"allowances": (SCHOOL, replace(SCHOOL, purpose="advertising"))}, "consent-beyond-its-text"),
        ({"allowances": (replace(SCHOOL, until_at=MONDAY),)}, "consent-ends-before-it-begins"),
        ({"witness": None}, "consent-needs-a-witness"),
        ({"witness": MARTA}, "consent-witness-is-the-reader"),
    ],
)
def test_what_cannot_have_been_said_so(memory, changed, code):
    before = dict(memory.states)
    with pytest.raises(Refusal) as refused:
        say(memory, **changed)
    assert (refused.value.code, memory.states) == (code, before)


@pytest.mark.parametrize(
    "changed",
    [
        {"person": MOTHER, "said_by": MOTHER, "capacity": SELF},
        {"mode": ConsentMode.IN_PERSON, "witness": None},
        {"answer": ConsentAnswer.PARTLY, "allowances": (SCHOOL,)},
        {"allowances": (Allowance(PartnerKind.NGO, "crisis-support", FieldSet.NONE, MONDAY + DAY),)},
        {"said_at": MONDAY - 30 * DAY},
    ],
)
def test_what_can_be_said(memory, changed):
    assert say(memory, **changed).version == 1


def test_a_child_of_whom_only_intake_knows_the_age_is_not_guessed_at(memory):
    case = memory.of(Case)[0]
    memory.states[Case, case.id] = replace(case, age_band=AgeBand.UNKNOWN)
    assert say(memory, capacity=SELF, said_by=CHILD).capacity is SELF


def test_nothing_is_recorded_about_a_closed_case_but_withdrawn_it_may_be(memory):
    consent = say(memory)
    memory.states[Case, consent.case_id] = replace(memory.of(Case)[0], state=CaseState.CLOSED)
    with pytest.raises(Refusal, match="case-closed"):
        say(memory, name="again")
    assert withdraw(memory, consent).withdrawn_at == MONDAY + DAY


@pytest.mark.parametrize(("at", "channel"), [(None, PHONE), (MONDAY, LETTER), (MONDAY + DAY, PHONE)])
def test_it_is_withdrawn_by_any_way_from_when_they_said_so(memory, at, channel):
    gone = withdraw(memory, say(memory), at, channel=channel)
    assert (gone.withdrawn_at, gone.channel) == (at or MONDAY + DAY, channel)


@pytest.mark.parametrize(
    "scan", [a_scan(NOBODY), replace(a_scan(person("case")), removed=DocumentRemoval.ENTERED_IN_ERROR)]
)
def test_the_scan_of_the_signed_copy_is_a_document_of_the_case_that_is_still_there(memory, scan):
    consent = say(memory)
    removed_here = replace(scan, case_id=consent.case_id if scan.removed else scan.case_id)
    with pytest.raises(Refusal, match="consent-scan-unknown"):
        sign(memory, consent, scan=removed_here)


def test_nothing_is_left_to_sign_of_what_was_withdrawn(memory):
    consent = withdraw(memory, say(memory))
    assert [task.state for task in memory.of(Task)] == [TaskState.DONE]
    with pytest.raises(Refusal, match="consent-withdrawn"):
        sign(memory, consent)


@pytest.mark.parametrize(
    ("at", "code"),
    [(MONDAY - DAY, "consent-withdrawn-before-given"), (MONDAY + 2 * DAY, "consent-in-the-future")],
)
def test_an_instant_at_which_nobody_can_have_withdrawn(memory, at, code):
    consent = say(memory)
    with pytest.raises(Refusal) as refused:
        withdraw(memory, consent, at)
    assert refused.value.code == code


def test_what_is_withdrawn_signed_or_refused_once_is_not_so_twice(memory):
    consent = withdraw(memory, say(memory))
    with pytest.raises(Refusal, match="consent-withdrawn"):
        withdraw(memory, consent)
    signed = sign(memory, say(memory, name="second"))
    with pytest.raises(Refusal, match="consent-signed"):
        sign(memory, signed, MONDAY + 2 * DAY)
    refused = say(memory, name="third", **REFUSED)
    with pytest.raises(Refusal, match="consent-was-refused"):
        withdraw(memory, refused)


def test_after_a_restore_each_consent_is_there_but_for_its_words(memory):
    withdraw(memory, sign(memory, say(memory)), now=MONDAY + 2 * DAY)
    restored = Memory(RULES)
    restored.states[Case, memory.of(Case)[0].id] = replace(memory.of(Case)[0], open_duties=())
    for fact in memory.facts:
        restored.hear(REPLAYED[fact.type], decode(fact.type, fact.encode()), cause("restore", MONDAY))
    assert restored.of(Consent) == [replace(consent, words="") for consent in memory.of(Consent)]
