"""What consents allow, at any instant: the last word to a text counts, and it reaches as far as was said."""

from dataclasses import replace

import pytest

from services.cases.domain.case import Case
from services.cases.domain.consents.allows import allows
from services.cases.domain.consents.consent import Consent
from services.cases.domain.consents.sharing import Sharing, Wish, share, sharing_id
from shared.contracts.codes import FieldSet, LegalBasis, PartnerKind
from shared.contracts.consent_codes import ConsentVerdict, WithdrawalChannel
from shared.decision import Refusal
from tests.services.cases.consents.samples import CHILD, DAY, HOSPITAL, MOTHER, REFUSED, SCHOOL, case_of_two, say
from tests.services.cases.consents.test_record import withdraw
from tests.services.cases.samples import MARTA, MONDAY, RULES, person
from tests.services.memory import cause

YES, NO_ONE, REFUSES, GONE, OVER, ELSEWHERE = ConsentVerdict
TUESDAY, LATER = MONDAY + DAY, MONDAY + 9 * DAY


@pytest.fixture
def memory():
    return case_of_two()


def ask(memory, at=LATER, who=CHILD, purpose="support", recipient=PartnerKind.SCHOOL, fields=FieldSet.CONTACT):
    return allows(memory.of(Consent), who, purpose, recipient, fields, at)


@pytest.mark.parametrize(
    ("asked", "because"),
    [
        ({}, YES),
        ({"fields": FieldSet.NONE}, YES),
        ({"at": MONDAY}, YES),
        ({"at": MONDAY - DAY}, NO_ONE),
        ({"who": MOTHER}, NO_ONE),
        ({"fields": FieldSet.IDENTITY}, ELSEWHERE),
        ({"fields": FieldSet.IDENTITY_AND_CONTACT}, ELSEWHERE),
        ({"purpose": "care-planning"}, ELSEWHERE),
        ({"recipient": PartnerKind.HOSPITAL}, ELSEWHERE),
        ({"recipient": PartnerKind.HOSPITAL, "purpose": "care-planning", "fields": FieldSet.IDENTITY}, YES),
        ({"recipient": PartnerKind.POLICE}, ELSEWHERE),
    ],
)
def test_it_reaches_as_far_as_was_said_and_no_further(memory, asked, because):
    consent = say(memory)
    verdict = ask(memory, **asked)
    assert (verdict.because, verdict.allowed) == (because, because is YES)
    assert (verdict.consent == consent.id) is (because is not NO_ONE)


@pytest.mark.parametrize(("days", "because"), [(4.9, YES), (5, OVER), (6, OVER)])
def test_it_runs_out_when_was_said(memory, days, because):
    say(memory, allowances=(replace(SCHOOL, until_at=MONDAY + 5 * DAY),))
    assert ask(memory, at=MONDAY + days * DAY).because is because


@pytest.mark.parametrize(("days", "because"), [(0.9, YES), (1, GONE), (9, GONE)])
def test_a_withdrawal_takes_effect_from_then_on_and_the_past_stays(memory, days, because):
    withdraw(memory, say(memory), now=TUESDAY)
    assert ask(memory, at=MONDAY + days * DAY).because is because


@pytest.mark.parametrize(
    ("second", "because"),
    [
        (REFUSED, REFUSES),
        ({"allowances": (HOSPITAL,)}, ELSEWHERE),
        ({"allowances": (SCHOOL,)}, YES),
    ],
)
def test_the_last_word_to_a_text_counts(memory, second, because):
    say(memory)
    say(memory, at=TUESDAY, name="second", said_at=TUESDAY, **second)
    assert (ask(memory, at=MONDAY).because, ask(memory).because) == (YES, because)


def test_no_earlier_word_comes_back_when_the_last_is_withdrawn(memory):
    say(memory)
    second = say(memory, at=TUESDAY, name="second", said_at=TUESDAY)
    withdraw(memory, second, now=MONDAY + 2 * DAY, channel=WithdrawalChannel.EMAIL)
    assert ask(memory).because is GONE


def test_until_when_is_told(memory):
    say(memory, allowances=(replace(SCHOOL, until_at=MONDAY + 20 * DAY), HOSPITAL))
    assert ask(memory).until_at == MONDAY + 20 * DAY
    assert ask(memory, recipient=PartnerKind.HOSPITAL, purpose="care-planning").until_at is None


def shared(memory, at=LATER, **changed):
    wish = Wish(**{"person": CHILD, "recipient": PartnerKind.SCHOOL, "purpose": "support",
                   "field_set": FieldSet.CONTACT} | changed)  # fmt: skip
    why, consents, case = cause("share", at, by=str(MARTA)), memory.of(Consent), memory.of(Case)[0]
    memory.take([], lambda _: share(case, consents, wish, why, RULES))
    return memory.states[Sharing, sharing_id(why)]


def test_sharing_by_consent_names_the_consent(memory):
    consent = say(memory)
    one = shared(memory)
    assert (one.basis, one.consent, one.duty, one.by) == (LegalBasis.CONSENT, consent.id, None, MARTA)


def test_on_a_duty_no_consent_is_needed_and_its_ground_is_recorded(memory):
    say(memory, **REFUSED)
    court = {"recipient": PartnerKind.ORPHANS_COURT, "purpose": "child-protection", "duty": "child-in-danger"}
    one = shared(memory, **court)
    assert (one.basis, one.consent, one.duty) == (LegalBasis.LEGAL_DUTY, None, "child-in-danger")


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({}, "sharing-not-allowed"),
        ({"person": person("a stranger")}, "consent-of-a-stranger"),
        ({"duty": "curiosity"}, "sharing-duty-unknown"),
        ({"duty": "child-in-danger"}, "sharing-beyond-its-duty"),
        (
            {"duty": "child-in-danger", "recipient": PartnerKind.POLICE, "purpose": "support"},
            "sharing-beyond-its-duty",
        ),
    ],
)
def test_without_a_ground_nothing_is_shared(memory, changed, code):
    with pytest.raises(Refusal) as refused:
        shared(memory, **changed)
    assert (refused.value.code, memory.facts) == (code, [])


@pytest.mark.parametrize(
    ("days", "words"), [(None, "Nobody was asked"), (0, "They refused"), (1, "They withdrew"), (2, "is over")]
)
def test_why_not_is_said(memory, days, words):
    if days == 0:
        say(memory, **REFUSED)
    if days == 1:
        withdraw(memory, say(memory))
    if days == 2:
        say(memory, allowances=(replace(SCHOOL, until_at=TUESDAY),))
    with pytest.raises(Refusal, match=words):
        shared(memory)
