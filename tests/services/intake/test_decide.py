"""What may happen to a registered referral: it is decided once, taken up by a case, and concluded with it."""

from uuid import UUID, uuid4

import pytest

from services.intake.domain import decide
from services.intake.domain.referral import Referral, ReferralState, evolve
from services.intake.handlers import FACTS
from shared.contracts import partner
from shared.contracts.cases import CaseClosed, CaseOpened
from shared.contracts.codes import AgeBand, CaseOutcome, DeclineReason, Priority, ReferralDecision, ReferralKind
from shared.contracts.intake import ReferralAccepted, ReferralConcluded, ReferralDeclined
from shared.decision import Refusal
from tests.services.intake.samples import POLICE, RULES, registered, riga
from tests.services.memory import Memory, cause

INESE, CASE = UUID(int=1), UUID(int=2)
WEDNESDAY = riga("2026-03-18 10:00")
BY_INESE = cause("decision", WEDNESDAY, by=str(INESE))


@pytest.fixture
def memory() -> Memory:
    memory = Memory(RULES)
    registered(memory)
    return memory


def act(memory, rule):
    """Let a rule decide about the only referral."""
    (referral,) = memory.of(Referral)
    return memory.take([(Referral, referral.id)], lambda world: rule(world.get(Referral, referral.id)))


def accept(memory):
    return act(memory, lambda referral: decide.accept(referral, BY_INESE, RULES))


def decline(memory, reason=DeclineReason.WRONG_JURISDICTION):
    return act(memory, lambda referral: decide.decline(referral, reason, BY_INESE))


def opened(*referrals) -> CaseOpened:
    return CaseOpened(
        case=CASE, referrals=referrals, subjects=(), kind=ReferralKind.OTHER, priority=Priority.ROUTINE, needs=(),
        age_band=AgeBand.UNKNOWN, unit=uuid4(), opened_at=WEDNESDAY,
    )  # fmt: skip


def closed(*referrals) -> CaseClosed:
    return CaseClosed(case=CASE, referrals=referrals, outcome=CaseOutcome.NEEDS_MET, closed_at=WEDNESDAY)


def hear(memory, fact):
    return memory.hear(FACTS[fact.type], fact, cause(fact.type, WEDNESDAY, by="cases"))


def test_accepting_tells_cases_all_it_needs_and_the_partner_that_it_was_accepted(memory):
    decision = accept(memory)
    (fact,), (referral,) = decision.facts, memory.of(Referral)
    assert isinstance(fact, ReferralAccepted)
    assert (fact.by, fact.rule, fact.number, fact.subjects) == (INESE, None, referral.number, referral.subjects)
    assert fact.due_at == riga("2026-04-17 17:00"), "the clock of the contact runs from receipt, not from decision"
    assert (referral.state, referral.contact_by) == (ReferralState.ACCEPTED, fact.due_at)
    assert [reply.message.decision for reply in decision.replies] == [ReferralDecision.ACCEPTED]


def test_declining_tells_the_partner_why(memory):
    decision = decline(memory)
    (fact,), (referral,) = decision.facts, memory.of(Referral)
    assert isinstance(fact, ReferralDeclined)
    assert (fact.reason, fact.by) == (DeclineReason.WRONG_JURISDICTION, INESE)
    assert referral.state is ReferralState.DECLINED
    (reply,) = decision.replies
    assert reply.message == partner.ReferralDecided(
        reference="L6V-2026-17", number=referral.number, decision=ReferralDecision.DECLINED, reason=fact.reason
    )


@pytest.mark.parametrize("first", [accept, decline])
@pytest.mark.parametrize("second", [accept, decline])
def test_a_decision_is_taken_once(memory, first, second):
    first(memory)
    with pytest.raises(Refusal, match=r"referral-already-decided: Referral LPX-2026-000001 is (accepted|declined)"):
        second(memory)


def test_a_case_that_grows_from_it_takes_it_up(memory):
    accept(memory)
    (referral,) = memory.of(Referral)
    assert hear(memory, opened(referral.id)).facts == ()
    (referral,) = memory.of(Referral)
    assert (referral.state, referral.case_id) == (ReferralState.IN_PROGRESS, CASE)


def test_the_end_of_the_case_concludes_it_and_closes_the_loop(memory):
    accept(memory)
    (referral,) = memory.of(Referral)
    hear(memory, opened(referral.id))
    decision = hear(memory, closed(referral.id))
    assert decision.facts == (ReferralConcluded(referral=referral.id, case=CASE, outcome=CaseOutcome.NEEDS_MET),)
    (reply,) = decision.replies
    assert reply.message == partner.ReferralConcluded(
        reference="L6V-2026-17", number=referral.number, outcome=CaseOutcome.NEEDS_MET
    )
    assert memory.of(Referral)[0].state is ReferralState.COMPLETED


def test_a_referral_that_is_concluded_is_not_taken_up_again(memory):
    accept(memory)
    (referral,) = memory.of(Referral)
    hear(memory, closed(referral.id))
    hear(memory, opened(referral.id))
    assert memory.of(Referral)[0].state is ReferralState.COMPLETED


def test_one_case_concludes_every_referral_it_grew_from_once(memory):
    registered(memory, "m2", partner=POLICE, kind="police.family_violence")
    accepted = [referral.id for referral in memory.of(Referral)]
    assert {fact.referral for fact in hear(memory, closed(*accepted)).facts} == set(accepted)
    assert hear(memory, closed(*accepted)).facts == ()


@pytest.mark.parametrize("fact", [opened(uuid4()), closed(uuid4())], ids=["opened", "closed"])
def test_a_case_of_a_referral_we_do_not_know_concerns_nobody_here(memory, fact):
    before = dict(memory.states)
    decision = hear(memory, fact)
    assert (memory.states, decision.facts, decision.replies) == (before, (), ())


def test_a_resident_s_referral_goes_the_same_way_without_receipts():
    memory = Memory(RULES)
    registered(memory, partner=None, kind="self_referral")
    assert accept(memory).replies == ()
    (referral,) = memory.of(Referral)
    assert hear(memory, closed(referral.id)).replies == ()
    assert memory.of(Referral)[0].state is ReferralState.COMPLETED


def test_every_step_is_another_version(memory):
    versions = [memory.of(Referral)[0].version]
    accept(memory)
    versions.append(memory.of(Referral)[0].version)
    hear(memory, opened(memory.of(Referral)[0].id))
    versions.append(memory.of(Referral)[0].version)
    hear(memory, closed(memory.of(Referral)[0].id))
    versions.append(memory.of(Referral)[0].version)
    assert versions == sorted(set(versions))


def test_a_fact_about_something_else_is_no_fact_about_a_referral(memory):
    with pytest.raises(TypeError, match="is not a fact about a referral"):
        evolve(memory.of(Referral)[0], closed())
