"""A withdrawal reaches whoever was told, however they were: by another channel, once more, joined, by hand."""

import pytest

from services.notifications.domain.by_hand import resend
from services.notifications.domain.delivery import Delivery, Message, Try, TryOutcome
from services.notifications.domain.follow_up import CONSEQUENCE, FollowUp
from services.notifications.domain.notice import Notice, NoticeState
from services.notifications.domain.withdrawal import withdraw
from services.notifications.handlers import FACTS
from shared.contracts.codes import AnswerCode, NoticeChannel, NoticeWithdrawal, Priority
from shared.contracts.notice_codes import FollowUpReason, ResendReason
from shared.contracts.partner import NoticeAcknowledged, NoticeAnswered
from shared.contracts.plan_codes import RiskLevel
from shared.decision import Refusal
from tests.services.memory import Memory, cause
from tests.services.notifications.machine import Machine
from tests.services.notifications.samples import CENTRE, MONDAY, RULES, assessed, closed, runs_out, says, told
from tests.services.notifications.test_by_hand import TO_CENTRE, added

TOPIC, WEBHOOK = NoticeChannel.PARTNER_TOPIC, NoticeChannel.WEBHOOK


@pytest.fixture
def memory():
    return Memory(RULES, consequence=CONSEQUENCE)


@pytest.fixture
def centre(memory):
    """A notice that goes by webhook, and where that fails by topic."""
    told(memory, priority=Priority.URGENT)
    return Machine(memory, next(notice for notice in memory.of(Notice) if notice.agency == CENTRE))


def taken_back(machine):
    refs = [(kind, machine.notice.id) for kind in (Notice, Delivery, FollowUp)]

    def decide(world):
        return withdraw(world.get(*refs[0]), world.get(*refs[1]), NoticeWithdrawal.WRONG_AGENCY)

    return machine.memory.take(refs, decide, cause("withdrawn", MONDAY))


def by_the_topic(machine):
    while machine.delivery.channel is WEBHOOK:
        machine.try_once(TryOutcome.UNANSWERED)
    machine.try_once(TryOutcome.DELIVERED)


def at_once(machine):
    machine.try_once(TryOutcome.DELIVERED)


def perhaps(machine):
    machine.try_once(TryOutcome.UNANSWERED)


def by_both(machine):
    by_the_topic(machine)
    decision = resend(machine.state, machine.delivery, ResendReason.NOT_RECEIVED, cause("again", MONDAY))
    machine.memory.take((), lambda world: decision)
    machine.try_once(TryOutcome.DELIVERED)


def with_other_words(machine):
    machine.try_once(TryOutcome.DELIVERED)
    fact = assessed(RiskLevel.CRITICAL)
    machine.memory.hear(FACTS[fact.type], fact, cause("risen", MONDAY, "cases"))


def seen(machine):
    machine.try_once(TryOutcome.DELIVERED)
    says(machine.memory, NoticeAcknowledged(notice=machine.notice.id), agency=CENTRE)


@pytest.mark.parametrize(
    ("told_how", "untold_by"),
    [
        (at_once, WEBHOOK), (perhaps, WEBHOOK), (by_the_topic, TOPIC), (by_both, WEBHOOK),
        (with_other_words, WEBHOOK), (seen, WEBHOOK),
    ],
)  # fmt: skip
def test_whoever_was_told_or_perhaps_was_is_told_that_too(centre, told_how, untold_by):
    told_how(centre)
    taken_back(centre)
    centre.try_once(TryOutcome.DELIVERED)
    assert (centre.begun[-1].message, centre.begun[-1].channel) == (Message.WITHDRAWAL, untold_by)
    assert not centre.delivery.open


def test_where_the_channel_is_away_meanwhile_the_next_one_brings_it(centre):
    at_once(centre)
    taken_back(centre)
    by_the_topic(centre)
    assert (centre.begun[-1].message, centre.begun[-1].channel) == (Message.WITHDRAWAL, TOPIC)


def test_whom_nothing_reaches_is_called(centre):
    at_once(centre)
    taken_back(centre)
    while centre.delivery.open:
        centre.try_once(TryOutcome.UNREACHABLE)
    asked = centre.memory.states[FollowUp, centre.notice.id]
    assert (asked.reason, asked.call, asked.open) == (FollowUpReason.WITHDRAWN, True, True)


def test_whoever_was_told_nothing_is_left_in_peace(centre):
    taken_back(centre)
    assert not centre.delivery.open and (FollowUp, centre.notice.id) not in centre.memory.states


def test_an_addressee_that_a_person_added_is_told_when_the_case_is_closed(memory):
    told(memory)
    (issued,) = added(memory, TO_CENTRE).facts
    machine = Machine(memory, memory.states[Notice, issued.notice])
    machine.try_once(TryOutcome.DELIVERED)
    for timer in memory.hear(FACTS[closed().type], closed(), cause("closed", MONDAY, "cases")).timers:
        runs_out(memory, timer)
    machine.try_once(TryOutcome.DELIVERED)
    assert [one.message for one in memory.of(Try)] == [Message.NOTICE, Message.WITHDRAWAL]


class TestRace:
    def test_an_answer_that_was_first_stands(self, centre):
        at_once(centre)
        says(centre.memory, NoticeAnswered(notice=centre.notice.id, answer=AnswerCode.ACCEPTED), agency=CENTRE)
        with pytest.raises(Refusal, match="notice-over: The notice is answered"):
            taken_back(centre)
        assert centre.state.state is NoticeState.ANSWERED

    def test_a_withdrawal_that_was_first_stands_and_whoever_answers_is_told_so(self, centre):
        begun = centre.claim()
        taken_back(centre)
        with pytest.raises(Refusal, match="notice-withdrawn"):
            says(centre.memory, NoticeAnswered(notice=centre.notice.id, answer=AnswerCode.ACCEPTED), agency=CENTRE)
        centre.ends(begun, TryOutcome.DELIVERED)
        centre.try_once(TryOutcome.DELIVERED)
        assert centre.state.state is NoticeState.WITHDRAWN
        assert [one.message for one in centre.begun] == [Message.NOTICE, Message.WITHDRAWAL]
