"""A reminder's time has come: it is sent, tried again, or given to a person; nothing is dropped without one."""

from dataclasses import replace
from datetime import time

import pytest

from services.notifications.domain.delivery import TryOutcome
from services.notifications.domain.reminders.closing import done
from services.notifications.domain.reminders.occasion import Occasion, called_off_id, occasion_id
from services.notifications.domain.reminders.reminder import Reminder, ReminderState
from services.notifications.domain.reminders.trying import ReminderTry
from shared.contracts.people_codes import ReminderGround, ReminderWay
from shared.contracts.reminder_codes import ReminderEndReason, ReminderOf, ReminderTaskOutcome, ReminderTaskReason
from shared.contracts.reminders import ClientReminded, ReminderEnded, ReminderHandedOver, ReminderTaskDone
from shared.decision import Refusal
from tests.services.memory import Memory, cause
from tests.services.notifications.reminders.samples import (
    BY_TEXT,
    FRIDAY,
    SOON,
    THE_DAY_BEFORE,
    TOMORROW,
    TUESDAY,
    VISIT,
    begun,
    cancelled,
    ends,
    falls_due,
    hear,
    is_told,
    later,
    moved,
    of_visit,
    scheduled,
    sent,
)
from tests.services.notifications.samples import RULES, riga

DELIVERED, REJECTED, GONE, UNREACHABLE, UNANSWERED = TryOutcome
CALL, NO_CONTACT = ReminderWay.CALL, ReminderWay.NO_CONTACT


@pytest.fixture
def memory():
    """A visit of tomorrow, whose reminder is due now."""
    memory = Memory(RULES)
    hear(memory, scheduled())
    falls_due(memory, of_visit(memory))
    return memory


def is_done(memory, outcome: ReminderTaskOutcome, reminder: Reminder | None = None):
    """Let a person say what came of reminding."""
    task = reminder or of_visit(memory)
    refs = [(Reminder, task.id), (Occasion, task.occasion)]
    return memory.take(refs, lambda world: done(world, task, outcome, cause("done", later(hours=1))))


def called_off(memory) -> Reminder:
    return memory.states[Reminder, called_off_id(occasion_id(ReminderOf.VISIT, VISIT))]


def by(way: ReminderWay, ground: ReminderGround):
    return replace(BY_TEXT, way=way, ground=ground, to=None)


def test_what_is_sent_is_told_to_others_by_which_way_and_never_where_to(memory):
    decision = ends(memory, begun(memory, of_visit(memory)))
    (fact,) = decision.facts
    assert isinstance(fact, ClientReminded)
    assert (fact.channel, fact.told_of, fact.attempt, fact.called_off) == ("text_message", TUESDAY, 1, None)
    assert "37120000000" not in fact.encode().decode()
    assert (of_visit(memory).state, of_visit(memory).told) == (ReminderState.SENT, (TUESDAY,))
    assert ends(memory, memory.of(ReminderTry)[0]).facts == (), "recorded twice, told once"


def test_what_fails_is_tried_again_after_a_pause_and_then_a_person_reminds(memory):
    waits = []
    for outcome in (UNREACHABLE, UNANSWERED):
        ends(memory, begun(memory, of_visit(memory)), outcome)
        waits.append(of_visit(memory).not_before - THE_DAY_BEFORE)
    assert [wait.total_seconds() for wait in waits] == [60, 300]
    ends(memory, begun(memory, of_visit(memory)), UNREACHABLE)
    (fact,) = memory.facts
    assert isinstance(fact, ReminderHandedOver) and fact.reason is ReminderTaskReason.CHANNEL_FAILED
    assert [row.outcome for row in memory.of(ReminderTry)] == [UNREACHABLE, UNANSWERED, UNREACHABLE]


@pytest.mark.parametrize("outcome", [REJECTED, GONE])
def test_an_address_that_takes_nothing_is_not_tried_again(memory, outcome):
    ends(memory, begun(memory, of_visit(memory)), outcome)
    assert (of_visit(memory).state, of_visit(memory).reason) == (ReminderState.TASK, "channel_failed")


