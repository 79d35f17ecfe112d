"""What agencies say: each case of the table, in time and late, once and twice, theirs and not theirs."""

from dataclasses import replace

import pytest

from services.notifications.domain.delivery import Delivery
from services.notifications.domain.notice import Notice, NoticeState
from services.notifications.domain.withdrawal import withdraw
from shared.contracts import notifications as facts
from shared.contracts.codes import AnswerCode, DeclineReason, NoticeWithdrawal, OutcomeCode
from shared.contracts.partner import NoticeAcknowledged, NoticeAnswered
from shared.decision import Refusal
from tests.services.memory import Memory
from tests.services.notifications.samples import CENTRE, MONDAY, RULES, id_of, riga, says, told

IN_TIME, LATE = riga("2026-03-17 16:59"), riga("2026-03-17 17:01")
SEEN, YES, NO = "seen", AnswerCode.ACCEPTED, AnswerCode.REFUSED
ACKNOWLEDGED, ANSWERED = facts.NoticeAcknowledged, facts.AgencyAnswered


@pytest.fixture
def memory():
    return Memory(RULES)


def word(notice, what, **more):
    if what is SEEN:
        return NoticeAcknowledged(notice=notice.id)
    return NoticeAnswered(notice=notice.id, answer=what, **more)


@pytest.mark.parametrize(
    ("said", "state", "told_as"),
    [
        ([(SEEN, IN_TIME)], NoticeState.ACKNOWLEDGED, [(ACKNOWLEDGED, False)]),
        ([(SEEN, LATE)], NoticeState.ACKNOWLEDGED, [(ACKNOWLEDGED, True)]),
        ([(YES, IN_TIME)], NoticeState.ANSWERED, [(ANSWERED, False)]),
        ([(NO, LATE)], NoticeState.ANSWERED, [(ANSWERED, True)]),
        # The clock runs until the first word.
        ([(SEEN, IN_TIME), (YES, LATE)], NoticeState.ANSWERED, [(ACKNOWLEDGED, False), (ANSWERED, False)]),
        ([(SEEN, LATE), (YES, LATE)], NoticeState.ANSWERED, [(ACKNOWLEDGED, True), (ANSWERED, True)]),
        # Said again, it is nothing new.
        ([(SEEN, IN_TIME), (SEEN, LATE)], NoticeState.ACKNOWLEDGED, [(ACKNOWLEDGED, False)]),
        ([(YES, IN_TIME), (YES, LATE)], NoticeState.ANSWERED, [(ANSWERED, False)]),
        ([(YES, IN_TIME), (SEEN, LATE)], NoticeState.ANSWERED, [(ANSWERED, False)]),
        # An agency may change its mind: the last word counts.
        ([(YES, IN_TIME), (NO, IN_TIME)], NoticeState.ANSWERED, [(ANSWERED, False), (ANSWERED, False)]),
    ],
)
def test_what_is_said_and_what_it_leads_to(memory, said, state, told_as):
    notice = told(memory)
    memory.facts.clear()
    for what, at in said:
        says(memory, word(notice, what), at=at)
    assert memory.states[Notice, notice.id].state is state
    assert [(type(fact), fact.late) for fact in memory.facts] == told_as


def test_an_answer_may_bring_a_reason_and_later_an_outcome(memory):
    notice = told(memory)
    says(memory, word(notice, NO, reason=DeclineReason.NO_CAPACITY))
    says(memory, word(notice, YES, outcome=OutcomeCode.ACTION_TAKEN))
    first, last = memory.facts[1:]
    assert (first.answer, first.reason, first.outcome) == (NO, DeclineReason.NO_CAPACITY, None)
    assert (last.answer, last.reason, last.outcome) == (YES, None, OutcomeCode.ACTION_TAKEN)
    assert memory.states[Notice, notice.id].outcome is OutcomeCode.ACTION_TAKEN


@pytest.mark.parametrize("what", [SEEN, YES])
def test_whoever_has_answered_is_not_sent_it_again(memory, what):
    notice = told(memory)
    says(memory, word(notice, what))
    assert not memory.states[Delivery, notice.id].open


@pytest.mark.parametrize("what", [SEEN, YES])
def test_somebody_elses_notice_and_one_that_is_none_are_refused_in_the_same_words(memory, what):
    notice = told(memory)
    with pytest.raises(Refusal) as somebody_elses:
        says(memory, word(notice, what), agency=CENTRE)
    with pytest.raises(Refusal) as unknown:
        says(memory, word(replace(notice, id=id_of("no notice")), what))
    assert vars(somebody_elses.value) == vars(unknown.value)
    assert (unknown.value.code, unknown.value.status) == ("notice-not-yours", 404)
    assert [type(fact) for fact in memory.facts] == [facts.NoticeIssued]


@pytest.mark.parametrize("what", [SEEN, YES])
def test_after_a_withdrawal_nothing_is_answered(memory, what):
    notice = told(memory)
    decision = withdraw(notice, memory.states[Delivery, notice.id], NoticeWithdrawal.SENT_IN_ERROR)
    memory.take((), lambda world: decision)
    with pytest.raises(Refusal, match="notice-withdrawn"):
        says(memory, word(notice, what))


def test_a_restored_notice_without_a_delivery_can_be_answered_all_the_same(memory):
    notice = told(memory)
    del memory.states[Delivery, notice.id]
    says(memory, word(notice, SEEN), at=MONDAY)
    assert memory.states[Notice, notice.id].state is NoticeState.ACKNOWLEDGED
