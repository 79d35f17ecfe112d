"""What a person has to do for a notice: asked for by what happens to it, ended by a word, asked of somebody higher."""

from dataclasses import replace
from datetime import timedelta

import pytest

from services.notifications.domain.calling import CallResult, Done, claim, done, release
from services.notifications.domain.delivery import Delivery, Message, Try, TryOutcome
from services.notifications.domain.disclosure import Disclosure, Reached
from services.notifications.domain.follow_up import CONSEQUENCE, FollowUp
from services.notifications.domain.notice import Notice, NoticeState
from services.notifications.domain.rules import Rulebook
from services.notifications.domain.withdrawal import withdraw
from services.notifications.handlers import FACTS, REPLAYED
from shared.contracts.codes import (
    AnswerCode,
    DeclineReason,
    EscalationLevel,
    NeedCode,
    NoticeChannel,
    NoticeWithdrawal,
    OutcomeCode,
    Priority,
)
from shared.contracts.follow_ups import FollowUpAsked, FollowUpClaimed, FollowUpDone
from shared.contracts.notice_codes import FollowUpReason, FollowUpResult, FollowUpRole
from shared.contracts.notifications import AgencyAnswered, NoticeEscalated, NoticeFact
from shared.contracts.partner import NoticeAcknowledged, NoticeAnswered
from shared.decision import Refusal, Timer
from tests.services.memory import Memory, cause
from tests.services.notifications.machine import Machine
from tests.services.notifications.samples import CENTRE, MONDAY, RULES, id_of, runs_out, says, told

MARTA, LIGITA = str(id_of("Marta")), str(id_of("Ligita"))
LATER = MONDAY + timedelta(days=3)


@pytest.fixture
def memory():
    return Memory(RULES, consequence=CONSEQUENCE)


@pytest.fixture
def notice(memory):
    return told(memory)


def heard(memory, fact):
    """Let a fact of a case arrive."""
    return memory.hear(FACTS[fact.type], fact, cause(f"heard {fact.type}", MONDAY, "cases"))


def of(memory, notice) -> FollowUp | None:
    return memory.states.get((FollowUp, notice.id))


def silent(memory, notice):
    """Let the agency's time run out, and the ladder's, until a person is asked."""
    timers = [Timer("acknowledgement", notice.id, notice.acknowledge_by)]
    while timers:
        timers += [timer for timer in runs_out(memory, timers.pop()).timers if timer.kind == "escalation"]


def acts(memory, notice, rule, by=MARTA, at=LATER):
    """Let somebody do something about it."""
    why = cause(f"act {len(memory.facts)}", at, by)
    why = replace(why, by=by)
    refs = [(kind, notice.id) for kind in (FollowUp, Notice, Delivery)]

    def decide(world):
        return rule(*(world.get(*ref) for ref in refs), why)

    return memory.take(refs, decide, why)


def calls(memory, notice, result, by=MARTA, at=LATER, **more):
    what = Done(result, **more)
    return acts(memory, notice, lambda one, of, how, why: done(one, of, how, what, why, RULES), by, at)


def takes(memory, notice, by=MARTA):
    return acts(memory, notice, lambda one, of, how, why: claim(one, of, why), by)


def lays_back(memory, notice, by=MARTA):
    return acts(memory, notice, lambda one, of, how, why: release(one, of, why), by)


