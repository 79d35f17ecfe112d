"""What happens to visits and requests, and who is reminded of what: moved with it, called off with it, never twice."""

import pytest

from services.notifications.domain.reminders.occasion import called_off_id, occasion_id
from services.notifications.domain.reminders.reminder import Reminder, ReminderState, Says
from services.notifications.handlers import FACTS, REPLAYED
from shared.contracts.codes import VisitCancelReason, VisitMissReason, VisitMode, VisitOutcome
from shared.contracts.contact_codes import RescheduleReason, VisitPlace
from shared.contracts.reminder_codes import ReminderEndReason, ReminderOf
from shared.contracts.request_codes import RequestKind, ServiceEndReason
from shared.contracts.requests import (
    PlaceAccepted,
    PlaceDeclined,
    ServiceEnded,
    ServiceStarted,
    WaitingConfirmed,
    WaitingUnanswered,
)
from shared.contracts.visits import VisitCompleted, VisitConfirmed, VisitMissed
from tests.services.memory import Memory, cause
from tests.services.notifications.reminders.samples import (
    FRIDAY,
    MONDAY,
    REQUEST,
    SOON,
    THE_DAY_BEFORE,
    TOMORROW,
    TUESDAY,
    VISIT,
    cancelled,
    falls_due,
    hear,
    later,
    moved,
    of_visit,
    offered,
    planned,
    requested,
    runs_out_soon,
    scheduled,
    sent,
    still_waiting,
)
from tests.services.notifications.samples import RULES, id_of, riga, runs_out

CONFIRMED = VisitConfirmed(case=id_of("case a"), visit=VISIT)
IN_TWO_HOURS = riga("2026-03-17 08:00")
OFFERED_AT = riga("2026-03-16 10:15")
OF_REQUEST = {"request": REQUEST, "case": id_of("case a"), "offer": id_of("service")}


@pytest.fixture
def memory():
    return Memory(RULES)


def called_off(memory) -> Reminder | None:
    return memory.states.get((Reminder, called_off_id(occasion_id(ReminderOf.VISIT, VISIT))))


@pytest.mark.parametrize(
    ("mode", "place", "rules"),
    [
        (VisitMode.PHONE, None, [TOMORROW, SOON]),
        (VisitMode.VIDEO, None, [TOMORROW, SOON]),
        (VisitMode.ONLINE, None, [TOMORROW, SOON]),
        (VisitMode.IN_PERSON, VisitPlace.OFFICE, ["office-visit-tomorrow"]),
        (VisitMode.IN_PERSON, VisitPlace.HOME, []),
        (VisitMode.IN_PERSON, VisitPlace.ELSEWHERE, []),
    ],
)
def test_a_client_is_reminded_of_a_visit_by_its_mode_and_of_none_at_home_that_nobody_announced(
    memory, mode, place, rules
):
    hear(memory, scheduled(mode=mode, place=place))
    assert [rule for rule, _ in planned(memory)] == rules


def test_a_visit_at_home_is_reminded_of_once_the_client_knows_of_it(memory):
    hear(memory, scheduled(mode=VisitMode.IN_PERSON, place=VisitPlace.HOME), CONFIRMED)
    assert planned(memory) == [("home-visit-tomorrow", THE_DAY_BEFORE)]
    hear(memory, moved(FRIDAY), at=later(minutes=-1))
    assert planned(memory) == []
    hear(memory, CONFIRMED, at=later())
    assert planned(memory) == [("home-visit-tomorrow", riga("2026-03-19 15:00"))]


def test_the_reminders_of_a_visit_go_with_it_to_another_time(memory):
    hear(memory, scheduled())
    assert planned(memory) == [(TOMORROW, THE_DAY_BEFORE), (SOON, IN_TWO_HOURS)]
    hear(memory, moved(FRIDAY))
    assert planned(memory) == [(TOMORROW, riga("2026-03-19 15:00")), (SOON, riga("2026-03-20 09:00"))]
    assert len(memory.of(Reminder)) == 2
    falls_due(memory, of_visit(memory, SOON))
    assert of_visit(memory).state is ReminderState.PLANNED


def test_the_timer_of_the_time_before_does_nothing(memory):
    (first, _) = hear(memory, scheduled())
    hear(memory, moved(FRIDAY))
    before = of_visit(memory)
    runs_out(memory, first)
    assert of_visit(memory) == before


def test_heard_twice_it_is_one_reminder(memory):
    hear(memory, scheduled())
    before = memory.of(Reminder)
    assert hear(memory, scheduled(), at=later(hours=-1)) == [] and memory.of(Reminder) == before


def test_a_visit_that_is_called_off_before_anybody_was_reminded_is_not_spoken_of(memory):
    hear(memory, scheduled(), cancelled())
    assert [one.state for one in memory.of(Reminder)] == [ReminderState.ENDED] * 2
    assert (planned(memory), called_off(memory), memory.facts) == ([], None, [])


@pytest.mark.parametrize("fact", [cancelled(), moved(FRIDAY)], ids=["called off", "moved"])
def test_whoever_was_reminded_is_told_that_it_does_not_take_place_then(memory, fact):
    hear(memory, scheduled())
    sent(memory, of_visit(memory))
    hear(memory, fact, at=later(hours=1))
    message = called_off(memory)
    assert (message.says, message.at, message.due) == (Says.CALLED_OFF, TUESDAY, later(hours=1, minutes=15))
    hear(memory, fact, at=later(hours=2))
    assert called_off(memory) == message, "once"


