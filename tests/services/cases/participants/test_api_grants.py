"""Somebody of another agency sees the named parts of one case while a grant lasts, and nothing else anywhere."""

from datetime import timedelta
from uuid import uuid4

import pytest

from shared.security import Actor, Purpose, Role
from tests.services.cases.test_api_cases import assigned, planned
from tests.services.running import LIGITA, MARTA, Caller

pytestmark = pytest.mark.asyncio(loop_scope="session")

DOCTOR = Actor(str(uuid4()), frozenset({Role.PROFESSIONAL}), Purpose.CASE_WORK)


def wish(cases, parts=("summary",), begins=timedelta(minutes=-1), lasts=timedelta(days=30), **changed) -> dict:
    since = cases.desk.clock.now() + begins
    times = {"valid_from": since.isoformat(), "valid_until": (since + lasts).isoformat()}
    return {"account": DOCTOR.id, "parts": list(parts), "reason": "treatment", **times, **changed}


async def let_in(cases, case: dict, **changed):
    return await Caller(cases, LIGITA).do(f"/v1/cases/{case['id']}/grants", wish(cases, **changed))


async def listed(caller: Caller, path: str, **query) -> list[str]:
    return [one["id"] for one in (await caller.get(path, **query)).json()["items"]]


async def test_a_grant_opens_one_case_in_lists_and_batches_and_no_other(cases):
    ligita, doctor = Caller(cases, LIGITA), Caller(cases, DOCTOR)
    case, other = await assigned(ligita), await assigned(ligita)
    assert await listed(doctor, "/v1/cases") == []
    assert (await let_in(cases, case)).status_code == 201
    assert await listed(doctor, "/v1/cases") == [case["id"]]
    both = (await doctor._client.post("/v1/cases/read", json={"cases": [case["id"], other["id"]]})).json()
    assert [one["id"] for one in both["cases"]] == [case["id"]]
    statuses = [(await doctor.get(f"/v1/cases/{one['id']}")).status_code for one in (case, other)]
    assert statuses == [200, 404]
    assert (await doctor.get("/v1/cases/facets")).json()["counts"]["state"] == {"assigned": 1}


async def test_only_the_named_parts_are_seen(cases):
    ligita, doctor = Caller(cases, LIGITA), Caller(cases, DOCTOR)
    visit = await planned(ligita, await assigned(ligita))
    case = {"id": visit["case_id"]}
    await let_in(cases, case, parts=["summary"])
    assert (await doctor.get(f"/v1/visits/{visit['id']}")).status_code == 404
    await let_in(cases, case, parts=["visits"])
    assert (await doctor.get(f"/v1/visits/{visit['id']}")).status_code == 200
    assert await listed(doctor, "/v1/visits", case=case["id"]) == [visit["id"]]


@pytest.mark.parametrize("begins", [timedelta(days=-40), timedelta(days=1)], ids=["over", "to come"])
async def test_outside_its_time_a_grant_opens_nothing(cases, begins):
    case = await assigned(Caller(cases, LIGITA))
    given = wish(cases)
    await cases.pool.execute(
        """
        insert into case_grant (id, case_id, account, parts, valid_from, valid_until, reason, version)
        values (gen_random_uuid(), $1, $2, '{summary}', now() + $3, now() + $3 + interval '30 days', 'treatment', 1)
        """,
        case["id"], given["account"], begins,
    )  # fmt: skip
    assert (await Caller(cases, DOCTOR).get(f"/v1/cases/{case['id']}")).status_code == 404


async def test_a_revoked_grant_ends_with_the_next_request(cases):
    case = await assigned(Caller(cases, LIGITA))
    grant = (await let_in(cases, case)).json()
    assert (await Caller(cases, DOCTOR).get(f"/v1/cases/{case['id']}")).status_code == 200
    revoked = await Caller(cases, LIGITA).do(f"/v1/grants/{grant['id']}/revoke", version=1)
    assert (revoked.status_code, (await Caller(cases, DOCTOR).get(f"/v1/cases/{case['id']}")).status_code) == (200, 404)
    again = await Caller(cases, LIGITA).do(f"/v1/grants/{grant['id']}/revoke", version=2)
    assert again.json()["type"] == "/problems/grant-over"
    (shown,) = (await Caller(cases, MARTA).get(f"/v1/cases/{case['id']}/grants")).json()
    assert shown["revoked_at"] is not None


async def test_each_reading_by_somebody_let_in_is_kept(cases):
    case = await assigned(Caller(cases, LIGITA))
    await let_in(cases, case)
    await Caller(cases, DOCTOR).get(f"/v1/cases/{case['id']}")
    kept = await cases.pool.fetchrow("select route, subjects from read_audit where actor = $1", DOCTOR.id)
    assert (kept["route"], str(kept["subjects"][0])) == ("GET /v1/cases/{case}", case["id"])


@pytest.mark.parametrize(
    "changed",
    [{"lasts": timedelta(days=400)}, {"lasts": timedelta(days=-1)}, {"begins": timedelta(days=-60)}],
    ids=["longer than a year", "ends before it begins", "over already"],
)
async def test_a_grant_has_a_time_that_can_be(cases, changed):
    case = await assigned(Caller(cases, LIGITA))
    answer = await let_in(cases, case, **changed)
    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/grant-time-wrong")


async def test_only_a_supervisor_lets_somebody_in_and_whoever_is_let_in_changes_nothing(cases):
    case = await assigned(Caller(cases, LIGITA))
    assert (await Caller(cases, MARTA).do(f"/v1/cases/{case['id']}/grants", wish(cases))).status_code == 403
    await let_in(cases, case)
    answer = await Caller(cases, DOCTOR).do(f"/v1/cases/{case['id']}/closure", {"outcome": "other"}, version=2)
    assert answer.status_code == 403