class TestAsked:
    @pytest.mark.parametrize(
        ("needs", "role", "call"),
        [
            ((NeedCode.VIOLENCE_IN_FAMILY,), FollowUpRole.HEAD, False),
            ((NeedCode.CHILD_NEGLECT,), FollowUpRole.DEPUTY, True),
        ],
    )
    def test_of_whom_the_ladder_names_when_the_agency_is_silent(self, memory, needs, role, call):
        notice = told(memory, needs=needs, priority=Priority.STAT)
        silent(memory, notice)
        asked = of(memory, notice)
        assert (asked.reason, asked.role, asked.call) == (FollowUpReason.SILENT, role, call)

    def test_when_no_channel_reaches_the_agency(self, memory, notice):
        machine = Machine(memory, notice)
        while machine.delivery.open:
            machine.try_once(TryOutcome.UNREACHABLE)
        assert (of(memory, notice).reason, of(memory, notice).call) == (FollowUpReason.UNREACHABLE, True)

    def test_at_once_when_the_agency_is_told_by_phone_only(self):
        phone = tuple(replace(rule, channels=(NoticeChannel.PHONE_TASK,)) for rule in RULES.rules)
        memory = Memory(replace(RULES, rules=phone), consequence=CONSEQUENCE)
        notice = told(memory)
        assert (of(memory, notice).reason, of(memory, notice).open) == (FollowUpReason.BY_PHONE, True)

    def test_when_it_refuses(self, memory, notice):
        says(memory, NoticeAnswered(notice=notice.id, answer=AnswerCode.REFUSED, reason=DeclineReason.NO_CAPACITY))
        asked = of(memory, notice)
        assert (asked.reason, asked.role, asked.call) == (FollowUpReason.REFUSED, FollowUpRole.WORKER, False)

    def test_when_it_has_seen_it_and_does_not_say_whether_it_takes_it_on(self, memory, notice):
        (clock,) = says(memory, NoticeAcknowledged(notice=notice.id)).timers
        assert (clock.kind, of(memory, notice)) == ("answer", None)
        runs_out(memory, clock)
        assert of(memory, notice).reason is FollowUpReason.UNDECIDED

    @pytest.mark.parametrize("outcome", [None, OutcomeCode.IN_PROGRESS])
    def test_when_it_does_not_say_what_came_of_it(self, memory, notice, outcome):
        said = NoticeAnswered(notice=notice.id, answer=AnswerCode.ACCEPTED, outcome=outcome)
        (clock,) = says(memory, said).timers
        assert clock.kind == "outcome"
        runs_out(memory, clock)
        assert of(memory, notice).reason is FollowUpReason.NO_OUTCOME

    def test_of_nobody_once_it_has_said_so(self, memory, notice):
        (clock,) = says(memory, NoticeAnswered(notice=notice.id, answer=AnswerCode.ACCEPTED)).timers
        whole = NoticeAnswered(notice=notice.id, answer=AnswerCode.ACCEPTED, outcome=OutcomeCode.ACTION_TAKEN)
        assert not says(memory, whole, at=MONDAY + timedelta(hours=1)).timers
        runs_out(memory, clock)
        assert of(memory, notice) is None

    def test_another_word_begins_the_clock_for_the_outcome_anew(self, memory, notice):
        said = NoticeAnswered(notice=notice.id, answer=AnswerCode.ACCEPTED)
        (first,) = says(memory, said).timers
        going_on = NoticeAnswered(notice=notice.id, answer=AnswerCode.ACCEPTED, outcome=OutcomeCode.IN_PROGRESS)
        (second,) = says(memory, going_on, at=LATER).timers
        runs_out(memory, first)
        assert of(memory, notice) is None and second.due > first.due
        runs_out(memory, second)
        assert of(memory, notice).open

    def test_nobody_is_reminded_of_anything_where_no_patience_is_configured(self):
        memory = Memory(Rulebook(RULES.rules, RULES.calendar), consequence=CONSEQUENCE)
        notice = told(memory)
        assert says(memory, NoticeAcknowledged(notice=notice.id)).timers == ()
        asked = says(memory, NoticeAnswered(notice=notice.id, answer=AnswerCode.REFUSED))
        assert asked.timers == () and of(memory, notice).open


class TestEnded:
    @pytest.mark.parametrize(
        "said", [lambda id: NoticeAcknowledged(notice=id), lambda id: NoticeAnswered(notice=id, answer="accepted")]
    )
    def test_by_a_word_of_the_agency(self, memory, notice, said):
        silent(memory, notice)
        says(memory, said(notice.id), at=LATER)
        ended = of(memory, notice)
        assert (ended.open, ended.result, ended.done_by) == (False, FollowUpResult.AGENCY_SPOKE, None)
        assert memory.states[Notice, notice.id].late

    def test_by_a_withdrawal(self, memory, notice):
        silent(memory, notice)
        why = cause("withdrawn", LATER)
        refs = [(kind, notice.id) for kind in (FollowUp, Notice, Delivery)]
        memory.take(
            refs,
            lambda world: withdraw(world.get(*refs[1]), world.get(*refs[2]), NoticeWithdrawal.WRONG_AGENCY),
            why,
        )
        assert of(memory, notice).result is FollowUpResult.TAKEN_BACK


