"""An agency is told once of one matter, with the least that serves every rule, and the strictest clock of them."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from services.notifications.domain.delivery import Delivery, Try, TryOutcome
from services.notifications.domain.joining import covers, together
from services.notifications.domain.notice import Notice, NoticeState
from services.notifications.domain.rules import Rulebook, Window
from services.notifications.handlers import FACTS, REPLAYED
from shared.calendar import Term
from shared.contracts.codes import FieldSet, LegalBasis, NeedCode, Priority
from shared.contracts.notifications import AcknowledgementOverdue, NoticeIssued, NoticeJoined
from shared.contracts.partner import NoticeAcknowledged
from shared.contracts.plan_codes import RiskLevel
from shared.decision import Timer
from tests.services.memory import Memory, cause
from tests.services.notifications.machine import Machine
from tests.services.notifications.samples import COURT, MONDAY, RULES, assessed, riga, runs_out, says, told

VIOLENCE, NEGLECT = NeedCode.VIOLENCE_IN_FAMILY, NeedCode.CHILD_NEGLECT
IN_DANGER, TO_COURT, RAISED = (
    "orphans-court-child-in-danger",
    "orphans-court-violence-child",
    "orphans-court-risk-raised",
)
BOTH = {"needs": (VIOLENCE, NEGLECT), "priority": Priority.ASAP}


@pytest.fixture
def memory():
    return Memory(RULES)


def rises(memory, minutes=5, level=RiskLevel.CRITICAL):
    """Let the risk be assessed so long after the case was opened."""
    at = MONDAY + timedelta(minutes=minutes)
    return memory.hear(FACTS[assessed(level).type], assessed(level), cause(f"assessed {minutes}", at, "cases"))


def rule(agency, field_set, code):
    return replace(RULES.rules[0], agency=agency, field_set=FieldSet(field_set), code=code)


@pytest.mark.parametrize(
    ("sets", "notices"),
    [
        (["identity", "identity"], [["0", "1"]]),
        (["identity", "identity_and_contact"], [["1", "0"]]),
        (["none", "contact"], [["1", "0"]]),
        (["identity", "contact"], [["0"], ["1"]]),
        (["identity", "contact", "identity_and_contact"], [["2", "0", "1"]]),
    ],
)
def test_one_notice_stands_on_a_ground_that_allows_every_field_of_it(sets, notices):
    rules = [rule(COURT, fields, str(n)) for n, fields in enumerate(sets)]
    groups = together(rules, alone=lambda _: False)
    assert [[rule.code for rule in group] for group in groups] == notices
    assert all(covers(group[0].field_set, rule.field_set) for group in groups for rule in group)


def test_another_agency_has_a_notice_of_its_own():
    groups = together([rule(COURT, "contact", "a"), rule("krizes-centrs", "contact", "b")], alone=lambda _: False)
    assert len(groups) == 2


def test_two_rules_of_one_agency_on_one_fact_are_one_notice_with_the_strictest_clock(memory):
    notice = told(memory, **BOTH)
    (fact,) = [fact for fact in memory.facts if isinstance(fact, NoticeIssued)]
    assert (fact.rule, fact.also, notice.also) == (IN_DANGER, (TO_COURT,), (TO_COURT,))
    assert notice.acknowledge_by == riga("2026-03-16 13:30")
    slow = replace(RULES.rules[0], acknowledge_within=Term.parse("9 working days"), escalation=())
    other = Memory(Rulebook((slow, *RULES.rules[1:]), RULES.calendar))
    assert told(other, **BOTH).rule == IN_DANGER
    assert told(other, **BOTH).acknowledge_by == riga("2026-03-17 17:00")
    assert [rung.level for rung in told(other, **BOTH).ladder] == ["head"]


@pytest.mark.parametrize(("minutes", "joins"), [(0, True), (10, True), (11, False)])
def test_what_follows_within_minutes_joins_the_notice_of_before(memory, minutes, joins):
    notice = told(memory)
    rises(memory, minutes)
    assert len(memory.of(Notice)) == (1 if joins else 2)
    assert memory.states[Notice, notice.id].also == ((RAISED,) if joins else ())


def test_before_it_has_left_it_goes_out_once_with_everything(memory):
    machine = Machine(memory, told(memory))
    (fact,) = rises(memory).facts
    assert isinstance(fact, NoticeJoined) and (fact.rules, fact.notice) == ((RAISED,), machine.notice.id)
    machine.try_once(TryOutcome.DELIVERED)
    assert not machine.delivery.open and len(memory.of(Try)) == 1


def test_after_it_has_left_it_is_said_once_more_and_still_asked_once(memory):
    machine = Machine(memory, told(memory))
    machine.try_once(TryOutcome.DELIVERED)
    rises(memory)
    assert machine.delivery.open and machine.delivery.urgent
    machine.try_once(TryOutcome.DELIVERED)
    assert not machine.delivery.open and len(memory.of(Notice)) == 1


@pytest.mark.parametrize("outcome", TryOutcome)
def test_what_is_under_way_brings_the_old_words_and_the_new_ones_follow(memory, outcome):
    machine = Machine(memory, told(memory))
    begun = machine.claim()
    rises(memory)
    machine.ends(begun, outcome)
    assert machine.is_due
    machine.ends(machine.claim(), TryOutcome.DELIVERED)
    assert not machine.delivery.open


def test_the_stricter_clock_runs_and_the_old_one_is_silent(memory):
    notice = told(memory)
    (timer,) = rises(memory).timers
    assert timer.due == riga("2026-03-16 13:35") < notice.acknowledge_by
    (rung,) = runs_out(memory, timer).timers
    assert rung.due == riga("2026-03-16 15:35")
    assert runs_out(memory, Timer("acknowledgement", notice.id, notice.acknowledge_by)).timers == ()


def test_a_looser_clock_changes_nothing(memory):
    notice = told(memory, **BOTH)
    rises(memory)
    after = memory.states[Notice, notice.id]
    assert (after.acknowledge_by, after.ladder) == (notice.acknowledge_by, notice.ladder)


def test_what_an_agency_has_answered_takes_in_nothing(memory):
    notice = told(memory)
    says(memory, NoticeAcknowledged(notice=notice.id))
    rises(memory)
    assert [one.rule for one in memory.of(Notice)] == [TO_COURT, RAISED]


def test_a_notice_never_grows_beyond_the_fields_of_its_ground(memory):
    narrow = tuple(
        replace(rule, field_set=FieldSet.CONTACT, legal_basis=LegalBasis.CONSENT) if rule.code == TO_COURT else rule
        for rule in RULES.rules
    )
    memory = Memory(Rulebook(narrow, RULES.calendar, windows=RULES.windows))
    told(memory)
    rises(memory)
    assert [(one.rule, one.field_set) for one in memory.of(Notice)] == [
        (TO_COURT, FieldSet.CONTACT),
        (RAISED, FieldSet.IDENTITY_AND_CONTACT),
    ]


@pytest.mark.parametrize(
    "windows",
    [(), (Window(Term.parse("PT10M"), date(2027, 1, 1)),), (Window(Term.parse("PT1M"), date(2021, 1, 1)),)],
    ids=["none is configured", "none holds yet", "it is shorter"],
)
def test_the_municipality_says_for_how_long(windows):
    memory = Memory(Rulebook(RULES.rules, RULES.calendar, windows=windows))
    told(memory)
    rises(memory)
    assert len(memory.of(Notice)) == 2


def test_heard_again_after_a_restore_nobody_is_told_anew(memory):
    notice = told(memory)
    rises(memory)
    restored = Memory(RULES)
    for fact in memory.facts:
        restored.hear(REPLAYED[fact.type], fact, cause("replayed", MONDAY))
    restored.facts.clear()
    told(restored)
    rises(restored)
    assert restored.facts == []
    (one,) = restored.of(Notice)
    assert (one.also, one.acknowledge_by) == ((RAISED,), memory.states[Notice, notice.id].acknowledge_by)
    assert restored.states[Delivery, notice.id].open


@pytest.mark.parametrize("heard_again", [True, False])
def test_after_a_restore_from_before_it_joined_a_clock_runs_still(memory, heard_again):
    """The backup has the first clock only; its own fact says that a stricter one runs."""
    notice = told(memory)
    backup = Memory(RULES, dict(memory.states))
    rises(memory)
    (fact,) = [fact for fact in memory.facts if isinstance(fact, NoticeJoined)]
    backup.hear(REPLAYED[fact.type], fact, cause("replayed", MONDAY))
    timers = list(rises(backup).timers) if heard_again else []
    timers.append(Timer("acknowledgement", notice.id, notice.acknowledge_by))
    for timer in timers:
        runs_out(backup, timer)
    after = backup.states[Notice, notice.id]
    assert (after.overdue_since, after.also) == (memory.states[Notice, notice.id].acknowledge_by, (RAISED,))
    assert len([fact for fact in backup.facts if isinstance(fact, AcknowledgementOverdue)]) == 1


def test_notices_of_before_rules_were_joined_are_restored_one_by_one(memory):
    """Their facts name one rule each; none may be left without a clock."""
    alone = Memory(Rulebook(RULES.rules[:1], RULES.calendar))
    other = Memory(Rulebook(RULES.rules[1:2], RULES.calendar))
    for before in (alone, other):
        told(before, **BOTH)
        for fact in before.facts:
            memory.hear(REPLAYED[fact.type], fact, cause("replayed", MONDAY))
    told(memory, **BOTH)
    assert [(one.rule, one.state) for one in memory.of(Notice)] == [
        (IN_DANGER, NoticeState.ISSUED),
        (TO_COURT, NoticeState.ISSUED),
    ]
    assert len(memory.of(Delivery)) == 2 and memory.facts == []
