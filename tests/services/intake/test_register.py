"""A referral is registered once, whatever door it comes by and however often, and its partner is told the same."""

from dataclasses import replace

import pytest

from services.intake.domain.letters import Letter
from services.intake.domain.people.person import Person
from services.intake.domain.referral import Referral, ReferralState
from shared.contracts import partner
from shared.contracts.codes import Channel, Priority, ReferralDecision
from shared.contracts.intake import ReferralAccepted, ReferralReceived, ReferralTriaged
from shared.contracts.people_codes import Oddity
from shared.decision import Refusal
from tests.services.intake.samples import MONDAY, POLICE, RULES, SCHOOL, SUBJECT, registered, riga
from tests.services.memory import Memory

REPORT = {"partner": POLICE, "kind": "police.family_violence", "needs": ["violence_in_family"], "reference": "VP-1"}


@pytest.fixture
def memory() -> Memory:
    return Memory(RULES)


def told(decision) -> list:
    return [reply.message for reply in decision.replies]


def test_a_referral_is_received_and_triaged_and_waits_for_a_person(memory):
    decision = registered(memory)
    assert [type(fact) for fact in decision.facts] == [ReferralReceived, ReferralTriaged]
    (referral,) = memory.of(Referral)
    assert (referral.state, referral.priority, referral.rule) == (ReferralState.RECEIVED, Priority.ROUTINE, "ordinary")
    assert (referral.partner, referral.channel, referral.reference) == (SCHOOL, Channel.KAFKA, "L6V-2026-17")
    (receipt,) = told(decision)
    assert receipt == partner.ReferralRegistered(
        message="m1",
        reference="L6V-2026-17",
        number="LPX-2026-000001",
        received_at=MONDAY,
        oddities=(Oddity.PERSONAL_CODE_CHECKSUM,),
    )


def test_a_police_report_of_violence_is_accepted_on_receipt_by_its_rule(memory):
    decision = registered(memory, **REPORT)
    assert [type(fact) for fact in decision.facts] == [ReferralReceived, ReferralTriaged, ReferralAccepted]
    assert (decision.facts[-1].rule, decision.facts[-1].by) == ("police-report-needs-no-decision", None)
    assert memory.of(Referral)[0].state is ReferralState.ACCEPTED
    assert told(decision)[1] == partner.ReferralDecided(
        reference="VP-1", number="LPX-2026-000001", decision=ReferralDecision.ACCEPTED
    )


def test_another_report_of_the_police_waits_for_a_person(memory):
    assert len(registered(memory, partner=POLICE, kind="other").facts) == 2


def test_a_resident_s_call_is_registered_and_nobody_gets_a_receipt(memory):
    decision = registered(memory, partner=None, kind="third_party_concern", reporter={"role": "neighbour"})
    assert decision.facts[0].partner is None
    assert decision.facts[0].channel is Channel.PHONE
    assert decision.replies == ()


def test_what_the_case_workers_need_travels_with_the_facts_and_words_do_not(memory):
    received, _, accepted = registered(memory, **REPORT).facts
    (person,) = memory.of(Person)
    assert received.subjects == accepted.subjects == (person.id,)
    bodies = b"".join(fact.encode() for fact in memory.facts).decode()
    assert not [word for word in (*SUBJECT.values(), "Trešo") if word in bodies]


def test_every_word_is_kept_in_the_letter(memory):
    registered(
        memory, kind="school.bullying", needs=["crisis", "debts"], urgent=True, occurred_at="2026-03-13T12:00:00+02:00",
        reporter={"given_name": "Ilze", "role": "klases audzinātāja", "protected": True},
    )  # fmt: skip
    (letter,) = memory.of(Letter)
    assert letter.subject == SUBJECT
    assert letter.reporter == {"given_name": "Ilze", "role": "klases audzinātāja", "protected": True}
    assert (letter.urgent, letter.occurred_at) == (True, riga("2026-03-13 12:00"))
    assert letter.unknown_codes == {"/kind": "school.bullying", "/needs/1": "debts"}


@pytest.mark.parametrize("first", [{}, REPORT], ids=["one that waits", "one that was accepted on receipt"])
def test_the_same_message_once_more_changes_nothing_and_gets_the_same_receipts(memory, first):
    once = registered(memory, **first)
    before = dict(memory.states)
    again = registered(memory, at=riga("2026-03-18 11:00"), **first)
    assert memory.states == before
    assert (again.facts, again.timers) == ((), ())
    assert again.replies == once.replies


@pytest.mark.parametrize(
    "other",
    [
        {"narrative": "Pavisam kas cits."},
        {"subject": SUBJECT | {"given_name": "Elza"}},
        {"reference": "L6V-2026-18"},
        {"kind": "school.neglect_signs"},
        {"needs": ["child_neglect"]},
        {"urgent": True},
    ],
    ids=lambda other: next(iter(other)),
)
def test_another_message_under_the_same_id_is_refused(memory, other):
    registered(memory)
    before = dict(memory.states)
    with pytest.raises(Refusal, match="message-id-reused: This id was used before"):
        registered(memory, **other)
    assert memory.states == before


def test_the_same_words_under_another_id_are_another_referral(memory):
    registered(memory, "m1")
    registered(memory, "m2")
    assert len(memory.of(Referral)) == 2


def test_the_same_id_from_another_partner_is_another_message(memory):
    registered(memory, "m1")
    registered(memory, "m1", **REPORT)
    assert len(memory.of(Referral)) == 2


@pytest.mark.parametrize(
    ("who", "kind"),
    [(SCHOOL, "police.family_violence"), (POLICE, "school.absence"), ("krizes-centrs", "crisis"), ("nobody", "other")],
)
def test_a_kind_that_is_not_agreed_with_the_partner_is_refused(memory, who, kind):
    with pytest.raises(Refusal, match=f"Referrals of the kind {kind} are not agreed with {who}") as refused:
        registered(memory, partner=who, kind=kind)
    assert (refused.value.status, refused.value.pointers) == (403, (("/kind", "is not agreed with you"),))
    assert memory.states == {}


def test_after_a_restore_the_message_brings_back_its_words_and_reference(memory):
    once = registered(memory, **REPORT)
    id = once.facts[0].referral
    rebuilt_from_facts = memory.states[Referral, id]
    del memory.states[Letter, id]
    memory.states[Referral, id] = replace(rebuilt_from_facts, reference=None)
    again = registered(memory, **REPORT)
    assert memory.states[Referral, id] == rebuilt_from_facts
    assert memory.states[Letter, id].narrative == "Trešo nedēļu nav skolā, mājās neviens neatbild."
    assert (again.facts, again.replies) == ((), once.replies)


def test_ids_are_those_of_the_message_so_that_deciding_again_gives_the_same_facts():
    one, other = Memory(RULES), Memory(RULES)
    assert registered(one).facts == registered(other).facts
    assert one.states == other.states