@pytest.mark.parametrize(
    ("reach", "reason"),
    [
        (by(CALL, ReminderGround.CHOSEN), ReminderTaskReason.CHOSEN),
        (by(CALL, ReminderGround.NOTHING_CHOSEN), ReminderTaskReason.NOTHING_CHOSEN),
        (by(CALL, ReminderGround.PERSON_UNKNOWN), ReminderTaskReason.PERSON_UNKNOWN),
        (by(CALL, ReminderGround.ADDRESS_UNKNOWN), ReminderTaskReason.ADDRESS_UNKNOWN),
        (by(CALL, ReminderGround.UNSAFE), ReminderTaskReason.UNSAFE),
        (by(NO_CONTACT, ReminderGround.FORBIDDEN), ReminderTaskReason.FORBIDDEN),
    ],
)
def test_where_no_machine_may_a_person_does_and_knows_why(memory, reach, reason):
    (fact,) = is_told(memory, of_visit(memory), reach).facts
    assert isinstance(fact, ReminderHandedOver) and fact.reason is reason
    assert (of_visit(memory).state, of_visit(memory).task_since) == (ReminderState.TASK, THE_DAY_BEFORE)


def test_for_every_ground_that_intake_gives_there_is_a_reason():
    assert {ReminderTaskReason(ground) for ground in ReminderGround} < set(ReminderTaskReason)


def test_a_way_that_the_deployment_does_not_have_is_a_person_s_as_well(memory):
    is_told(memory, of_visit(memory), BY_TEXT, has_channel=False)
    assert of_visit(memory).reason is ReminderTaskReason.CHANNEL_FAILED


def test_whoever_wishes_for_no_reminders_gets_none_and_nobody_is_asked_to_call(memory):
    (fact,) = is_told(memory, of_visit(memory), by(ReminderWay.UNWANTED, ReminderGround.CHOSEN)).facts
    assert isinstance(fact, ReminderEnded) and fact.reason is ReminderEndReason.UNWANTED


@pytest.mark.parametrize(
    ("after", "before", "state", "due"),
    [
        (time(16), time(18), ReminderState.PLANNED, "2026-03-16 16:00"),
        (time(8, 30), time(9), ReminderState.PLANNED, "2026-03-17 08:30"),
        (time(11), time(12), ReminderState.TASK, None),
        (time(5), time(6), ReminderState.TASK, None),
        (time(21), time(22), ReminderState.TASK, None),
    ],
)
def test_it_waits_for_an_hour_that_safe_contact_leaves_and_else_a_person_minds_it(memory, after, before, state, due):
    is_told(memory, of_visit(memory), replace(BY_TEXT, after=after, before=before))
    assert of_visit(memory).state is state
    assert of_visit(memory).due == (riga(due) if due else THE_DAY_BEFORE)


def test_at_night_it_waits_for_the_morning(memory):
    is_told(memory, of_visit(memory), BY_TEXT, at=riga("2026-03-16 22:30"))
    assert of_visit(memory).due == riga("2026-03-17 08:00")


def test_after_the_visit_it_is_too_late(memory):
    (fact,) = is_told(memory, of_visit(memory), BY_TEXT, at=TUESDAY).facts
    assert isinstance(fact, ReminderEnded) and fact.reason is ReminderEndReason.TOO_LATE


@pytest.mark.parametrize("fact", [cancelled(), moved(FRIDAY)], ids=["called off", "moved"])
def test_what_changes_while_a_message_is_under_way_is_told_after_it(memory, fact):
    under_way = begun(memory, of_visit(memory))
    hear(memory, fact, at=THE_DAY_BEFORE)
    state = of_visit(memory).state
    ends(memory, under_way, at=later(minutes=1))
    assert (of_visit(memory).state, of_visit(memory).told) == (state, (TUESDAY,))
    message = called_off(memory)
    assert (message.at, message.due) == (TUESDAY, later(minutes=16))


