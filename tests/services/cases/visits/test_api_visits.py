"""A visit over HTTP: what may be done and why not, the safety checklist, and nobody alone is forgotten."""

from datetime import timedelta

import pytest

from tests.services.cases.mode.test_api_mode import NOW as EMERGENCY
from tests.services.cases.samples import LIGITA as LIGITA_ID
from tests.services.cases.visits.calls import ANSWERED, DAY, assigned, fire_all, planned
from tests.services.running import GUNTA, LIGITA, MARTA, Caller, facts

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.fixture
def ligita(cases) -> Caller:
    return Caller(cases, LIGITA)


@pytest.fixture
def marta(cases) -> Caller:
    return Caller(cases, MARTA)


async def test_a_visit_says_what_may_be_done_why_not_and_what_it_asks_for(ligita, marta):
    visit = await planned(ligita, await assigned(ligita))
    seen = (await marta.get(f"/v1/visits/{visit['id']}")).json()
    actions = {action["act"]: action for action in seen["actions"]}
    assert {act for act, action in actions.items() if action["allowed"]} == {
        "confirm", "reschedule", "start", "miss", "cancel"
    }  # fmt: skip
    assert (actions["complete"]["code"], actions["check_in"]["code"]) == ("visit-not-started", "visit-not-started")
    rules = (await marta.get("/v1/visits/rules")).json()
    assert seen["asked"]["checklist"] == rules["checklist"]["code"]
    assert (seen["asked"]["asks"], seen["asked"]["report_every_minutes"]) == ("lone_worker", 90)
    assert all(item["text"]["lv"] and item["text"]["en"] for item in rules["checklist"]["items"])


async def test_a_visit_in_person_from_its_plan_to_its_score(cases, ligita, marta):
    visit = await planned(ligita, await assigned(ligita))
    path = f"/v1/visits/{visit['id']}"
    await marta.do(f"{path}/confirm", version=1)
    moved = {"planned_at": f"{DAY}T12:00:00Z", "reason": "weather_or_transport"}
    assert (await marta.do(f"{path}/reschedule", moved, version=2)).json()["moved_from"] == [visit["planned_at"]]
    refused = await marta.do(f"{path}/start", {}, version=3)
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/safety-checklist-unanswered")
    assert refused.json()["rule"].startswith("Convention of the field")
    begun = (await marta.do(f"{path}/start", ANSWERED, version=3)).json()
    assert (begun["state"], begun["check_in_every"], begun["watched_by"]) == ("started", 90, str(LIGITA_ID))
    done = {"mode": "in_person", "minutes": 50, "outcome": "follow_up_needed", "score": 7}
    ended = (await marta.do(f"{path}/complete", done, version=4)).json()
    assert (ended["state"], ended["score"], ended["check_in_due"]) == ("completed", 7, None)
    assert (await facts(cases))[-5:] == [
        "visit-scheduled", "visit-confirmed", "visit-rescheduled", "visit-started", "visit-completed"
    ]  # fmt: skip


async def test_who_is_alone_and_silent_is_seen_in_lists_and_by_a_task_until_heard_of(cases, ligita, marta):
    visit = await planned(ligita, await assigned(ligita))
    path = f"/v1/visits/{visit['id']}"
    await marta.do(f"{path}/start", ANSWERED, version=1)
    await fire_all(cases, timedelta(minutes=89))
    assert (await ligita.get("/v1/visits", silent=True)).json()["items"] == []
    await fire_all(cases, timedelta(minutes=91))
    (silent,) = (await ligita.get("/v1/visits", silent=True)).json()["items"]
    (task,) = (await ligita.get("/v1/tasks", mine=True)).json()["items"]
    assert (silent["id"], task["kind"], task["about"]) == (visit["id"], "missed_check_in", visit["id"])
    assert (await facts(cases)).count("safety-check-in-missed") == 1
    heard = await marta.do(f"{path}/check-in")
    assert (heard.status_code, heard.json()["check_in_missed_at"]) == (200, None)
    assert (await ligita.get("/v1/tasks", mine=True, state="open")).json()["items"] == []


async def test_in_an_emergency_a_home_visit_says_why_it_cannot_wait(ligita, marta):
    case = await assigned(ligita)
    before = await planned(ligita, case)
    await ligita.do("/v1/mode/periods", EMERGENCY, version=1)
    refused = await marta.do(f"/v1/visits/{before['id']}/start", ANSWERED, version=1)
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/home-visit-needs-justification")
    assert refused.json()["rule"]
    assert (await marta.get(f"/v1/visits/{before['id']}")).json()["asked"]["justification"] is True
    said = await marta.do(f"/v1/visits/{before['id']}/start", ANSWERED | {"justification": "crisis"}, version=1)
    assert said.json()["justification"] == "crisis"
    assert (await planned(ligita, case, mode="video"))["state"] == "planned"


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("2027-03-28T03:30:00+02:00", "no clock here"),
        ("2026-12-01T10:00:00", "has no offset"),
        ("2126-12-01T10:00:00Z", "too far ahead"),
        ("2020-12-01T10:00:00Z", "before the case"),
    ],
)
async def test_a_time_that_cannot_be_is_refused_with_its_place(ligita, at, said):
    case = await assigned(ligita)
    wish = {"mode": "phone", "planned_at": at}
    refused = await ligita.do(f"/v1/cases/{case['id']}/visits", wish, version=case["version"])
    (error,) = refused.json()["errors"]
    assert (refused.status_code in (409, 422), error["pointer"], said in error["detail"]) == (True, "/planned_at", True)


async def test_a_visit_of_another_unit_looks_as_if_it_were_not_there(cases, ligita):
    visit = await planned(ligita, await assigned(ligita))
    gunta, path = Caller(cases, GUNTA), f"/v1/visits/{visit['id']}"
    answers = [await gunta.get(path), await gunta.do(f"{path}/check-in"), await gunta.do(f"{path}/confirm", version=1)]
    assert [answer.status_code for answer in answers] == [404, 404, 404]
