"""What a person has to do for a notice: asked for by what happens to it, ended by a word, asked of somebody higher."""

from dataclasses import replace
from datetime import timedelta

import pytest

from services.notifications.domain.calling import CallResult
from services.notifications.domain.delivery import Delivery, Try, TryOutcome
from services.notifications.domain.follow_up import CONSEQUENCE, FollowUp
from services.notifications.domain.notice import Notice
from services.notifications.domain.rules import Rulebook
from services.notifications.domain.withdrawal import withdraw
from services.notifications.handlers import REPLAYED
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
from shared.contracts.follow_ups import FollowUpClaimed
from shared.contracts.notice_codes import FollowUpReason, FollowUpResult, FollowUpRole
from shared.contracts.notifications import NoticeEscalated, NoticeFact
from shared.contracts.partner import NoticeAcknowledged, NoticeAnswered
from shared.decision import Timer
from tests.services.memory import Memory, cause
from tests.services.notifications.machine import Machine
from tests.services.notifications.people import LATER, calls, of, silent, takes
from tests.services.notifications.samples import CENTRE, MONDAY, RULES, runs_out, says, told


@pytest.fixture
def memory():
    return Memory(RULES, consequence=CONSEQUENCE)


@pytest.fixture
def notice(memory):
    return told(memory)


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