@pytest.mark.parametrize(
    "fact",
    [cancelled(VisitCancelReason.CLIENT_REQUEST), moved(FRIDAY, reason=RescheduleReason.CLIENT_REQUEST)],
    ids=["called off", "moved"],
)
def test_whoever_asked_for_it_themselves_is_not_told(memory, fact):
    hear(memory, scheduled())
    sent(memory, of_visit(memory))
    hear(memory, fact, at=later(hours=1))
    assert called_off(memory) is None


def test_a_visit_that_comes_back_to_the_time_they_were_told_of_needs_no_second_reminder(memory):
    hear(memory, scheduled())
    sent(memory, of_visit(memory))
    hear(memory, moved(FRIDAY), at=later(minutes=1))
    assert of_visit(memory).state is ReminderState.PLANNED
    hear(memory, moved(TUESDAY, before=FRIDAY), at=later(minutes=2))
    assert (of_visit(memory).state, of_visit(memory).at) == (ReminderState.SENT, TUESDAY)


@pytest.mark.parametrize(
    "over",
    [
        VisitCompleted(case=id_of("case a"), visit=VISIT, mode=VisitMode.PHONE, duration=30,
                       outcome=VisitOutcome.NO_CONCERN, completed_at=MONDAY),
        VisitMissed(case=id_of("case a"), visit=VISIT, reason=VisitMissReason.CLIENT_ABSENT, planned_at=TUESDAY),
    ],
    ids=["completed", "missed"],
)  # fmt: skip
def test_after_the_visit_nobody_is_reminded_of_it(memory, over):
    hear(memory, scheduled(), over)
    assert {one.ended for one in memory.of(Reminder)} == {ReminderEndReason.OVER}


def test_of_a_visit_that_was_planned_before_reminders_were_only_a_new_time_is_known(memory):
    hear(memory, CONFIRMED, cancelled())
    assert memory.of(Reminder) == []


@pytest.mark.parametrize(
    ("fact", "rules"),
    [
        (offered(), [("place-offered", OFFERED_AT), ("offer-ends-tomorrow", riga("2026-03-19 10:00"))]),
        (still_waiting(), [("still-waiting", OFFERED_AT)]),
        (runs_out_soon(), [("service-runs-out", OFFERED_AT)]),
    ],
    ids=["a place is offered", "still waiting", "a service runs out"],
)
def test_whoever_is_asked_something_hears_of_it_in_time(memory, fact, rules):
    hear(memory, requested(), fact)
    assert planned(memory) == rules
    assert {one.person for one in memory.of(Reminder)} == {id_of("somebody else")}


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        (offered(), PlaceAccepted(**OF_REQUEST, accepted_at=MONDAY)),
        (offered(), PlaceDeclined(**OF_REQUEST, reason="postponed", declined_at=MONDAY)),
        (offered(), ServiceStarted(**OF_REQUEST, started_at=MONDAY)),
        (still_waiting(), WaitingConfirmed(**OF_REQUEST, confirmed_at=MONDAY)),
        (still_waiting(), WaitingUnanswered(**OF_REQUEST, since=MONDAY)),
        (still_waiting(), ServiceEnded(**OF_REQUEST, reason=ServiceEndReason.NOT_NEEDED, ended_at=MONDAY)),
        (runs_out_soon(), ServiceEnded(**OF_REQUEST, reason=ServiceEndReason.COMPLETED, ended_at=MONDAY)),
        (runs_out_soon(), requested(id_of("next"), kind=RequestKind.RENEWAL, renews=REQUEST)),
    ],
)
def test_what_is_answered_nobody_is_reminded_of(memory, asked, answer):
    hear(memory, requested(), asked)
    assert planned(memory)
    hear(memory, answer)
    assert planned(memory) == []


def test_whoever_is_asked_again_is_reminded_again(memory):
    hear(memory, requested(), still_waiting(), WaitingConfirmed(**OF_REQUEST, confirmed_at=MONDAY))
    hear(memory, still_waiting(riga("2026-06-19 11:00")), at=riga("2026-06-01 10:00"))
    assert planned(memory) == [("still-waiting", riga("2026-06-01 10:15"))]


def test_after_a_restore_nobody_is_reminded_twice(memory):
    """What was told comes back from the service's own facts; hearing of the visit again does the rest."""
    hear(memory, scheduled())
    sent(memory, of_visit(memory))
    hear(memory, moved(FRIDAY), at=later(hours=1))
    restored = Memory(RULES)
    for fact in memory.facts:
        restored.hear(REPLAYED[fact.type], fact, cause("replayed", MONDAY))
    restored.facts.clear()
    hear(restored, scheduled(), at=later(hours=1))
    assert of_visit(restored).state is ReminderState.SENT
    hear(restored, moved(FRIDAY), at=later(hours=1))
    assert planned(restored) == planned(memory) and restored.facts == []
    assert set(FACTS) >= {fact.type for fact in (scheduled(), moved(FRIDAY))}
