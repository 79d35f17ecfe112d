"""An opened case leads to one notice for each rule that fits, with its clocks, its delivery and nothing of a person."""

from dataclasses import replace

import pytest

from services.notifications.domain.delivery import Delivery
from services.notifications.domain.matter import CaseFile, Matter
from services.notifications.domain.notice import Notice, NoticeState, evolve
from services.notifications.domain.rules import Rulebook
from services.notifications.handlers import FACTS
from shared.contracts.codes import AgeBand, EscalationLevel, NeedCode, NoticeChannel, Priority
from shared.contracts.notifications import NoticeEscalated, NoticeIssued
from tests.services.memory import Memory, cause
from tests.services.notifications.samples import CENTRE, COURT, MONDAY, RULES, accepted, id_of, opened, riga, told


@pytest.fixture
def memory():
    return Memory(RULES)


def test_a_notice_knows_what_it_needs_to_be_sent_and_answered(memory):
    notice = told(memory)
    assert (notice.agency, notice.rule, notice.state) == (COURT, "orphans-court-violence-child", NoticeState.ISSUED)
    assert (notice.case_id, notice.referral) == (id_of("case a"), id_of("referral a"))
    assert (notice.subject, notice.needs) == (id_of("person a"), (NeedCode.VIOLENCE_IN_FAMILY,))
    assert (notice.purpose, notice.article) == ("child-protection", "Bērnu tiesību aizsardzības likums, section 73(1)")
    assert notice.acknowledge_by == riga("2026-03-17 17:00")
    assert [(rung.level, rung.due) for rung in notice.ladder] == [(EscalationLevel.HEAD, riga("2026-03-18 12:30"))]


def test_it_is_a_fact_a_delivery_and_a_running_clock(memory):
    decision = memory.hear(FACTS[opened().type], opened(), cause("opened", MONDAY))
    (fact,), (timer,) = decision.facts, decision.timers
    (delivery,) = memory.of(Delivery)
    assert isinstance(fact, NoticeIssued) and fact.channel is NoticeChannel.PARTNER_TOPIC
    assert (timer.kind, timer.key, timer.due) == ("acknowledgement", fact.notice, fact.acknowledge_by)
    assert (delivery.id, delivery.open, delivery.not_before, delivery.urgent) == (fact.notice, True, None, False)


@pytest.mark.parametrize(
    ("priority", "urgent"),
    [(Priority.ROUTINE, False), (Priority.URGENT, True), (Priority.ASAP, True), (Priority.STAT, True)],
)
def test_whatever_is_above_routine_does_not_wait_for_a_name(memory, priority, urgent):
    notice = told(memory, priority=priority)
    assert memory.states[Delivery, notice.id].urgent is urgent


def test_each_rule_that_fits_leads_to_a_notice_of_its_own(memory):
    told(memory, priority=Priority.URGENT)
    assert [notice.agency for notice in memory.of(Notice)] == [COURT, CENTRE]
    assert memory.states[CaseFile, id_of("case a")].notices == tuple(notice.id for notice in memory.of(Notice))


def test_a_case_that_concerns_nobody_is_remembered_and_nothing_more(memory):
    decision = memory.hear(FACTS[opened().type], opened(age_band=AgeBand.AGE_25_64), cause("opened", MONDAY))
    assert not (decision.facts or decision.timers)
    assert [(type(state), state.notices) for state in decision.states] == [(CaseFile, ())]


def test_the_rules_of_the_day_count_not_those_of_the_day_it_is_heard(memory):
    (rule,) = [rule for rule in RULES.rules if rule.code == "orphans-court-violence-child"]
    ended = Rulebook((replace(rule, valid_until=MONDAY.date()),), RULES.calendar)
    assert told(Memory(ended), at=riga("2026-04-01 09:30")).rule == rule.code


def test_heard_again_it_is_the_same_notice(memory):
    told(memory)
    again = memory.hear(FACTS[opened().type], opened(), cause("opened a", riga("2026-03-19 12:00"), "cases"))
    assert not again.facts and len(memory.of(Notice)) == 1


def test_a_case_that_the_service_opened_by_itself_has_no_number_to_wait_for(memory):
    assert told(memory, referrals=()).referral is None


def test_a_rule_whose_only_channel_is_the_phone_gives_it_to_a_person_at_once():
    (rule,) = [rule for rule in RULES.rules if rule.code == "orphans-court-violence-child"]
    memory = Memory(Rulebook((replace(rule, channels=(NoticeChannel.PHONE_TASK,)),), RULES.calendar))
    notice = told(memory)
    assert notice.level is EscalationLevel.PHONE_TASK
    assert [type(fact) for fact in memory.facts] == [NoticeIssued, NoticeEscalated]
    assert not memory.states[Delivery, notice.id].open


def test_the_number_of_a_referral_is_remembered(memory):
    memory.hear(FACTS[accepted().type], accepted(number=7), cause("accepted", MONDAY))
    assert memory.of(Matter) == [Matter(id_of("referral a"), "LPX-2026-000007")]


def test_a_fact_about_something_else_changes_no_notice(memory):
    with pytest.raises(TypeError, match="is not a fact about a notice"):
        evolve(told(memory), accepted())
