"""What reporting makes of a case that rests, is a duplicate, or is spoken about; each history is one case."""

import pytest

from services.reporting.reports.report import report
from shared.contracts.case_life import (
    CaseMarkedDuplicate,
    CaseMoved,
    CaseResumed,
    CaseSuspended,
    CaseUnmarkedDuplicate,
)
from shared.contracts.cases import CaseAssigned, CaseClosed, CaseOpened, CaseReopened
from shared.contracts.contacts import ContactRecorded
from shared.contracts.plans import PlanApproved, PlanSubmitted
from shared.contracts.visits import VisitCompleted, VisitScheduled
from tests.services.reporting.instants import at
from tests.services.reporting.logs import Logs, bring, id_of
from tests.services.reporting.november_people import ADULTS, LIGITA
from tests.services.reporting.test_figures import NOVEMBER, tuples

CASE = {"case": id_of("case")}
OTHER = {"of": id_of("the other one")}
ASSIGNED = CaseAssigned(**CASE, staff=LIGITA, unit=ADULTS)
SERVICES, REST = CaseMoved(**CASE, stage="services"), CaseSuspended(**CASE, reason="client_away")
CLOSED = CaseClosed(**CASE, referrals=(), outcome="needs_met", closed_at=at(9))
AGAIN = CaseReopened(**CASE, referrals=(), reason="new_report", reopened_at=at(10))
DUPLICATE, NO_DUPLICATE = CaseMarkedDuplicate(**CASE, **OTHER), CaseUnmarkedDuplicate(**CASE, **OTHER)


async def after(pool, *facts):
    """The figures of November about one case that was opened on its first day and due on the fifth."""
    logs = Logs()
    logs.tell(at(1), CaseOpened(
        **CASE, referrals=(), subjects=(), kind="other", priority="routine", needs=(), age_band="25-64", unit=ADULTS,
        opened_at=at(1), due_at=at(5),
    ))  # fmt: skip
    for fact in facts:
        logs.tell(at(9), fact)
    await bring(pool, [[record for partition in logs.records() for record in partition]])
    return (await report(pool, NOVEMBER)).rows


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ((), "open"),
        ((ASSIGNED,), "assigned"),
        ((ASSIGNED, SERVICES), "services"),
        ((ASSIGNED, SERVICES, REST), "suspended"),
        ((ASSIGNED, SERVICES, REST, CaseResumed(**CASE)), "services"),
        ((ASSIGNED, SERVICES, CLOSED), None),
        ((ASSIGNED, REST, CLOSED, AGAIN), "reopened"),
        ((ASSIGNED, CLOSED, AGAIN, SERVICES), "services"),
        ((ASSIGNED, SERVICES, DUPLICATE), None),
        ((ASSIGNED, SERVICES, REST, DUPLICATE, NO_DUPLICATE), "services"),
    ],
)
async def test_a_case_stands_where_its_last_fact_left_it(pool, facts, state):
    found = await after(pool, *facts)
    assert tuples(found["cases.by_state"]) == ([("adult", state, 1)] if state else [])
    assert sum(row["open"] for row in found["cases.by_class"]) == (1 if state else 0)


async def test_a_duplicate_ended_as_one_until_it_is_none(pool):
    assert tuples((await after(pool, DUPLICATE))["cases.outcomes"]) == [("duplicate", 1)]


def spoken(partner: str, reached: bool, day: int) -> ContactRecorded:
    return ContactRecorded(
        **CASE, contact=id_of("contact"), staff=LIGITA, kind="counselling", mode="phone", partner=partner,
        reached=reached, began_at=at(day), minutes=10, after_hours=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("said", "clock"),
    [
        (spoken("client", reached=True, day=4), "kept"),
        (spoken("client", reached=True, day=6), "missed"),
        (spoken("client", reached=False, day=4), "missed"),
        (spoken("relative", reached=True, day=4), "missed"),
    ],
)
async def test_speaking_to_the_client_ends_the_clock_as_a_visit_does(pool, said, clock):
    [row] = (await after(pool, said))["cases.first_contact"]
    assert [name for name in ("kept", "missed", "dropped", "running") if row[name]] == [clock]


async def test_the_next_edition_of_a_plan_takes_the_place_of_the_one_before_it(pool):
    told = {"kind": "transition", "author": LIGITA, "approved_by": ADULTS, "review_on": "2026-12-24", "goals": 1}
    told |= {"steps": 1, "areas": (), "methods": ()}
    facts = []
    for n in (1, 2):
        plan = CASE | {"plan": id_of(f"edition {n}")}
        replaced = id_of("edition 1") if n == 2 else None
        facts.append(PlanSubmitted(**plan, author=LIGITA, submitted_at=at(n + 10)))
        facts.append(PlanApproved(**plan, **told, edition=n, approved_at=at(n + 10), replaces=replaced))
    assert tuples((await after(pool, *facts))["plans"]) == [("transition", 2, 0, 2, 1, 0)]


async def test_a_visit_that_took_place_before_its_hour_counts_where_it_took_place(pool):
    visit = {**CASE, "visit": id_of("visit"), "mode": "phone"}
    later = VisitScheduled(**visit, staff=LIGITA, planned_at=at(30, 23))
    sooner = VisitCompleted(**visit, duration=5, outcome="no_concern", completed_at=at(9))
    found = await after(pool, ASSIGNED, later, sooner)
    assert [row["remote"] for row in found["work.by_mode"]] == [1]
