"""What is late at the end, whenever it began; each history is one case, opened on the first and due on the fifth."""

from dataclasses import replace
from datetime import date

import pytest

from services.reporting.reports.report import report
from shared.contracts.tasks import TaskAdded, TaskCompleted
from shared.contracts.visits import VisitCancelled, VisitScheduled
from tests.services.reporting.instants import at
from tests.services.reporting.logs import id_of
from tests.services.reporting.test_case_life import AGAIN, CASE, CLOSED, after, spoken
from tests.services.reporting.test_figures import NOVEMBER

TASK = {**CASE, "task": id_of("task"), "kind": "to_do", "due_at": at(6)}
ADDED, DONE = TaskAdded(**TASK, statutory=False), TaskCompleted(**TASK, completed_at=at(8))
VISIT = {**CASE, "visit": id_of("visit")}
PLANNED = VisitScheduled(**VISIT, staff=id_of("staff"), mode="phone", planned_at=at(7))
CALLED_OFF = VisitCancelled(**VISIT, reason="client_request")


async def late(pool, day: int, **narrowed) -> tuple[int, int, int]:
    """(first contacts, tasks, visits) that are late at the end of a day, which is asked about alone."""
    day = date(2026, 11, day)
    [sums] = (await report(pool, replace(NOVEMBER, first=day, last=day, **narrowed))).rows["overview"]
    return sums["first_contact_overdue"], sums["tasks_overdue"], sums["visits_unreported"]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ((), {4: (0, 0, 0), 5: (1, 0, 0), 29: (1, 0, 0)}),
        ((spoken("client", reached=True, day=6),), {5: (1, 0, 0), 6: (0, 0, 0)}),
        ((spoken("client", reached=True, day=4),), {5: (0, 0, 0)}),
        # What is closed is late with nothing, also with a task that nobody did; opened again, it is.
        ((ADDED, CLOSED), {5: (1, 0, 0), 8: (1, 1, 0), 9: (0, 0, 0), 29: (0, 0, 0)}),
        ((ADDED, CLOSED, AGAIN), {29: (1, 1, 0)}),
        ((ADDED, DONE), {6: (1, 1, 0), 7: (1, 1, 0), 8: (1, 0, 0)}),
        ((spoken("client", reached=True, day=10), CLOSED), {8: (1, 0, 0), 9: (0, 0, 0)}),
        ((PLANNED,), {6: (1, 0, 0), 7: (1, 0, 1), 29: (1, 0, 1)}),
        ((PLANNED, CALLED_OFF), {7: (1, 0, 0)}),
    ],
)
async def test_it_is_late_from_its_time_until_somebody_has_done_it(pool, facts, expected):
    await after(pool, *facts)
    assert {day: await late(pool, day) for day in expected} == expected


async def test_of_a_unit_only_what_is_late_in_its_cases(pool):
    await after(pool, ADDED, PLANNED)
    assert await late(pool, 29, unit=id_of("another unit")) == (0, 0, 0)
