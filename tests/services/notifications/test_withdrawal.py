"""Taking back: only what nobody has answered, by staff or because the case is closed."""

import pytest

from services.notifications.domain.delivery import Delivery
from services.notifications.domain.notice import Notice, NoticeState
from services.notifications.domain.withdrawal import withdraw
from services.notifications.handlers import FACTS
from shared.contracts.codes import AnswerCode, NoticeWithdrawal, Priority
from shared.contracts.partner import NoticeAcknowledged, NoticeAnswered
from shared.decision import Refusal
from tests.services.memory import Memory, cause
from tests.services.notifications.samples import CENTRE, COURT, MONDAY, RULES, closed, runs_out, says, told


@pytest.fixture
def memory():
    return Memory(RULES)


def close(memory, name="a"):
    decision = memory.hear(FACTS[closed().type], closed(name), cause("closed", MONDAY, "cases"))
    for timer in decision.timers:
        runs_out(memory, timer)


def test_when_the_case_is_closed_what_nobody_answered_is_taken_back(memory):
    told(memory, priority=Priority.URGENT)
    court, centre = memory.of(Notice)
    says(memory, NoticeAnswered(notice=centre.id, answer=AnswerCode.ACCEPTED), agency=CENTRE)
    says(memory, NoticeAcknowledged(notice=court.id), agency=COURT)
    close(memory)
    assert memory.states[Notice, court.id].state is NoticeState.WITHDRAWN
    assert memory.states[Notice, court.id].withdrawal is NoticeWithdrawal.CASE_CLOSED
    assert memory.states[Notice, centre.id].state is NoticeState.ANSWERED


def test_the_notices_of_another_case_stay(memory):
    told(memory, "a")
    other = told(memory, "b")
    close(memory, "a")
    assert memory.states[Notice, other.id].state is NoticeState.ISSUED


def test_a_case_that_nobody_was_told_of_is_closed_without_a_word(memory):
    close(memory)
    assert memory.facts == []


def test_a_case_that_is_closed_twice_takes_back_once(memory):
    told(memory)
    close(memory)
    before = list(memory.facts)
    close(memory)
    assert memory.facts == before


@pytest.mark.parametrize("end", ["answered", "withdrawn"])
def test_what_is_over_cannot_be_taken_back(memory, end):
    notice = told(memory)
    if end == "answered":
        says(memory, NoticeAnswered(notice=notice.id, answer=AnswerCode.REFUSED))
    else:
        close(memory)
    with pytest.raises(Refusal, match=f"notice-over: The notice is {end}"):
        withdraw(memory.states[Notice, notice.id], memory.states[Delivery, notice.id], NoticeWithdrawal.OTHER)


def test_a_restored_notice_without_a_delivery_can_be_taken_back(memory):
    decision = withdraw(told(memory), None, NoticeWithdrawal.SUPERSEDED)
    assert [type(state) for state in decision.states] == [Notice]
