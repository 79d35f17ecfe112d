"""What a person did about a notice: taken on, called, written down; who was told by phone is untold by phone."""

from dataclasses import replace
from datetime import timedelta

import pytest

from services.notifications.domain.calling import CallResult
from services.notifications.domain.delivery import Delivery, Message, Try, TryOutcome
from services.notifications.domain.disclosure import Disclosure, Reached
from services.notifications.domain.follow_up import CONSEQUENCE, FollowUp
from services.notifications.domain.notice import Notice, NoticeState
from services.notifications.domain.withdrawal import withdraw
from shared.contracts.codes import (
    AnswerCode,
    DeclineReason,
    NeedCode,
    NoticeChannel,
    NoticeWithdrawal,
    OutcomeCode,
    Priority,
)
from shared.contracts.follow_ups import FollowUpAsked, FollowUpClaimed, FollowUpDone
from shared.contracts.notice_codes import FollowUpReason, FollowUpResult
from shared.contracts.notifications import AgencyAnswered
from shared.contracts.partner import NoticeAnswered
from shared.decision import Refusal, Timer
from tests.services.memory import Memory, cause
from tests.services.notifications.machine import Machine
from tests.services.notifications.people import LATER, LIGITA, MARTA, calls, lays_back, of, silent, takes
from tests.services.notifications.samples import MONDAY, RULES, runs_out, says, told


@pytest.fixture
def memory():
    return Memory(RULES, consequence=CONSEQUENCE)


@pytest.fixture
def notice(memory):
    return told(memory)


class TestTakenOn:
    def test_who_of_two_is_second_is_told_so(self, memory, notice):
        silent(memory, notice)
        (fact,) = takes(memory, notice).facts
        assert isinstance(fact, FollowUpClaimed) and str(fact.staff) == MARTA
        for act in (takes, lambda *given: calls(*given[:2], CallResult.NOT_REACHED, by=given[2])):
            with pytest.raises(Refusal, match="follow-up-claimed"):
                act(memory, notice, LIGITA)

    def test_what_was_laid_back_by_anybody_another_can_take(self, memory, notice):
        silent(memory, notice)
        takes(memory, notice)
        lays_back(memory, notice, LIGITA)
        takes(memory, notice, LIGITA)
        assert str(of(memory, notice).claimed_by) == LIGITA

    def test_it_stays_with_them_when_somebody_higher_is_asked(self, memory):
        notice = told(memory, name="b", needs=(NeedCode.CRISIS,), priority=Priority.URGENT)
        silent(memory, notice)
        takes(memory, notice)
        runs_out(memory, Timer("follow-up", notice.id, of(memory, notice).due_at))
        assert str(of(memory, notice).claimed_by) == MARTA

    @pytest.mark.parametrize("act", [takes, lambda *given: calls(*given[:2], CallResult.TOLD, by=given[2])])
    def test_whoever_does_something_is_a_member_of_staff(self, memory, notice, act):
        silent(memory, notice)
        with pytest.raises(Refusal, match="account-not-staff"):
            act(memory, notice, "up:head")

    def test_what_is_done_nobody_takes(self, memory, notice):
        silent(memory, notice)
        calls(memory, notice, CallResult.TOLD)
        with pytest.raises(Refusal, match="follow-up-done"):
            takes(memory, notice)


