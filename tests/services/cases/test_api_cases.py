"""A case over HTTP, from opening to its outcome, by those who may, at the version they saw."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from shared.contracts.intake import ReferralAccepted, ReferralWithdrawn
from tests.services.cases.samples import MARTA as MARTA_ID
from tests.services.cases.samples import MONDAY, accepted, person
from tests.services.memory import cause
from tests.services.running import INESE, LIGITA, MARTA, PRESS, VADIBA, Caller, facts, hear, partner

pytestmark = pytest.mark.asyncio(loop_scope="session")

OPEN = {"subjects": [str(person("Ilze"))], "needs": ["home_care"], "priority": "asap", "age_band": "65+"}
DAY = datetime.now(UTC).date() + timedelta(days=30)
PLANNED = {"mode": "in_person", "planned_at": f"{DAY}T10:00:00Z"}
UNKNOWN = "019c0b6e-41c7-7a10-8f3e-5d2b9a7c1e01"


@pytest.fixture
def marta(cases) -> Caller:
    return Caller(cases, MARTA)


@pytest.fixture
def ligita(cases) -> Caller:
    return Caller(cases, LIGITA)


async def opened(caller: Caller, **changed) -> dict:
    return (await caller.do("/v1/cases", OPEN | changed)).json()


async def assigned(ligita: Caller) -> dict:
    case = await opened(ligita)
    return (await ligita.do(f"/v1/cases/{case['id']}/assign", {"staff": str(MARTA_ID)}, version=1)).json()


async def planned(ligita: Caller, case: dict) -> dict:
    return (await ligita.do(f"/v1/cases/{case['id']}/visits", PLANNED, version=case["version"])).json()


async def referred(cases, name: str = "r1", **changed) -> ReferralAccepted:
    """Intake accepts a referral, and cases hears of it."""
    fact = accepted(name).model_copy(update=changed)
    await hear(cases, "intake", fact, cause(name, MONDAY))
    return fact


async def test_the_whole_way_of_a_case(cases, marta, ligita):
    case = await assigned(ligita)
    assert (case["state"], case["staff"], case["version"]) == ("assigned", str(MARTA_ID), 2)
    path = f"/v1/cases/{case['id']}"
    visit = await marta.do(f"{path}/visits", PLANNED, version=2)
    assert (visit.status_code, visit.headers["Location"]) == (201, f"/v1/visits/{visit.json()['id']}")
    done = {"mode": "phone", "minutes": 45, "outcome": "support_given"}
    completed = await marta.do(f"{visit.headers['Location']}/complete", done, version=1)
    assert (completed.json()["state"], completed.json()["duration"]) == ("completed", 45)
    now = (await marta.get(path)).json()
    assert (now["open_visits"], now["first_contact_at"] is None) == ([], False)
    asked = await marta.do(f"{path}/closure", {"outcome": "needs_met"}, version=now["version"])
    closed = await ligita.do(f"{path}/closure/approve", version=asked.json()["version"])
    assert (closed.status_code, closed.json()["state"], closed.json()["outcome"]) == (200, "closed", "needs_met")
    assert (await facts(cases))[-6:] == [
        "case-opened", "case-assigned", "visit-scheduled", "visit-completed", "closure-requested", "case-closed"
    ]  # fmt: skip


async def test_a_case_shows_that_its_sender_took_the_referral_back(cases, marta):
    fact = await referred(cases)
    withdrawn = ReferralWithdrawn(referral=fact.referral, reason="sent_in_error")
    await hear(cases, "intake", withdrawn, cause("withdrawn", MONDAY))
    (case,) = (await marta.get("/v1/cases")).json()["items"]
    assert (case["withdrawn"], case["state"], case["version"]) == ([str(fact.referral)], "open", 2)


async def test_an_accepted_referral_opens_a_case_by_itself(cases, marta):
    fact = await referred(cases)
    (case,) = (await marta.get("/v1/cases")).json()["items"]
    assert (case["state"], case["referrals"]) == ("open", [str(fact.referral)])


async def test_the_most_urgent_case_is_on_top_and_those_without_a_clock_come_last(cases, ligita):
    own = [(await opened(ligita))["id"] for _ in range(2)]
    for name, day in (("later", 19), ("sooner", 18)):
        await referred(cases, name, due_at=MONDAY.replace(day=day))
    seen, cursor = [], {}
    while cursor is not None:
        page = (await ligita.get("/v1/cases", limit=1, **cursor)).json()
        seen += page["items"]
        cursor = {"cursor": page["next"]} if page["next"] else None
    assert [case["referrals"] for case in seen[:2]] == [[str(accepted(n).referral)] for n in ("sooner", "later")]
    assert {case["id"] for case in seen[2:]} == set(own)


async def test_a_worker_s_own_list_and_a_unit_s(ligita):
    mine, other = await assigned(ligita), await opened(ligita)
    of_marta = (await ligita.get("/v1/cases", staff=str(MARTA_ID))).json()["items"]
    of_unit = (await ligita.get("/v1/cases", unit=other["unit"], state="open")).json()["items"]
    assert ([case["id"] for case in of_marta], [case["id"] for case in of_unit]) == ([mine["id"]], [other["id"]])


async def test_the_day_s_visits_come_in_the_order_in_which_they_are_planned(ligita):
    case = await assigned(ligita)
    path, version = f"/v1/cases/{case['id']}/visits", case["version"]
    for hour in (13, 7, 10):
        at = {"planned_at": f"{DAY}T{hour:02}:00:00Z"}
        assert (await ligita.do(path, PLANNED | at, version=version)).status_code == 201
        version += 1
    first = (await ligita.get("/v1/visits", staff=str(MARTA_ID), limit=2)).json()
    rest = (await ligita.get("/v1/visits", staff=str(MARTA_ID), limit=2, cursor=first["next"])).json()
    hours = [visit["planned_at"][11:13] for visit in first["items"] + rest["items"]]
    assert hours == ["07", "10", "13"]
    assert (await ligita.get("/v1/visits", state="missed")).json()["items"] == []


@pytest.mark.parametrize(("act", "why"), [("miss", "client_absent"), ("cancel", "rescheduled")])
async def test_a_visit_that_does_not_take_place_has_a_reason(ligita, act, why):
    visit = await planned(ligita, await assigned(ligita))
    answer = await ligita.do(f"/v1/visits/{visit['id']}/{act}", {"reason": why}, version=1)
    assert (answer.status_code, answer.json()["reason"]) == (200, why)
    assert (await ligita.get(f"/v1/visits/{visit['id']}")).headers["ETag"] == '"2"'


async def test_who_saw_an_older_version_is_refused(ligita):
    case = await assigned(ligita)
    visit = await planned(ligita, case)
    stale_case = await ligita.do(f"/v1/cases/{case['id']}/close", {"outcome": "needs_met"}, version=case["version"])
    stale_visit = await ligita.do(f"/v1/visits/{visit['id']}/miss", {"reason": "unsafe"}, version=7)
    assert (stale_case.status_code, stale_visit.status_code) == (412, 412)
    assert stale_case.headers["ETag"] == f'"{case["version"] + 1}"'


async def test_a_change_says_which_version_it_changes(ligita):
    case = await opened(ligita)
    answer = await ligita.do(f"/v1/cases/{case['id']}/close", {"outcome": "needs_met"})
    assert (answer.status_code, answer.json()["type"]) == (428, "/problems/version-required")


async def test_a_command_sent_again_has_no_second_effect(cases, ligita):
    first = await ligita.do("/v1/cases", OPEN, key="open")
    again = await ligita.do("/v1/cases", OPEN, key="open")
    other = await ligita.do("/v1/cases", OPEN | {"priority": "stat"}, key="open")
    assert (again.status_code, again.json()) == (201, first.json())
    assert (other.status_code, other.json()["type"]) == (422, "/problems/idempotency-key-reused")
    assert (await facts(cases)).count("case-opened") == 1


async def test_a_refusal_says_which_rule_and_has_a_page(ligita):
    visit = await planned(ligita, await assigned(ligita))
    refused = await ligita.do(f"/v1/cases/{visit['case_id']}/close", {"outcome": "needs_met"}, version=3)
    problem = refused.json()
    assert (refused.status_code, problem["type"]) == (409, "/problems/visits-open")
    assert problem["detail"] == "1 planned visit(s): complete, miss or cancel each before closing the case."
    page = await ligita.get(problem["type"])
    assert (page.status_code, problem["title"] in page.text) == (200, True)


async def test_nobody_is_assigned_who_is_not_there(ligita):
    case = await opened(ligita)
    answer = await ligita.do(f"/v1/cases/{case['id']}/assign", {"staff": str(uuid4())}, version=1)
    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/staff-unknown")
    assert answer.json()["errors"] == [{"location": "body", "pointer": "/staff", "detail": "is nobody's id"}]


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("cases/{}", None),
        ("visits/{}", None),
        ("cases/{}/assign", {"staff": UNKNOWN}),
        ("cases/{}/close", {"outcome": "needs_met"}),
        ("cases/{}/visits", PLANNED),
        ("visits/{}/miss", {"reason": "unsafe"}),
        ("visits/{}/cancel", {"reason": "rescheduled"}),
        ("visits/{}/complete", {"mode": "phone", "minutes": 5, "outcome": "other"}),
    ],
)
async def test_there_is_no_such_thing(ligita, path, body):
    path = f"/v1/{path.format(UNKNOWN)}"
    answer = await (ligita.do(path, body, version=1) if body else ligita.get(path))
    assert (answer.status_code, answer.json()["type"]) == (404, "/problems/not-found")


@pytest.mark.parametrize(
    ("who", "path", "body", "status"),
    [
        (MARTA, f"cases/{UNKNOWN}/assign", {"staff": UNKNOWN}, 403),
        (VADIBA, f"cases/{UNKNOWN}/close", {"outcome": "other"}, 403),
        (MARTA, f"cases/{UNKNOWN}/close", {"outcome": "other"}, 403),
        (MARTA, f"cases/{UNKNOWN}/closure/return", {"reason": "other"}, 403),
        (MARTA, f"cases/{UNKNOWN}/reopen", {"reason": "other"}, 403),
        (VADIBA, "cases", OPEN, 403),
        (VADIBA, "cases", None, 200),
        (INESE, "cases", None, 403),
        (INESE, "staff", None, 200),
        (INESE, "visits", None, 403),
        (PRESS, "units", None, 403),
        (partner("valsts-policija"), "cases", None, 403),
        (partner("valsts-policija"), f"visits/{UNKNOWN}/miss", {"reason": "other"}, 403),
    ],
    ids=lambda value: min(value.roles) if hasattr(value, "roles") else None,
)
async def test_who_may_do_what(cases, who, path, body, status):
    caller, path = Caller(cases, who), f"/v1/{path}"
    answer = await (caller.do(path, body, version=1) if body else caller.get(path))
    assert answer.status_code == status


async def test_units_and_staff_are_those_of_the_configuration_with_what_each_carries(cases, ligita):
    await assigned(ligita)
    units, staff = (await ligita.get("/v1/units")).json(), (await ligita.get("/v1/staff")).json()["items"]
    assert [unit["code"] for unit in units] == ["aprupe-majas", "berniem-un-gimenem", "pieaugusajiem", "pieteikumi"]
    assert {one["code"]: one["open_cases"] for one in staff if one["open_cases"]} == {"marta": 1}
