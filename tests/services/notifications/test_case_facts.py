"""A case goes on: what was said when it was opened is remembered, and rules on later facts look at it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from services.notifications.domain.case_facts import situation_of
from services.notifications.domain.delivery import Delivery
from services.notifications.domain.matter import CaseFile
from services.notifications.domain.notice import Notice, NoticeState
from services.notifications.domain.rules import Rulebook
from services.notifications.handlers import FACTS
from shared.contracts.case_codes import TargetGroup
from shared.contracts.codes import AgeBand, NeedCode, Priority
from shared.contracts.mode_codes import ServiceMode
from shared.contracts.plan_codes import RiskLevel
from tests.services.memory import Memory, cause
from tests.services.notifications.samples import (
    MONDAY,
    RULES,
    assessed,
    closed,
    id_of,
    opened,
    reopened,
    runs_out,
)

LOW, HIGH, CRITICAL = RiskLevel.LOW, RiskLevel.HIGH, RiskLevel.CRITICAL
RAISED, AGAIN, EMERGENCY = "orphans-court-risk-raised", "orphans-court-case-reopened", "crisis-centre-emergency"
NEXT_DAY = MONDAY + timedelta(days=1)


@pytest.fixture
def memory():
    return Memory(RULES)


def hear(memory, *facts, at=NEXT_DAY):
    """Let facts of a case be heard, one after the other; the rules by which somebody was told."""
    before = len(memory.of(Notice))
    for number, fact in enumerate(facts):
        decision = memory.hear(FACTS[fact.type], fact, cause(f"{fact.type} {number} {at}", at, "cases"))
        for timer in decision.timers:
            if timer.kind == "withdrawal":
                runs_out(memory, timer)
    return [notice.rule for notice in memory.of(Notice)[before:]]


@pytest.mark.parametrize(
    ("levels", "age", "told"),
    [
        ([HIGH], AgeBand.AGE_7_13, [RAISED]),
        ([LOW], AgeBand.AGE_7_13, []),
        ([HIGH], AgeBand.AGE_25_64, []),
        ([LOW, CRITICAL], AgeBand.AGE_14_17, [RAISED]),
        ([HIGH, HIGH], AgeBand.AGE_7_13, [RAISED]),
        ([CRITICAL, HIGH], AgeBand.AGE_7_13, [RAISED]),
        ([HIGH, LOW], AgeBand.AGE_7_13, [RAISED]),
    ],
)
def test_the_court_is_told_when_the_risk_of_a_child_is_high_and_higher_than_before(memory, levels, age, told):
    hear(memory, opened(needs=(NeedCode.HOME_CARE,), age_band=age), at=MONDAY)
    assert hear(memory, *(assessed(level) for level in levels)) == told


def test_a_risk_that_rises_twice_is_told_twice(memory):
    hear(memory, opened(needs=(NeedCode.HOME_CARE,)), at=MONDAY)
    assert hear(memory, assessed(HIGH), at=NEXT_DAY) == [RAISED]
    assert hear(memory, assessed(CRITICAL), at=NEXT_DAY + timedelta(days=1)) == [RAISED]


def test_it_is_told_of_the_person_and_the_number_that_the_case_was_opened_with_and_at_once(memory):
    hear(memory, opened(needs=(NeedCode.HOME_CARE,)), assessed(HIGH))
    (notice,) = memory.of(Notice)
    assert (notice.subject, notice.referral, notice.needs) == (
        id_of("person a"), id_of("referral a"), (NeedCode.HOME_CARE,),
    )  # fmt: skip
    assert (notice.priority, memory.of(Delivery)[0].urgent) == (Priority.URGENT, True)


def test_a_case_that_is_worked_on_again_is_told_again_to_whoever_was_told_of_it(memory):
    hear(memory, opened(), closed(), at=MONDAY)
    assert hear(memory, reopened()) == [AGAIN]
    assert [notice.state for notice in memory.of(Notice)] == [NoticeState.WITHDRAWN, NoticeState.ISSUED]
    assert memory.of(CaseFile)[0].notices == tuple(notice.id for notice in memory.of(Notice))


def test_of_a_case_that_was_opened_before_this_was_noted_only_its_id_is_known(memory):
    assert hear(memory, assessed(CRITICAL), reopened()) == []
    assert memory.of(CaseFile) == [CaseFile(id_of("case a"), risk=CRITICAL)]


@pytest.mark.parametrize(("mode", "told"), [(None, []), (ServiceMode.NORMAL, []), (ServiceMode.EMERGENCY, [EMERGENCY])])
def test_in_an_emergency_other_rules_may_count(memory, mode, told):
    assert hear(memory, opened(age_band=AgeBand.AGE_25_64, service_mode=mode)) == told


@pytest.mark.parametrize(
    ("needs", "age", "groups"),
    [
        ((NeedCode.HOME_CARE,), AgeBand.AGE_7_13, (TargetGroup.CHILDREN,)),
        ((NeedCode.OLDER_AGE,), AgeBand.UNKNOWN, (TargetGroup.OLDER_PEOPLE,)),
        ((NeedCode.CARE_LEAVER,), AgeBand.AGE_18_24, (TargetGroup.CARE_LEAVERS, TargetGroup.YOUTH)),
        ((), AgeBand.AGE_25_64, ()),
    ],
)
def test_target_groups_are_those_of_cases(needs, age, groups):
    assert situation_of(opened(needs=needs, age_band=age), None).groups == groups


def test_a_change_of_the_rules_is_dated_so_that_a_replay_gives_the_notices_of_its_day():
    """One code, two periods: what happened in the first is told by the first, whenever it is heard."""
    (rule,) = [rule for rule in RULES.rules if rule.code == RAISED]
    old = replace(rule, valid_until=NEXT_DAY.date(), purpose="as-before")
    new = replace(rule, valid_from=NEXT_DAY.date() + timedelta(days=1), risks=frozenset({CRITICAL}))
    for heard in (NEXT_DAY, NEXT_DAY + timedelta(days=400)):
        memory = Memory(Rulebook((old, new), RULES.calendar))
        hear(memory, opened(), assessed(HIGH, at=NEXT_DAY), at=heard)
        assert [notice.purpose for notice in memory.of(Notice)] == ["as-before"]
    memory = Memory(Rulebook((old, new), RULES.calendar))
    assert hear(memory, opened(), assessed(HIGH, at=NEXT_DAY + timedelta(days=1))) == []


@pytest.mark.parametrize(
    ("fact", "why"),
    [
        (opened(), "is for RiskAssessed"),
        (assessed(LOW), "is for the risks critical, high"),
        (assessed(HIGH), "is for the target groups children"),
    ],
)
def test_a_rule_on_a_later_fact_says_why_it_does_not_fit(fact, why):
    situation = situation_of(fact, CaseFile(fact.case, age_band=AgeBand.AGE_25_64))
    (verdict,) = [verdict for verdict in RULES.explain(situation) if verdict.rule.code == RAISED]
    assert why in verdict.against


def test_a_risk_that_stays_or_sinks_is_told_to_nobody_and_the_rule_says_so():
    situation = situation_of(assessed(HIGH), CaseFile(id_of("case a"), age_band=AgeBand.AGE_7_13, risk=HIGH))
    (verdict,) = [verdict for verdict in RULES.explain(situation) if verdict.rule.code == RAISED]
    assert verdict.against == ("is for a risk that is higher than before, and it was high",)
