"""Visits recur on weekdays, every week or every other, and never on a holiday or a day that was left out."""

from datetime import date, time, timedelta

import pytest

from services.cases.domain.case import Case
from services.cases.domain.visits import series
from services.cases.domain.visits.planning import Plan
from services.cases.domain.visits.series import Recurrence, Skipped
from services.cases.domain.visits.visit import Visit, VisitState
from shared.calendar import RIGA
from shared.contracts.codes import VisitMode
from shared.decision import Refusal
from tests.services.cases.samples import MONDAY, RULES
from tests.services.cases.visits.life import begun, the_case
from tests.services.memory import Memory, cause

WHY = cause("series", MONDAY)
TEN = time(10)


def rule(weekdays, first: str, every: int = 1, at: time = TEN, **ends) -> Recurrence:
    return Recurrence(frozenset(weekdays), every, at, date.fromisoformat(first), **ends)


def plan(memory: Memory, recurrence: Recurrence) -> list[Visit]:
    case, template = (Case, the_case(memory).id), Plan(VisitMode.IN_PERSON, MONDAY)
    memory.take(
        [case],
        lambda world: series.schedule(
            world.get(*case), None, template, recurrence, WHY, RULES.visits, RULES.calendar, None
        ),
    )  # fmt: skip
    return memory.of(Visit)


@pytest.mark.parametrize(
    ("recurrence", "days"),
    [
        (rule([1, 4], "2026-03-17", count=4), ["03-19", "03-23", "03-26", "03-30"]),
        (rule([2], "2026-03-17", every=2, count=3), ["03-17", "03-31", "04-14"]),
        # The other week is counted from the week of the first day, also when that weekday has passed in it.
        (rule([1], "2026-03-17", every=2, count=2), ["03-30", "04-13"]),
        (rule([6, 7], "2026-03-21", until=date(2026, 3, 29)), ["03-21", "03-22", "03-28", "03-29"]),
        (rule([1, 2, 3], "2026-03-17", until=date(2026, 3, 17)), ["03-17"]),
    ],
)
def test_the_days_of_a_rule(recurrence, days):
    found, skipped = series.days(recurrence, RULES.calendar)
    assert ([f"{day:%m-%d}" for day in found], skipped) == (days, [])


def test_holidays_and_days_left_out_are_skipped_and_said_and_the_number_is_kept():
    left_out = frozenset({date(2026, 4, 13)})
    found, skipped = series.days(rule([1, 5], "2026-03-30", count=4, left_out=left_out), RULES.calendar)
    assert [f"{day:%m-%d}" for day in found] == ["03-30", "04-10", "04-17", "04-20"]
    assert skipped == [
        (date(2026, 4, 3), Skipped.HOLIDAY), (date(2026, 4, 6), Skipped.HOLIDAY), (date(2026, 4, 13), Skipped.LEFT_OUT)
    ]  # fmt: skip


def test_each_is_a_visit_of_its_own_at_the_same_time_of_the_clock_across_its_change():
    memory = begun()
    visits = plan(memory, rule([4], "2026-03-26", count=2))
    assert [visit.planned_at.astimezone(RIGA).hour for visit in visits] == [10, 10]
    assert visits[1].planned_at - visits[0].planned_at == timedelta(days=7, hours=-1)
    assert {visit.series for visit in visits} == {series.series_id(WHY)}
    assert set(the_case(memory).open_visits) == {visit.id for visit in visits}


@pytest.mark.parametrize(
    ("recurrence", "code"),
    [
        (rule([7], "2026-03-22", at=time(3, 30), count=2), "local-time-skipped: On 2026-03-29"),
        (rule([1], "2026-03-09", count=2), "visit-before-case"),
        (rule([1], "2027-03-29", count=1), "visit-too-far-ahead"),
        (rule([1], "2026-03-17", until=date(2026, 3, 17)), "series-length"),
        (rule([1], "2026-03-17"), "series-length: Say until when"),
        (rule(range(1, 8), "2026-03-17", until=date(2026, 12, 31)), "series-length"),
    ],
)
def test_a_series_that_cannot_be_is_refused_whole(recurrence, code):
    memory = begun()
    with pytest.raises(Refusal, match=code):
        plan(memory, recurrence)
    assert memory.of(Visit) == []


def test_its_end_calls_off_what_lies_ahead_and_the_case_waits_for_nothing():
    memory = begun()
    visits = plan(memory, rule([1, 4], "2026-03-19", count=3))
    refs = [(Case, the_case(memory).id), *((Visit, visit.id) for visit in visits[1:])]
    memory.take(
        refs, lambda world: series.end(world.get(*refs[0]), [world.get(*ref) for ref in refs[1:]], "client_request")
    )
    states = [visit.state for visit in memory.of(Visit)]
    assert states == [VisitState.PLANNED, VisitState.CANCELLED, VisitState.CANCELLED]
    assert the_case(memory).open_visits == (visits[0].id,)
