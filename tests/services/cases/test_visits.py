"""A visit is planned by whoever has the case, and is over once: completed, missed or cancelled."""

from datetime import timedelta

import pytest

from services.cases.domain import work
from services.cases.domain.case import Case
from services.cases.domain.units.staff import Staff
from services.cases.domain.visits import visit
from services.cases.domain.visits.visit import Visit, VisitState
from shared.contracts.codes import VisitCancelReason, VisitMissReason, VisitMode, VisitOutcome
from shared.contracts.visits import VisitCancelled, VisitCompleted, VisitMissed, VisitScheduled
from shared.decision import Refusal
from tests.services.cases.samples import MARTA, MONDAY, opened, service
from tests.services.memory import Memory, cause

TOMORROW = MONDAY + timedelta(days=1)


@pytest.fixture
def memory():
    memory = service()
    case = opened(memory)
    refs = [(Case, case.id), (Staff, MARTA)]
    memory.take(refs, lambda world: work.assign(world.get(*refs[0]), world.get(*refs[1]), cause("assign", MONDAY)))
    memory.facts.clear()
    return memory


def the_case(memory: Memory) -> Case:
    return memory.of(Case)[0]


def plan(memory: Memory, name: str = "visit", at=TOMORROW) -> Visit:
    why, case = cause(name, MONDAY), (Case, the_case(memory).id)
    ref = (Visit, visit.visit_id(why))
    memory.take([case, ref], lambda world: visit.schedule(world.get(*case), VisitMode.IN_PERSON, at, why))
    return memory.states[ref]


def act(memory: Memory, planned: Visit, rule):
    refs = [(Case, planned.case_id), (Visit, planned.id)]
    return memory.take(refs, lambda world: rule(world.get(*refs[0]), world.get(*refs[1])))


def complete(memory, planned, at=TOMORROW, mode=VisitMode.IN_PERSON):
    why = cause("done", at)
    return act(memory, planned, lambda c, v: visit.complete(c, v, mode, 45, VisitOutcome.SUPPORT_GIVEN, why))


def miss(memory, planned):
    return act(memory, planned, lambda c, v: visit.miss(c, v, VisitMissReason.CLIENT_ABSENT))


def cancel(memory, planned):
    return act(memory, planned, lambda c, v: visit.cancel(c, v, VisitCancelReason.RESCHEDULED))


def test_a_visit_is_planned_for_whoever_has_the_case(memory):
    planned = plan(memory)
    assert memory.facts == [
        VisitScheduled(
            case=planned.case_id, visit=planned.id, staff=MARTA, mode=VisitMode.IN_PERSON, planned_at=TOMORROW
        )
    ]
    assert the_case(memory).open_visits == (planned.id,)


def test_a_visit_may_be_planned_for_the_very_instant_in_which_the_case_was_opened(memory):
    assert plan(memory, at=MONDAY).planned_at == MONDAY


@pytest.mark.parametrize(
    ("end", "fact", "state"),
    [
        (complete, VisitCompleted, VisitState.COMPLETED),
        (miss, VisitMissed, VisitState.MISSED),
        (cancel, VisitCancelled, VisitState.CANCELLED),
    ],
)
def test_a_visit_that_is_over_is_open_no_more(memory, end, fact, state):
    planned, other = plan(memory), plan(memory, "another")
    assert [type(said) for said in end(memory, planned).facts] == [fact]
    assert memory.states[Visit, planned.id].state is state
    assert the_case(memory).open_visits == (other.id,)


@pytest.mark.parametrize("end", [complete, miss, cancel])
@pytest.mark.parametrize("again", [complete, miss, cancel])
def test_a_visit_is_over_once(memory, end, again):
    planned = plan(memory)
    end(memory, planned)
    before = dict(memory.states)
    with pytest.raises(Refusal, match=r"visit-over: The visit is (completed|missed|cancelled); plan a new one"):
        again(memory, planned)
    assert memory.states == before


def test_what_took_place_counts_not_what_was_planned(memory):
    planned = plan(memory)
    complete(memory, planned, mode=VisitMode.PHONE)
    done = memory.states[Visit, planned.id]
    assert (done.mode, done.duration, done.outcome) == (VisitMode.PHONE, 45, VisitOutcome.SUPPORT_GIVEN)


def test_the_first_contact_is_the_first_visit_that_took_place(memory):
    missed, first, second = plan(memory), plan(memory, "first"), plan(memory, "second")
    miss(memory, missed)
    assert the_case(memory).first_contact_at is None
    complete(memory, first, at=TOMORROW)
    complete(memory, second, at=TOMORROW + timedelta(days=7))
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
