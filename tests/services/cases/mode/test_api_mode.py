"""The switch over HTTP: who may, what it changes, and that facts of every origin carry the mode."""

import json
from datetime import timedelta

import pytest

from shared.stream.timers import Timers
from tests.services.cases.samples import MONDAY, accepted
from tests.services.memory import cause
from tests.services.running import INESE, LIGITA, MARTA, PRESS, VADIBA, Caller, hear

pytestmark = pytest.mark.asyncio(loop_scope="session")

NOW = {"reason": "epidemic", "source": "MK 12.03.2020. rīkojums Nr. 103"}
LATER = NOW | {"from_at": "2126-11-23T00:00:00+02:00", "until_at": "2126-12-23T00:00:00+02:00"}
OPEN = {"subjects": ["019c0b6e-41c7-7a10-8f3e-5d2b9a7c1e02"], "needs": ["home_care"], "priority": "asap"}


@pytest.fixture
def ligita(cases) -> Caller:
    return Caller(cases, LIGITA)


async def modes(cases) -> list[tuple[str, str]]:
    """Each fact of the log with the mode it carries, in the order of its partition."""
    rows = await cases.pool.fetch("select type, data from event_log order by time, partition, position")
    return [(row["type"].split(".")[3], json.loads(row["data"]).get("service_mode")) for row in rows]


async def test_a_service_works_as_usual_until_somebody_switches(cases, ligita):
    mode = (await ligita.get("/v1/mode")).json()
    assert (mode["mode"], mode["period"], mode["next"], mode["version"]) == ("normal", None, None, 1)
    switched = await ligita.do("/v1/mode/periods", NOW, version=1)
    assert (switched.status_code, switched.headers["Location"]) == (201, "/v1/mode")
    now = (await ligita.get("/v1/mode")).json()
    assert now["period"].pop("source") == NOW["source"], "which the answer to the switch does not repeat"
    assert (now["mode"], now["period"]["by"], now["period"]["state"]) == ("emergency", LIGITA.id, "in_force")
    assert (now["rules"]["home_visit_needs_justification"], now == switched.json()) == (True, True)
    ended = await ligita.do(f"/v1/mode/periods/{now['period']['id']}/end", {}, version=now["version"])
    assert (ended.status_code, ended.json()["mode"]) == (200, "normal")
    history = (await ligita.get("/v1/mode/periods")).json()
    assert [(period["state"], period["source"]) for period in history] == [("over", NOW["source"])]


async def test_facts_carry_the_mode_whatever_caused_them(cases, ligita):
    marta = Caller(cases, MARTA)
    await marta.do("/v1/cases", OPEN)
    await ligita.do("/v1/mode/periods", NOW, version=1)
    await marta.do("/v1/cases", OPEN)
    await hear(cases, "intake", accepted(), cause("r1", MONDAY))
    told = [told for told in await modes(cases) if not told[0].endswith("-changed")]
    assert sorted(told) == [
        ("case-opened", "emergency"), ("case-opened", "emergency"), ("case-opened", "normal"),
        ("emergency-mode-planned", "normal"), ("emergency-mode-switched", "emergency"),
    ]  # fmt: skip


async def test_what_is_planned_is_told_by_a_timer_when_its_instant_comes(cases, ligita):
    await ligita.do("/v1/mode/periods", LATER, version=1)
    mode = (await ligita.get("/v1/mode")).json()
    assert (mode["mode"], mode["next"]["state"]) == ("normal", "planned")
    for days, told in ((0, 0), (1, 1), (40, 2)):
        at = cases.desk.clock.now() if not days else MONDAY.replace(2126, 11, 23) + timedelta(days=days)
        await Timers(cases.desk.work, cases.pool, 6, cases.desk.metrics, lambda at=at: at).fire()
        assert [name for name, _ in await modes(cases)].count("emergency-mode-switched") == told


async def test_a_preview_says_what_a_switch_would_change_and_changes_nothing(cases, ligita):
    await ligita.do("/v1/mode/periods", LATER, version=1)
    window = {"from_at": "2126-12-01T00:00:00Z", "until_at": "2126-12-02T00:00:00Z"}
    preview = (await ligita.get("/v1/mode/preview", **window)).json()
    (planned,) = (await ligita.get("/v1/mode/periods", state="planned")).json()
    assert (preview["overlaps"], preview["home_visits"]) == ([planned["id"]], 0)
    assert [preview[key]["home_visit_needs_justification"] for key in ("rules_now", "rules_then")] == [False, True]
    assert (await ligita.get("/v1/mode")).json()["version"] == 2


@pytest.mark.parametrize(
    ("body", "status", "problem"),
    [
        (NOW | {"from_at": "2020-03-12T00:00:00Z"}, 409, "emergency-in-the-past"),
        (LATER | {"until_at": LATER["from_at"]}, 409, "emergency-ends-before-it-begins"),
        (NOW | {"source": "  "}, 422, "invalid-request"),
        (NOW | {"reason": "because"}, 422, "invalid-request"),
        (NOW | {"from_at": "2126-11-23"}, 422, "invalid-request"),
        (NOW | {"mode": "normal"}, 422, "invalid-request"),
    ],
)
async def test_bad_input_is_refused_with_its_reason(ligita, body, status, problem):
    answer = await ligita.do("/v1/mode/periods", body, version=1)
    assert (answer.status_code, answer.json()["type"]) == (status, f"/problems/{problem}")


async def test_of_two_switches_at_once_one_is_refused(ligita):
    assert (await ligita.do("/v1/mode/periods", LATER, version=1)).status_code == 201
    assert (await ligita.do("/v1/mode/periods", NOW, version=1)).status_code == 412
    overlapping = await ligita.do("/v1/mode/periods", LATER, version=2)
    assert overlapping.json()["type"] == "/problems/emergency-overlaps"
    unknown = await ligita.do("/v1/mode/periods/019c0b6e-41c7-7a10-8f3e-5d2b9a7c1e01/end", {}, version=2)
    assert (unknown.status_code, unknown.json()["type"]) == (404, "/problems/not-found")


@pytest.mark.parametrize(
    ("who", "may_read", "may_switch"),
    [(MARTA, 200, 403), (INESE, 200, 403), (VADIBA, 200, 201), (PRESS, 403, 403)],
    ids=lambda value: min(value.roles) if hasattr(value, "roles") else None,
)
async def test_who_may_switch(cases, who, may_read, may_switch):
    caller = Caller(cases, who)
    assert (await caller.get("/v1/mode")).status_code == may_read
    assert (await caller.do("/v1/mode/periods", NOW, version=1)).status_code == may_switch