class TestCalled:
    def test_what_was_answered_on_the_phone_ends_the_notice(self, memory, notice):
        silent(memory, notice)
        calls(memory, notice, CallResult.ANSWERED, answer=AnswerCode.ACCEPTED, outcome=OutcomeCode.ACTION_TAKEN)
        after = memory.states[Notice, notice.id]
        assert (after.state, after.answer, after.late) == (NoticeState.ANSWERED, AnswerCode.ACCEPTED, True)
        assert (after.channel, after.delivered_at) == (NoticeChannel.PHONE_TASK, LATER)
        ended = of(memory, notice)
        assert (ended.result, str(ended.done_by), ended.told_at) == (FollowUpResult.ANSWERED, MARTA, LATER)
        assert not memory.states[Delivery, notice.id].open

    def test_a_refusal_on_the_phone_asks_who_else_should(self, memory, notice):
        silent(memory, notice)
        calls(memory, notice, CallResult.ANSWERED, answer=AnswerCode.REFUSED, reason=DeclineReason.NO_CAPACITY)
        asked = of(memory, notice)
        assert (asked.open, asked.reason, asked.claimed_by) == (True, FollowUpReason.REFUSED, None)
        kinds = [type(fact) for fact in memory.facts if isinstance(fact, FollowUpDone | AgencyAnswered | FollowUpAsked)]
        assert kinds == [FollowUpAsked, FollowUpDone, AgencyAnswered, FollowUpAsked]

    def test_who_was_only_told_still_owes_an_answer(self, memory, notice):
        silent(memory, notice)
        (clock,) = calls(memory, notice, CallResult.TOLD).timers
        assert clock.kind == "answer" and memory.states[Notice, notice.id].state is NoticeState.ACKNOWLEDGED
        runs_out(memory, clock)
        assert of(memory, notice).reason is FollowUpReason.UNDECIDED
        (again,) = calls(memory, notice, CallResult.TOLD, at=of(memory, notice).asked_at + timedelta(days=9)).timers
        assert (again.kind, again.due > clock.due) == ("answer", True)

    def test_who_still_owes_an_outcome_is_asked_for_it_again(self, memory, notice):
        (clock,) = says(memory, NoticeAnswered(notice=notice.id, answer=AnswerCode.ACCEPTED)).timers
        runs_out(memory, clock)
        (again,) = calls(memory, notice, CallResult.TOLD, at=clock.due).timers
        assert not of(memory, notice).open
        runs_out(memory, again)
        assert (of(memory, notice).open, of(memory, notice).reason) == (True, FollowUpReason.NO_OUTCOME)

    def test_a_rung_that_comes_later_does_not_forget_the_calls(self, memory):
        notice = told(memory, name="n", needs=(NeedCode.CHILD_NEGLECT,), priority=Priority.STAT)
        (rung,) = runs_out(memory, Timer("acknowledgement", notice.id, notice.acknowledge_by)).timers[:1]
        (phone, *_) = [timer for timer in runs_out(memory, rung).timers if timer.kind == "escalation"]
        calls(memory, notice, CallResult.NOT_REACHED, at=rung.due)
        runs_out(memory, phone)
        assert (of(memory, notice).calls, of(memory, notice).call) == (1, True)

    def test_a_call_is_in_the_book_of_tries_and_what_was_said_in_the_ledger(self, memory, notice):
        Machine(memory, notice).try_once(TryOutcome.UNREACHABLE)
        silent(memory, notice)
        calls(memory, notice, CallResult.TOLD, fields=("family_name", "given_name"))
        _, call = sorted(memory.of(Try), key=lambda one: one.attempt)
        assert (call.attempt, call.channel, call.outcome) == (2, NoticeChannel.PHONE_TASK, TryOutcome.DELIVERED)
        said = memory.states[Disclosure, call.id]
        assert (said.fields, said.reached, said.at) == (("family_name", "given_name"), Reached.YES, LATER)
        assert (said.subject, said.rule) == (notice.subject, notice.rule)

    def test_nothing_said_of_anybody_is_not_in_the_ledger(self, memory, notice):
        silent(memory, notice)
        calls(memory, notice, CallResult.TOLD)
        assert memory.of(Disclosure) == []

    def test_more_than_the_rule_lets_out_cannot_be_said(self, memory):
        notice = told(memory, name="b", needs=(NeedCode.CRISIS,), priority=Priority.URGENT)
        silent(memory, notice)
        with pytest.raises(Refusal, match="fields-not-allowed"):
            calls(memory, notice, CallResult.TOLD, fields=("given_name", "personal_code"))

    @pytest.mark.parametrize("at", [MONDAY - timedelta(minutes=1), LATER + timedelta(minutes=1)])
    def test_nobody_was_told_before_it_was_issued_or_tomorrow(self, memory, notice, at):
        silent(memory, notice)
        with pytest.raises(Refusal, match="told-at-unlikely"):
            calls(memory, notice, CallResult.TOLD, told_at=at)

    def test_what_still_waits_for_a_word_cannot_be_settled_otherwise(self, memory, notice):
        silent(memory, notice)
        with pytest.raises(Refusal, match="notice-waits"):
            calls(memory, notice, CallResult.SETTLED)
        says(memory, NoticeAnswered(notice=notice.id, answer=AnswerCode.REFUSED), at=LATER)
        calls(memory, notice, CallResult.SETTLED)
        assert of(memory, notice).result is FollowUpResult.SETTLED


class TestTakenBack:
    def withdrawn(self, memory, notice):
        why, refs = cause("withdrawn", LATER), [(kind, notice.id) for kind in (FollowUp, Notice, Delivery)]

        def decide(world):
            return withdraw(world.get(*refs[1]), world.get(*refs[2]), NoticeWithdrawal.WRONG_AGENCY)

        return memory.take(refs, decide, why)

    def test_who_was_told_on_the_phone_is_called_again(self, memory, notice):
        silent(memory, notice)
        calls(memory, notice, CallResult.TOLD)
        self.withdrawn(memory, notice)
        asked = of(memory, notice)
        assert (asked.open, asked.reason, asked.call) == (True, FollowUpReason.WITHDRAWN, True)
        calls(memory, notice, CallResult.TOLD, at=LATER + timedelta(hours=1))
        assert of(memory, notice).result is FollowUpResult.TOLD
        last = max(memory.of(Try), key=lambda one: one.attempt)
        assert (last.message, memory.states[Notice, notice.id].state) == (Message.WITHDRAWAL, NoticeState.WITHDRAWN)

    def test_who_can_be_told_by_phone_only_leaves_nothing_to_send(self):
        phone = tuple(replace(rule, channels=(NoticeChannel.PHONE_TASK,)) for rule in RULES.rules)
        memory = Memory(replace(RULES, rules=phone), consequence=CONSEQUENCE)
        notice = told(memory)
        calls(memory, notice, CallResult.TOLD)
        self.withdrawn(memory, notice)
        assert not memory.states[Delivery, notice.id].open and of(memory, notice).call

    def test_whom_the_withdrawal_does_not_reach_is_called_also_when_a_call_was_asked_for_before(self, memory, notice):
        machine = Machine(memory, notice)
        while machine.delivery.open:
            machine.try_once(TryOutcome.UNANSWERED)
        assert of(memory, notice).reason is FollowUpReason.UNREACHABLE
        self.withdrawn(memory, notice)
        assert not of(memory, notice).open
        while machine.delivery.open:
            machine.try_once(TryOutcome.UNANSWERED)
        assert (of(memory, notice).open, of(memory, notice).reason) == (True, FollowUpReason.WITHDRAWN)

    def test_an_answer_to_it_can_no_more_be_taken_on_the_phone(self, memory, notice):
        silent(memory, notice)
        calls(memory, notice, CallResult.TOLD)
        self.withdrawn(memory, notice)
        with pytest.raises(Refusal, match="notice-withdrawn"):
            calls(memory, notice, CallResult.ANSWERED, answer=AnswerCode.ACCEPTED)
