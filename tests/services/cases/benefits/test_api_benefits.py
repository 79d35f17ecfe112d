"""Benefits over HTTP: recorded, found, corrected and ended by whoever sees the case; the list of them for anybody."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from tests.services.cases.visits.calls import fire_all
from tests.services.running import GUNTA, VADIBA, Caller, facts

pytestmark = pytest.mark.asyncio(loop_scope="session")

TODAY = datetime.now(UTC).date()
GMI = {
    "what": "gmi-pabalsts", "first_on": TODAY.isoformat(), "last_on": (TODAY + timedelta(days=90)).isoformat(),
    "grantor": "municipality", "system": "sopa", "decision": "SD-2026/118", "cents": 13_700,
}  # fmt: skip


def benefit(case: dict, **changed) -> dict:
    return GMI | {"person": case["subjects"][0]} | changed


async def recorded(caller: Caller, case: dict, **changed) -> dict:
    answer = await caller.do(f"/v1/cases/{case['id']}/benefits", benefit(case, **changed))
    assert answer.status_code == 201, answer.text
    return answer.json()


async def test_a_benefit_from_its_record_to_its_end(cases, marta, case):
    one = await recorded(marta, case)
    assert {"decision", "cents"}.isdisjoint(one)
    path = f"/v1/benefits/{one['id']}"
    seen = (await marta.get(path)).json()
    assert (seen["decision"], seen["cents"], seen["state"]) == ("SD-2026/118", 13_700, "in_force")
    told = await cases.pool.fetchval("select data::text from event_log where type like '%benefit-recorded%'")
    assert "SD-2026" not in told
    await fire_all(cases, timedelta(days=62))
    assert "benefit_renewal" in [task["kind"] for task in (await marta.get("/v1/tasks")).json()["items"]]
    corrected = await marta.do(
        f"{path}/correct", GMI | {"cents": None}, version=(await marta.get(path)).json()["version"]
    )
    assert (corrected.status_code, (await marta.get(path)).json()["cents"]) == (200, None)
    ended = await marta.do(f"{path}/end", {"reason": "moved_away"}, version=corrected.json()["version"])
    assert (ended.json()["ended_for"], ended.json()["last_on"]) == ("moved_away", TODAY.isoformat())
    assert {kind for kind in await facts(cases) if kind.startswith("benefit")} == {
        "benefit-recorded", "benefit-ends-soon", "benefit-corrected", "benefit-ended",
    }  # fmt: skip
    happened = (await marta.get(f"/v1/cases/{case['id']}/timeline", kind="benefit-ended")).json()["items"]
    assert happened[0]["label"] == {"lv": "Pabalstu vairs nesaņem", "en": "Benefit ended"}


async def test_benefits_are_found_by_case_kind_state_and_end_and_only_by_whoever_sees_the_case(cases, marta, case):
    running = await recorded(marta, case)
    parcel = await recorded(marta, case, what="partikas-paka", grantor="organisation", last_on=None, system=None)
    planned = await recorded(marta, case, first_on=(TODAY + timedelta(days=5)).isoformat())
    found = {
        "all": {"case": case["id"]}, "goods": {"family": "material_aid"}, "state": {"state": "planned"},
        "until": {"ends_until": GMI["last_on"], "state": "in_force"}, "neither": {"family": "state"},
        "both": {"what": "gmi-pabalsts", "family": "material_aid"}, "person": {"person": str(uuid4())},
    }  # fmt: skip
    ids = {
        name: {one["id"] for one in (await marta.get("/v1/benefits", **by)).json()["items"]}
        for name, by in found.items()
    }
    assert ids == {
        "all": {running["id"], parcel["id"], planned["id"]}, "goods": {parcel["id"]}, "state": {planned["id"]},
        "until": {running["id"]}, "neither": set(), "both": set(), "person": set(),
    }  # fmt: skip
    page = (await marta.get("/v1/benefits", limit=2)).json()
    rest = (await marta.get("/v1/benefits", limit=2, cursor=page["next"])).json()
    assert len(page["items"]) + len(rest["items"]) == 3
    stranger = Caller(cases, GUNTA)
    assert (await stranger.get("/v1/benefits")).json()["items"] == []
    assert (await stranger.get(f"/v1/benefits/{running['id']}")).status_code == 404
    assert (await stranger.do(f"/v1/cases/{case['id']}/benefits", benefit(case))).status_code == 404
    read = await cases.pool.fetchval("select count(*) from read_audit where route = 'GET /v1/benefits'")
    assert read >= len(found)


async def test_anybody_reads_which_benefits_and_goods_there_are_in_three_languages(cases):
    anybody = Caller(cases, VADIBA)
    anybody.headers.pop("Authorization")
    goods = (await anybody.get("/v1/benefit-kinds", family="material_aid")).json()
    food = next(one for one in goods if one["code"] == "partikas-paka")
    assert set(food["name"]) == set(food["contains"]) == {"lv", "en", "lt"}
    assert all(text for text in (*food["name"].values(), *food["contains"].values(), food["source"]))
    assert (await anybody.get("/v1/benefit-kinds", on="2000-01-01")).json() == []


@pytest.mark.parametrize(
    ("wish", "status", "kind"),
    [
        ({"what": "zelta-medala"}, 409, "benefit-unknown"),
        ({"system": "excel"}, 409, "benefit-system-unknown"),
        ({"person": str(uuid4())}, 409, "person-not-in-case"),
        ({"last_on": "2001-01-01"}, 409, "benefit-days"),
        ({"first_on": "0206-11-01"}, 409, "benefit-days"),
        ({"first_on": "9999-12-31", "last_on": "9999-12-31"}, 409, "benefit-days"),
        ({"first_on": "soon"}, 422, "invalid-request"),
        ({"cents": -1}, 422, "invalid-request"),
        ({"cents": "1.00"}, 422, "invalid-request"),
        ({"grantor": "uncle"}, 422, "invalid-request"),
        ({"decision": "a\u202eb"}, 422, "invalid-request"),
        ({"amount": 5}, 422, "invalid-request"),
    ],
)
async def test_what_is_wrong_is_a_clear_problem(marta, case, wish, status, kind):
    answer = await marta.do(f"/v1/cases/{case['id']}/benefits", benefit(case, **wish))
    assert (answer.status_code, answer.json()["type"].rpartition("/")[2]) == (status, kind)
