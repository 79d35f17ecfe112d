"""Loads by role never tell of fewer than five; whose work may make them ill, only the head sees, and it is recorded."""

from datetime import timedelta

import pytest

from shared.contracts.cases import CaseAssigned, CaseClosed, CaseOpened
from shared.contracts.contacts import ContactRecorded
from shared.contracts.fields import PublicLabel
from shared.contracts.units import StaffChanged, UnitChanged
from shared.contracts.visits import VisitCompleted, VisitScheduled
from shared.security import Actor, Purpose, Role
from tests.services.reporting.conftest import asking
from tests.services.reporting.instants import at
from tests.services.reporting.logs import Logs, bring, id_of
from tests.services.reporting.november_people import ADULTS, FAMILIES

WORKERS = [id_of(f"worker {n}") for n in range(7)]
NOVEMBER = {"from": "2026-11-01", "to": "2026-11-30", "lang": "en"}


def history() -> Logs:
    """Five social workers and two psychologists; the first worker has ten urgent cases of violence with children.

    Each other social worker has one routine case of an adult, but the last, whose case was closed.
    """
    logs = Logs()
    for unit in (FAMILIES, ADULTS):
        logs.tell(at(1), UnitChanged(unit=unit, label=PublicLabel(lv="Daļa"), active=True))
    for n, worker in enumerate(WORKERS):
        role, unit = ("social_worker", FAMILIES) if n < 5 else ("psychologist", ADULTS)
        logs.tell(at(1), StaffChanged(staff=worker, unit=unit, role=role, absent=False))
    for n in range(10):
        _case(logs, f"violent {n}", 0, priority="urgent", needs=("violence_in_family",), age_band="7-13")
    for n in range(1, 5):
        _case(logs, f"routine {n}", n, priority="routine", needs=(), age_band="25-64")
    closed = id_of("routine 4")
    logs.tell(at(20), CaseClosed(case=closed, referrals=(), outcome="needs_met", closed_at=at(20)))
    _met(logs, 0, late=2)
    _met(logs, 5, late=0)
    return logs


def _case(logs: Logs, name: str, worker: int, **about) -> None:
    case = id_of(name)
    logs.tell(at(2), CaseOpened(
        case=case, referrals=(), subjects=(), kind="other", unit=FAMILIES, opened_at=at(2), **about
    ))  # fmt: skip
    logs.tell(at(3), CaseAssigned(case=case, staff=WORKERS[worker], unit=FAMILIES))


def _met(logs: Logs, worker: int, late: int) -> None:
    """Four visits and a conversation within four weeks, and one visit before them."""
    case, who = {"case": id_of("violent 0")}, WORKERS[worker]
    for n in range(5):
        visit, planned = id_of(f"visit {n} by {worker}"), at(2) if n == 4 else at(10) + timedelta(days=n)
        logs.tell(planned, VisitScheduled(**case, visit=visit, staff=who, mode="phone", planned_at=planned))
        logs.tell(planned, VisitCompleted(
            **case, visit=visit, mode="phone", duration=30, outcome="support_given", completed_at=planned,
            after_hours=n < late,
        ))  # fmt: skip
    logs.tell(at(12), ContactRecorded(
        **case, contact=id_of(f"contact by {worker}"), staff=who, kind="counselling", mode="phone", partner="client",
        reached=True, began_at=at(12), minutes=10, after_hours=False,
    ))  # fmt: skip


@pytest.fixture
async def working(pool):
    await bring(pool, [[record for partition in history().records() for record in partition]])
    return pool


async def figure(client, **narrowed) -> list[tuple]:
    answer = (await client.get("/v1/figures", params=NOVEMBER | {"page": "workload"} | narrowed)).json()
    [rows] = [one["rows"] for one in answer["figures"] if one["name"] == "workload.by_role"]
    return [tuple(row.values()) for row in rows]


async def test_small_roles_are_counted_with_others_and_a_part_of_the_municipality_not_at_all(working):
    async with asking(working) as client:
        # A case of violence weighs 10 + 3 (urgent) + 10 (violence) + 4 (a child) = 27 of 300 points, ten 90 %; a
        # routine one 3 %. The psychologists work by sessions: 5 of 4 points, 7 %. (90 + 3 + 3 + 3 + 0 + 7 + 0) / 7 is
        # 15 %.
        # Ten of 13 open cases; 2 of 10 meetings. Only the first worker shows a sign.
        assert await figure(client) == [("several", 7, 13, 15, 77, 20, 1)]
        assert await figure(client, unit=str(FAMILIES)) == []


async def test_the_head_sees_whose_work_may_make_them_ill_and_why(working):
    async with asking(working) as client:
        answer = (await client.get("/v1/workload/workers", params=NOVEMBER)).json()
        of_unit = (await client.get("/v1/workload/workers", params=NOVEMBER | {"unit": str(ADULTS)})).json()
    first, *others = answer["workers"]
    assert answer["rule"] == "strain-2021"
    assert first == {
        "worker": str(WORKERS[0]), "unit": str(FAMILIES), "role": "social_worker", "cases": 10, "visits": 5,
        "load": 90, "violence": 100, "after_hours": 40, "reasons": ["after_hours", "violence"], "strained": True,
    }  # fmt: skip
    assert not any(one["strained"] for one in others)
    assert {one["worker"] for one in of_unit["workers"]} == {str(worker) for worker in WORKERS[5:]}
    subjects = await working.fetchval("select subjects from read_audit order by id limit 1")
    assert set(subjects) == set(WORKERS)


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.PUBLIC_RELATIONS, Role.AUDITOR, Role.SOCIAL_WORKER])
async def test_nobody_else_sees_it(told, role):
    purpose = {Role.AUDITOR: Purpose.AUDIT, Role.SOCIAL_WORKER: Purpose.CASE_WORK}.get(role, Purpose.STATISTICS)
    async with asking(told, Actor("somebody", frozenset({role}), purpose)) as client:
        assert (await client.get("/v1/workload/workers", params=NOVEMBER)).status_code == 403


@pytest.mark.parametrize(
    "query",
    [{"group": "children"}, {"mode": "normal"}, {"unit": str(id_of("nowhere"))}, {"territory": "0099000"}],
    ids=lambda query: next(iter(query)),
)
async def test_a_filter_that_fits_nobody_at_work_is_refused(client, query):
    answer = await client.get("/v1/workload/workers", params=NOVEMBER | query)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == f"/{next(iter(query))}"
