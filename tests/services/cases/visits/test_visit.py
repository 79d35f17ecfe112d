"""A visit is planned by whoever has the case, begins once, and is over once: completed, missed or cancelled."""

from datetime import timedelta

import pytest

from services.cases.domain.visits.visit import Visit, VisitState
from shared.contracts.codes import VisitMode, VisitOutcome
from shared.contracts.contact_codes import VisitPlace
from shared.contracts.visits import VisitCancelled, VisitCompleted, VisitMissed, VisitRescheduled, VisitScheduled
from shared.decision import Refusal
from tests.services.cases.samples import MARTA, MONDAY, opened, service
from tests.services.cases.visits.life import (
    TOMORROW,
    begun,
    cancel,
    carry_out,
    complete,
    confirm,
    miss,
    move,
    plan,
    start,
    the_case,
)


@pytest.fixture
def memory():
    return begun()


def test_a_visit_is_planned_for_whoever_has_the_case(memory):
    planned = plan(memory)
    (fact,) = memory.facts
    assert fact == VisitScheduled(
        case=planned.case_id, visit=planned.id, staff=MARTA, mode=VisitMode.IN_PERSON, planned_at=TOMORROW,
        place=VisitPlace.HOME, service_mode=fact.service_mode,
    )  # fmt: skip
    assert the_case(memory).open_visits == (planned.id,)


def test_a_visit_may_be_planned_for_the_very_instant_in_which_the_case_was_opened(memory):
    assert plan(memory, at=MONDAY).planned_at == MONDAY


@pytest.mark.parametrize(
    ("end", "fact", "state"),
    [
        (carry_out, VisitCompleted, VisitState.COMPLETED),
        (miss, VisitMissed, VisitState.MISSED),
        (cancel, VisitCancelled, VisitState.CANCELLED),
    ],
)
def test_a_visit_that_is_over_is_open_no_more(memory, end, fact, state):
    planned, other = plan(memory), plan(memory, "another")
    assert [type(said) for said in end(memory, planned).facts] == [fact]
    assert memory.states[Visit, planned.id].state is state
    assert the_case(memory).open_visits == (other.id,)


@pytest.mark.parametrize("end", [carry_out, miss, cancel])
@pytest.mark.parametrize("again", [complete, miss, cancel, start, confirm])
def test_a_visit_is_over_once(memory, end, again):
    planned = plan(memory)
    end(memory, planned)
    before = dict(memory.states)
    with pytest.raises(Refusal, match=r"visit-over: The visit is (completed|missed|cancelled); plan a new one"):
        again(memory, planned)
    assert memory.states == before


def test_what_took_place_counts_not_what_was_planned(memory):
    planned = plan(memory)
    complete(memory, planned, mode=VisitMode.PHONE, score=7)
    done = memory.states[Visit, planned.id]
    assert (done.mode, done.duration, done.outcome, done.score) == (VisitMode.PHONE, 45, VisitOutcome.SUPPORT_GIVEN, 7)


def test_the_first_contact_is_the_first_visit_that_took_place(memory):
    missed, first, second = plan(memory), plan(memory, "first"), plan(memory, "second")
    miss(memory, missed)
    assert the_case(memory).first_contact_at is None
    carry_out(memory, first, at=TOMORROW)
    carry_out(memory, second, at=TOMORROW + timedelta(days=7))
    assert the_case(memory).first_contact_at == TOMORROW


def test_no_visit_is_planned_before_its_case_was_opened(memory):
    with pytest.raises(Refusal, match="visit-before-case") as refused:
        plan(memory, at=MONDAY - timedelta(seconds=1))
    assert (refused.value.status, refused.value.pointers[0][0]) == (409, "/planned_at")


def test_no_visit_is_planned_in_a_case_that_nobody_has():
    memory = service()
    opened(memory)
    with pytest.raises(Refusal, match="case-unassigned: Assign the case before planning a visit"):
        plan(memory)


