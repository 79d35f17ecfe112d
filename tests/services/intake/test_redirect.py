"""Redirecting keeps the clock and says whose matter it is; triage by a person holds against the rules; links undo."""

from datetime import timedelta
from uuid import UUID

import pytest

from services.intake.domain import link, redirect, triage
from services.intake.domain.referral import Referral
from services.intake.domain.triage import OVERRIDE, Override
from shared.contracts import intake
from shared.contracts.codes import Priority, ReferralDecision
from shared.contracts.referral_codes import ReferralRelation, ReferralState, TriageReason
from shared.decision import Refusal
from tests.services.intake.life import INESE, WEDNESDAY, act, by_inese, corrects, only
from tests.services.intake.samples import HOSPITAL, RULES, SCHOOL, registered
from tests.services.memory import Memory

SOON = WEDNESDAY + timedelta(hours=3)


@pytest.fixture
def memory() -> Memory:
    memory = Memory(RULES)
    registered(memory)
    return memory


def to(memory, whom):
    return act(memory, lambda referral: redirect.redirect(referral, whom, by_inese(), RULES))


def override(memory, **changed):
    wish = Override(**{"priority": Priority.URGENT, "reason": TriageReason.HIGHER_RISK} | changed)
    return act(memory, lambda referral: triage.override(referral, wish, by_inese()))


def test_an_old_code_is_that_of_the_municipality_it_has_become(memory):
    (fact,) = to(memory, "0641000").facts
    assert fact.municipality == only(memory).municipality == "0027000"


@pytest.mark.parametrize(
    ("whom", "partner", "municipality"), [("barintiesa", "barintiesa", None), ("0027000", None, "0027000")]
)
def test_a_redirected_referral_keeps_its_clock_and_its_sender_is_told_whose_it_is(memory, whom, partner, municipality):
    clock = only(memory).decide_by
    decision = to(memory, whom)
    (fact,), (reply,) = decision.facts, decision.replies
    assert (fact.partner, fact.municipality, fact.due_at, fact.by) == (partner, municipality, clock, INESE)
    told = (fact.number, fact.needs, fact.subjects, fact.redirected_at)
    assert told == (only(memory).number, only(memory).needs, only(memory).subjects, WEDNESDAY)
    assert reply.message.decision is ReferralDecision.REDIRECTED
    assert (reply.message.redirected_to, reply.message.municipality) == (partner, municipality)
    assert only(memory).state is ReferralState.REDIRECTED


@pytest.mark.parametrize("whom", ["nobody-we-know", SCHOOL, "0005000"], ids=["nobody", "its sender", "ourselves"])
def test_it_is_not_redirected_to(memory, whom):
    with pytest.raises(Refusal, match="redirect-nowhere"):
        to(memory, whom)


def test_a_person_gives_another_class_and_clock_with_a_reason(memory):
    decision = override(memory, decide_by=SOON, contact_by=SOON)
    (fact,) = decision.facts
    assert (fact.rule, fact.reason, fact.by) == (OVERRIDE, TriageReason.HIGHER_RISK, INESE)
    assert (only(memory).priority, only(memory).decide_by, only(memory).contact_by) == (Priority.URGENT, SOON, SOON)
    assert [timer.due for timer in decision.timers] == [SOON]


def test_a_clock_that_is_left_out_stays(memory):
    clock = only(memory).decide_by
    override(memory)
    assert only(memory).decide_by == clock


def test_no_rule_takes_it_back_when_the_referral_is_corrected(memory):
    override(memory)
    facts = corrects(memory, needs=["child_neglect"]).facts
    assert [type(fact) for fact in facts] == [intake.ReferralCorrected]
    assert only(memory).rule == OVERRIDE


@pytest.mark.parametrize("clock", ["decide_by", "contact_by"])
@pytest.mark.parametrize("at", [WEDNESDAY, WEDNESDAY - timedelta(days=400), WEDNESDAY + timedelta(days=61)])
def test_a_clock_is_over_or_too_far_away(memory, clock, at):
    with pytest.raises(Refusal, match="clock-out-of-range"):
        override(memory, **{clock: at})


def test_a_rule_says_why_and_since_when_and_a_person_s_class_has_no_rule(memory):
    why = RULES.why(only(memory).rule)
    assert (why.rule, why.source.startswith("Convention"), str(why.valid_from)) == ("ordinary", True, "2021-07-01")
    assert RULES.why(OVERRIDE) is None


@pytest.fixture
def two(memory) -> tuple[Memory, Referral]:
    registered(memory, "m2", partner=HOSPITAL, kind="health.concern", reference="H-1")
    return memory, memory.of(Referral)[1]


def linked(memory, other):
    relation = ReferralRelation.SAME_MATTER
    return act(memory, lambda one, two: link.link(one, two, relation, by_inese()), other)


def test_two_referrals_are_linked_and_each_shows_the_other(two):
    memory, other = two
    (fact,) = linked(memory, other).facts
    one, two_ = memory.of(Referral)
    assert (one.links, two_.links) == ((two_.id,), (one.id,))
    assert (fact.referral, fact.other, fact.relation) == (one.id, two_.id, ReferralRelation.SAME_MATTER)


def test_a_link_is_taken_away_again_and_nothing_of_it_is_left(two):
    memory, other = two
    linked(memory, other)
    decision = act(memory, lambda one, two: link.unlink(one, two, other.id, by_inese()), other)
    assert decision.facts == (intake.ReferralsUnlinked(referral=memory.of(Referral)[0].id, other=other.id, by=INESE),)
    assert [referral.links for referral in memory.of(Referral)] == [(), ()]


def test_it_is_not_linked_to_itself_to_nobody_or_twice(two):
    memory, other = two
    relation = ReferralRelation.OTHER
    for wrong in (lambda one: one, lambda one: None):
        with pytest.raises(Refusal, match="cannot-be-linked"):
            act(memory, lambda one, wrong=wrong: link.link(one, wrong(one), relation, by_inese()))
    linked(memory, other)
    with pytest.raises(Refusal, match="cannot-be-linked"):
        linked(memory, other)


def test_what_is_not_linked_cannot_be_taken_apart(two):
    memory, other = two
    linked(memory, other)
    with pytest.raises(Refusal, match="not-linked"):
        act(memory, lambda one: link.unlink(one, None, UUID(int=9), by_inese()))
