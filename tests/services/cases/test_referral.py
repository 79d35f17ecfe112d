"""A case shows what its referral's sender said later: a correction, or that it is taken back."""

from uuid import UUID, uuid4

import pytest

from services.cases.domain import ending
from services.cases.domain.case import Case, CaseState
from services.cases.domain.referral import ReferralCase
from services.cases.handlers import FACTS, REPLAYED
from shared.contracts.codes import AgeBand, CaseOutcome, NeedCode, ReferralKind
from shared.contracts.intake import ReferralCorrected, ReferralWithdrawn
from shared.contracts.referral_codes import WithdrawalReason
from tests.services.cases.samples import MONDAY, RULES, opened, person, service
from tests.services.memory import Memory, cause


@pytest.fixture
def memory() -> Memory:
    return service()


def correction(referral: UUID) -> ReferralCorrected:
    return ReferralCorrected(
        referral=referral, kind=ReferralKind.SCHOOL_NEGLECT_SIGNS, needs=(NeedCode.CHILD_NEGLECT,),
        subjects=(person("another"),), age_band=AgeBand.AGE_3_6,
    )  # fmt: skip


def withdrawal(referral: UUID) -> ReferralWithdrawn:
    return ReferralWithdrawn(referral=referral, reason=WithdrawalReason.SENT_IN_ERROR)


def hear(memory, fact):
    memory.hear(FACTS[fact.type], fact, cause(fact.type, MONDAY, by="intake"))
    return memory.of(Case)


def closed(memory, case) -> None:
    ref = (Case, case.id)
    memory.take([ref], lambda world: ending.close(world.get(*ref), CaseOutcome.NEEDS_MET, cause("close", MONDAY)))


def test_a_case_is_about_what_its_referral_says_now(memory):
    case = opened(memory)
    (after,) = hear(memory, correction(case.referrals[0]))
    assert (after.kind, after.needs) == (ReferralKind.SCHOOL_NEGLECT_SIGNS, (NeedCode.CHILD_NEGLECT,))
    assert (after.subjects, after.age_band) == ((person("another"),), AgeBand.AGE_3_6)
    assert after.version == case.version + 1


def test_a_case_shows_that_its_referral_was_taken_back_and_goes_on(memory):
    case = opened(memory)
    (after,) = hear(memory, withdrawal(case.referrals[0]))
    assert (after.withdrawn, after.state) == (case.referrals, CaseState.OPEN)
    assert after.version == case.version + 1


def test_hearing_it_again_changes_nothing_more(memory):
    case = opened(memory)
    assert hear(memory, withdrawal(case.referrals[0])) == hear(memory, withdrawal(case.referrals[0]))


def test_a_closed_case_stays_about_what_it_was_but_shows_what_was_taken_back(memory):
    case = opened(memory)
    closed(memory, case)
    hear(memory, correction(case.referrals[0]))
    (after,) = hear(memory, withdrawal(case.referrals[0]))
    assert (after.kind, after.needs) == (case.kind, case.needs)
    assert after.withdrawn == case.referrals


@pytest.mark.parametrize("said", [correction, withdrawal])
def test_a_referral_that_no_case_grew_from_concerns_nobody_here(memory, said):
    case = opened(memory)
    assert hear(memory, said(uuid4())) == [case]


def test_after_a_restore_the_case_is_still_found_by_its_referral(memory):
    opened(memory)
    restored = Memory(RULES)
    for fact in memory.facts:
        restored.hear(REPLAYED[fact.type], fact, cause("restore", MONDAY))
    assert restored.of(ReferralCase) == memory.of(ReferralCase)
