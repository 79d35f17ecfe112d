"""When nobody answers: overdue, then rung by rung, until somebody says a word or a person has it."""

from dataclasses import replace

import pytest

from services.notifications.domain.delivery import Delivery
from services.notifications.domain.notice import Notice
from services.notifications.domain.trying import by_phone
from services.notifications.domain.withdrawal import withdraw
from shared.contracts.codes import EscalationLevel, NeedCode, NoticeWithdrawal, Priority
from shared.contracts.notifications import AcknowledgementOverdue, NoticeEscalated
from shared.contracts.partner import NoticeAcknowledged
from shared.decision import Decision, Timer
from tests.services.memory import Memory
from tests.services.notifications.samples import RULES, riga, runs_out, says, told

OVERDUE, DEPUTY, PHONE = riga("2026-03-16 13:30"), riga("2026-03-16 15:30"), riga("2026-03-17 09:00")


@pytest.fixture
def memory():
    return Memory(RULES)


@pytest.fixture
def notice(memory):
    """A notice with two rungs: the deputy, then a phone task."""
    notice = told(memory, needs=(NeedCode.CHILD_NEGLECT,), priority=Priority.STAT)
    memory.facts.clear()
    return notice


def test_the_whole_ladder_of_a_notice_that_nobody_answers(memory, notice):
    (first,) = runs_out(memory, Timer("acknowledgement", notice.id, OVERDUE)).timers
    assert (first.kind, first.due) == ("escalation", DEPUTY)
    (second,) = runs_out(memory, first).timers
    assert (second.kind, second.due) == ("escalation", PHONE)
    assert runs_out(memory, second).timers == ()
    overdue, deputy, phone = memory.facts
    assert isinstance(overdue, AcknowledgementOverdue) and overdue.overdue_since == OVERDUE
    assert [deputy.level, phone.level] == [EscalationLevel.DEPUTY, EscalationLevel.PHONE_TASK]
    after = memory.states[Notice, notice.id]
    assert (after.overdue_since, after.level) == (OVERDUE, EscalationLevel.PHONE_TASK)


def test_a_word_in_time_stops_the_clock(memory, notice):
    says(memory, NoticeAcknowledged(notice=notice.id))
    decision = runs_out(memory, Timer("acknowledgement", notice.id, OVERDUE))
    assert not (decision.facts or decision.states or decision.timers)


def test_a_word_on_the_ladder_stops_it_there(memory, notice):
    (rung,) = runs_out(memory, Timer("acknowledgement", notice.id, OVERDUE)).timers
    says(memory, NoticeAcknowledged(notice=notice.id), at=DEPUTY)
    decision = runs_out(memory, rung)
    assert not (decision.facts or decision.timers)
    assert memory.states[Notice, notice.id].late


def test_a_withdrawn_notice_is_never_overdue(memory, notice):
    decision = withdraw(notice, memory.states[Delivery, notice.id], NoticeWithdrawal.OTHER)
    memory.take((), lambda world: decision)
    assert runs_out(memory, Timer("acknowledgement", notice.id, OVERDUE)).facts == ()


def test_a_deadline_that_runs_out_twice_is_told_once(memory, notice):
    runs_out(memory, Timer("acknowledgement", notice.id, OVERDUE))
    assert runs_out(memory, Timer("acknowledgement", notice.id, OVERDUE)).facts == ()


def test_a_rung_that_is_none_is_passed_over(memory, notice):
    runs_out(memory, Timer("acknowledgement", notice.id, OVERDUE))
    assert runs_out(memory, Timer("escalation", notice.id, OVERDUE)).facts == ()


@pytest.mark.parametrize("unreachable", [True, False])
def test_without_a_ladder_a_person_is_told_at_once_and_once(memory, notice, unreachable):
    alone = replace(notice, ladder=())
    memory.take((), lambda world: Decision((alone,)) + (by_phone(alone) if unreachable else Decision()))
    assert runs_out(memory, Timer("acknowledgement", notice.id, OVERDUE)).timers == ()
    told_whom = [fact.level for fact in memory.facts if isinstance(fact, NoticeEscalated)]
    assert told_whom == [EscalationLevel.PHONE_TASK]