def test_a_late_failure_of_an_earlier_try_changes_nothing(memory):
    first = begun(memory, of_visit(memory))
    second = begun(memory, of_visit(memory))
    ends(memory, first, UNANSWERED)
    assert (of_visit(memory).failures, of_visit(memory).state) == (0, ReminderState.DUE)
    ends(memory, second)
    assert of_visit(memory).state is ReminderState.SENT


@pytest.mark.parametrize("outcome", ReminderTaskOutcome)
def test_a_person_says_what_came_of_it_and_whoever_was_told_is_told_when_it_is_called_off(memory, outcome):
    is_told(memory, of_visit(memory), by(CALL, ReminderGround.CHOSEN))
    decision = is_done(memory, outcome)
    assert isinstance(decision.facts[0], ReminderTaskDone) and of_visit(memory).state is ReminderState.DONE
    hear(memory, cancelled(), at=later(hours=2))
    told_off = (Reminder, called_off_id(occasion_id(ReminderOf.VISIT, VISIT))) in memory.states
    assert told_off is (outcome is ReminderTaskOutcome.TOLD)


def test_a_task_that_is_not_needed_any_more_leaves_the_list_and_others_hear_of_it(memory):
    is_told(memory, of_visit(memory), by(CALL, ReminderGround.CHOSEN))
    hear(memory, cancelled(), at=later(hours=1))
    assert of_visit(memory).state is ReminderState.ENDED
    assert [type(fact) for fact in memory.facts] == [ReminderHandedOver, ReminderEnded]


def test_nobody_closes_a_task_that_is_none():
    memory = Memory(RULES)
    hear(memory, scheduled())
    with pytest.raises(Refusal) as refused:
        is_done(memory, ReminderTaskOutcome.TOLD, sent(memory, of_visit(memory)))
    assert refused.value.code == "reminder-no-task"


def test_what_takes_place_again_is_not_called_off_any_more(memory):
    ends(memory, begun(memory, of_visit(memory)))
    hear(memory, moved(FRIDAY), at=later(minutes=1))
    hear(memory, moved(TUESDAY, before=FRIDAY), at=later(minutes=2))
    assert (called_off(memory).state, of_visit(memory).state) == (ReminderState.ENDED, ReminderState.SENT)


def test_whoever_was_told_that_it_is_off_is_told_when_it_is_on_again_and_off_again(memory):
    tomorrow = of_visit(memory, SOON)
    ends(memory, begun(memory, of_visit(memory)))
    hear(memory, moved(FRIDAY), at=later(minutes=1))
    sent(memory, called_off(memory))
    assert of_visit(memory).told == ()
    hear(memory, moved(TUESDAY, before=FRIDAY), at=later(minutes=30))
    sent(memory, tomorrow)
    assert (of_visit(memory, SOON).told, called_off(memory).told) == ((TUESDAY,), ())
    hear(memory, cancelled(), at=tomorrow.due)
    assert (called_off(memory).state, called_off(memory).at) == (ReminderState.PLANNED, TUESDAY)


def test_what_is_called_off_while_it_comes_back_is_said_to_be_on_again(memory):
    ends(memory, begun(memory, of_visit(memory, TOMORROW)))
    hear(memory, moved(FRIDAY), at=later(minutes=1))
    falls_due(memory, called_off(memory))
    under_way = begun(memory, called_off(memory))
    hear(memory, moved(TUESDAY, before=FRIDAY), at=later(minutes=17))
    ends(memory, under_way, at=later(minutes=18))
    assert called_off(memory).state is ReminderState.ENDED
    assert (of_visit(memory, SOON).state, of_visit(memory, SOON).at) == (ReminderState.PLANNED, TUESDAY)


def test_a_task_goes_with_the_visit_to_another_time(memory):
    is_told(memory, of_visit(memory), by(CALL, ReminderGround.CHOSEN))
    hear(memory, moved(FRIDAY), at=later(minutes=1))
    assert (of_visit(memory).state, of_visit(memory).at) == (ReminderState.PLANNED, FRIDAY)
    assert [type(fact) for fact in memory.facts] == [ReminderHandedOver, ReminderEnded]
