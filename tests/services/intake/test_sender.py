"""What a partner says later of its referral: it counts once, is kept word for word, and is answered by a status."""

import pytest

from services.intake.domain import decide, inquire
from services.intake.domain.letters import Letter
from services.intake.domain.people.person import Person
from services.intake.domain.referral import Referral
from services.intake.domain.supplement import Supplement
from shared.contracts import intake, partner
from shared.contracts.codes import NeedCode, Priority, ReferralKind
from shared.contracts.referral_codes import InformationCode, ReferralState, WithdrawalReason
from shared.decision import Refusal
from tests.services.intake.life import WEDNESDAY, act, by_inese, corrects, only, says, supplies, withdraws
from tests.services.intake.samples import HOSPITAL, RULES, SUBJECT, registered, riga
from tests.services.memory import Memory


@pytest.fixture
def memory() -> Memory:
    memory = Memory(RULES)
    registered(memory)
    return memory


def accept(memory):
    return act(memory, lambda referral: decide.accept(referral, by_inese(), RULES))


def ask(memory):
    return act(memory, lambda referral: inquire.ask(referral, (InformationCode.IDENTITY,), by_inese(), RULES))


@pytest.mark.parametrize("before", [lambda memory: None, ask, accept], ids=["received", "asked", "accepted"])
def test_a_referral_is_taken_back_before_and_after_it_was_accepted(memory, before):
    before(memory)
    decision = withdraws(memory)
    assert decision.facts == (intake.ReferralWithdrawn(referral=only(memory).id, reason="sent_in_error"),)
    assert (only(memory).state, only(memory).withdrawal) == (ReferralState.WITHDRAWN, WithdrawalReason.SENT_IN_ERROR)
    (reply,) = decision.replies
    assert reply.message == partner.ReferralStatus(
        message="later", reference="L6V-2026-17", number=only(memory).number, state=ReferralState.WITHDRAWN
    )


@pytest.mark.parametrize("said", [withdraws, corrects, supplies])
def test_what_is_over_changes_no_more(memory, said):
    withdraws(memory, message="first")
    with pytest.raises(Refusal, match="referral-over: Referral LPX-2026-000001 is withdrawn and changes no more"):
        said(memory)


@pytest.mark.parametrize("said", [withdraws, corrects, supplies])
@pytest.mark.parametrize("changed", [{"sender": HOSPITAL}, {"reference": "L6V-2026-18"}], ids=["another's", "nobody's"])
def test_another_partner_s_referral_looks_as_if_it_did_not_exist(memory, said, changed):
    with pytest.raises(Refusal) as refused:
        said(memory, **changed)
    assert (refused.value.code, refused.value.status) == ("referral-unknown", 404)


@pytest.mark.parametrize("said", [withdraws, corrects, supplies])
def test_the_same_message_by_another_door_counts_once(memory, said):
    said(memory)
    before = dict(memory.states)
    again = said(memory)
    assert (again.facts, again.replies, memory.states) == ((), (), before)


def test_another_message_under_the_same_id_is_refused(memory):
    supplies(memory)
    with pytest.raises(Refusal, match="message-id-reused"):
        supplies(memory, narrative="Pavisam kas cits.")


def test_what_is_corrected_is_another_class_from_now_on_and_the_letter_stays_as_it_was(memory):
    letter, clock = memory.of(Letter), only(memory).decide_by
    decision = corrects(memory, kind="school.neglect_signs", needs=["child_neglect"])
    corrected, triaged = decision.facts
    assert (corrected.kind, corrected.needs) == (ReferralKind.SCHOOL_NEGLECT_SIGNS, (NeedCode.CHILD_NEGLECT,))
    assert (triaged.rule, triaged.priority) == ("child-in-danger", Priority.STAT)
    assert triaged.due_at == riga("2026-03-18 14:00") < clock, "four hours from when we were told"
    assert [timer.due for timer in decision.timers] == [triaged.due_at]
    assert memory.of(Letter) == letter
    (kept,) = memory.of(Supplement)
    assert (kept.act, kept.said["needs"], kept.said_at) == ("correct", ["child_neglect"], WEDNESDAY)


def test_a_correction_never_lengthens_the_clock():
    memory = Memory(RULES)
    registered(memory, kind="school.neglect_signs", needs=["child_neglect"])
    clock = only(memory).decide_by
    corrects(memory, kind="school.absence", needs=[])
    assert (only(memory).priority, only(memory).decide_by) == (Priority.ROUTINE, clock)


def test_what_a_correction_leaves_out_stays(memory):
    before = only(memory)
    (fact,) = corrects(memory, narrative="Divas nedēļas, nevis trīs.").facts
    assert (fact.kind, fact.needs, fact.subjects) == (before.kind, before.needs, before.subjects)


def test_a_correction_of_whom_it_is_about_makes_it_about_another_and_deletes_nobody(memory):
    before = only(memory).subjects
    corrects(memory, subject={"given_name": "Reinis", "family_name": "Paraudziņš", "personal_code": "161175-19997"})
    assert only(memory).subjects != before
    assert [person.given_name for person in memory.of(Person)] == ["Elīna", "Reinis"]


def test_a_correction_that_names_the_same_person_by_code_is_about_the_same_person(memory):
    before = only(memory).subjects
    corrects(memory, subject=SUBJECT | {"family_name": "Paraudziņa-Kalna"})
    assert only(memory).subjects == before


def test_a_code_we_do_not_know_is_kept_as_it_was_written(memory):
    withdraws(memory, reason="moved_abroad")
    assert memory.of(Supplement)[0].said["unknown_codes"] == {"/reason": "moved_abroad"}


def test_who_asks_is_told_how_it_stands_and_nothing_changes(memory):
    accept(memory)
    before = dict(memory.states)
    decision = says(memory, partner.StatusAsked)
    assert (decision.facts, memory.states) == ((), before)
    assert decision.replies[0].message.state is ReferralState.ACCEPTED


def test_nobody_is_told_how_another_s_referral_stands(memory):
    with pytest.raises(Refusal, match="referral-unknown"):
        says(memory, partner.StatusAsked, sender=HOSPITAL)


def test_a_reference_that_was_used_twice_means_the_later_referral(memory):
    registered(memory, "m2")
    withdraws(memory)
    assert [referral.state for referral in memory.of(Referral)] == [ReferralState.RECEIVED, ReferralState.WITHDRAWN]