def test_a_visit_that_is_moved_keeps_for_when_it_was_planned_and_is_confirmed_no_more(memory):
    planned = plan(memory)
    confirm(memory, planned)
    move(memory, planned, TOMORROW + timedelta(days=1))
    move(memory, planned, TOMORROW + timedelta(days=2))
    moved = memory.states[Visit, planned.id]
    assert (moved.state, moved.planned_at) == (VisitState.PLANNED, TOMORROW + timedelta(days=2))
    assert moved.moved_from == (TOMORROW, TOMORROW + timedelta(days=1))
    assert moved.moved_why == ("client_request", "client_request")
    assert [fact.before for fact in memory.facts if isinstance(fact, VisitRescheduled)] == list(moved.moved_from)


@pytest.mark.parametrize("at", [TOMORROW + timedelta(days=367), MONDAY.replace(year=2126)])
@pytest.mark.parametrize("how", [plan, lambda memory, at: move(memory, plan(memory), at)])
def test_a_year_that_was_mistyped_is_noticed(memory, how, at):
    with pytest.raises(Refusal, match="visit-too-far-ahead: A visit is planned at most 366 days ahead") as refused:
        how(memory, at=at)
    assert refused.value.status == 409


def test_a_visit_in_person_is_not_completed_before_it_has_begun(memory):
    planned = plan(memory)
    with pytest.raises(Refusal, match="visit-not-started"):
        complete(memory, planned)
    start(memory, planned)
    assert complete(memory, planned).facts[-1].completed_at == TOMORROW


def test_a_call_has_no_place(memory):
    with pytest.raises(Refusal, match="place-without-meeting"):
        plan(memory, mode=VisitMode.PHONE, place=VisitPlace.OFFICE)


def test_a_call_needs_no_beginning(memory):
    planned = plan(memory, mode=VisitMode.PHONE)
    assert planned.place is None
    assert complete(memory, planned, mode=VisitMode.PHONE).facts[-1].mode is VisitMode.PHONE


@pytest.mark.parametrize("act", [cancel, confirm, start, lambda m, v: move(m, v, TOMORROW)])
def test_what_has_begun_is_completed_or_missed_and_nothing_else(memory, act):
    planned = plan(memory)
    start(memory, planned)
    with pytest.raises(Refusal, match="visit-started"):
        act(memory, planned)
    miss(memory, planned)
    assert memory.states[Visit, planned.id].state is VisitState.MISSED


@pytest.mark.parametrize(
    ("ended", "code"),
    [
        (TOMORROW - timedelta(minutes=31), "visit-ends-before-it-begins"),
        (TOMORROW + timedelta(minutes=6), "visit-in-the-future"),
    ],
)
def test_a_visit_ends_after_it_began_and_not_in_the_future(memory, ended, code):
    planned = plan(memory)
    start(memory, planned, began=TOMORROW - timedelta(minutes=30))
    with pytest.raises(Refusal, match=code) as refused:
        complete(memory, planned, ended_at=ended)
    assert (refused.value.status, refused.value.pointers[0][0]) == (409, "/ended_at")


@pytest.mark.parametrize(
    ("began", "code"),
    [(TOMORROW + timedelta(hours=1), "visit-in-the-future"), (MONDAY - timedelta(hours=1), "visit-before-case")],
)
def test_a_visit_begins_neither_in_the_future_nor_before_its_case(memory, began, code):
    with pytest.raises(Refusal, match=code):
        start(memory, plan(memory), began=began)


@pytest.mark.parametrize(
    ("began", "late"),
    [("2026-03-17T16:30", False), ("2026-03-17T17:30", True), ("2026-03-21T11:00", True), ("2026-03-17T08:29", True)],
)
def test_work_outside_of_office_hours_is_noted(memory, began, late):
    began = MONDAY.fromisoformat(began).replace(tzinfo=MONDAY.tzinfo)
    planned = plan(memory, at=began)
    start(memory, planned, at=began)
    complete(memory, planned, at=began + timedelta(minutes=45))
    assert memory.states[Visit, planned.id].after_hours is late