class TestHigher:
    def test_what_the_worker_does_not_do_in_time_is_asked_of_the_head(self, memory, notice):
        says(memory, NoticeAnswered(notice=notice.id, answer=AnswerCode.REFUSED))
        runs_out(memory, Timer("follow-up", notice.id, of(memory, notice).due_at))
        assert of(memory, notice).role is FollowUpRole.HEAD
        assert not [fact for fact in memory.facts if isinstance(fact, NoticeEscalated)], "it is not silent"

    def test_a_call_that_nobody_makes_is_asked_of_the_head_and_told_as_an_escalation(self, memory):
        notice = told(memory, name="b", needs=(NeedCode.CRISIS,), priority=Priority.URGENT)
        assert notice.agency == CENTRE
        silent(memory, notice)
        runs_out(memory, Timer("follow-up", notice.id, of(memory, notice).due_at))
        asked = of(memory, notice)
        assert (asked.role, asked.call) == (FollowUpRole.HEAD, True)
        levels = [fact.level for fact in memory.facts if isinstance(fact, NoticeEscalated)]
        assert levels == [EscalationLevel.PHONE_TASK, EscalationLevel.HEAD]

    def test_what_the_head_does_not_do_anybody_may_call_about(self, memory, notice):
        silent(memory, notice)
        assert not of(memory, notice).call
        (clock,) = runs_out(memory, Timer("follow-up", notice.id, of(memory, notice).due_at)).timers
        assert of(memory, notice).call and of(memory, notice).role is FollowUpRole.HEAD
        assert runs_out(memory, clock).timers == () and of(memory, notice).open

    def test_a_clock_of_before_changes_nothing(self, memory, notice):
        silent(memory, notice)
        before = of(memory, notice)
        runs_out(memory, Timer("follow-up", notice.id, before.due_at - timedelta(hours=1)))
        assert of(memory, notice) == before

    def test_what_is_done_is_asked_of_nobody(self, memory, notice):
        silent(memory, notice)
        due = of(memory, notice).due_at
        says(memory, NoticeAcknowledged(notice=notice.id), at=LATER)
        assert runs_out(memory, Timer("follow-up", notice.id, due)).facts == ()

    def test_after_two_calls_that_nobody_took_the_head_is_asked(self, memory):
        notice = told(memory, name="b", needs=(NeedCode.CRISIS,), priority=Priority.URGENT)
        silent(memory, notice)
        calls(memory, notice, CallResult.NOT_REACHED)
        first = of(memory, notice)
        assert (first.calls, first.role, first.open) == (1, FollowUpRole.WORKER, True) and first.due_at > LATER
        calls(memory, notice, CallResult.NOT_REACHED, at=first.due_at)
        assert (of(memory, notice).calls, of(memory, notice).role) == (2, FollowUpRole.HEAD)
        book = [one.outcome for one in memory.of(Try) if one.channel is NoticeChannel.PHONE_TASK]
        assert book == [TryOutcome.UNREACHABLE] * 2


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


def test_after_a_restore_it_is_as_it_was_and_its_clock_runs(memory, notice):
    silent(memory, notice)
    takes(memory, notice)
    restored = Memory(RULES, {(Notice, notice.id): notice})
    timers = ()
    for fact in [fact for fact in memory.facts if isinstance(fact, NoticeFact)]:
        timers += restored.hear(REPLAYED[fact.type], fact, cause("replayed", MONDAY)).timers
    assert of(restored, notice) == of(memory, notice)
    assert timers[-1] == Timer("follow-up", notice.id, of(memory, notice).due_at)


def test_what_was_asked_for_before_this_was_told_of_does_not_stop_a_restore(memory, notice):
    claimed = FollowUpClaimed(**notice.names, staff=None, claimed_at=MONDAY)
    assert not memory.hear(REPLAYED[claimed.type], claimed, cause("replayed", MONDAY)).states
