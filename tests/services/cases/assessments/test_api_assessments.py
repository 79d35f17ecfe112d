"""Assessments over HTTP: a form is drawn, filled in without a connection, brought in, signed, corrected, compared."""

from uuid import uuid4

import pytest
from jsonschema import Draft202012Validator

from tests.services.cases.samples import person
from tests.services.cases.test_api_cases import opened
from tests.services.running import PRESS, Caller, facts

pytestmark = pytest.mark.asyncio(loop_scope="session")

ANSWERS = {
    "food": "met", "water": "met", "warmth": "not_met", "shelter": "met", "clothes": "partly", "medicine": "met",
    "electricity": "met", "contact": "met", "knows_support": False, "wants_help": True, "notes": "Auksti istabā.",
}  # fmt: skip


def made(case: dict, **changed) -> dict:
    """What a device brings in."""
    return {
        "id": str(uuid4()), "checklist": "basic-needs", "checklist_version": 1, "place": "home",
        "made_at": case["opened_at"], "answers": ANSWERS,
    } | changed  # fmt: skip


async def signed(caller: Caller, case: dict, **changed) -> dict:
    one = await caller.do(f"/v1/cases/{case['id']}/assessments", made(case, **changed))
    path = one.headers["Location"]
    return (await caller.do(f"{path}/sign", {"client": "signed"}, version=one.json()["version"])).json()


async def test_a_form_can_be_drawn_and_judged_from_the_api_alone(marta):
    listed = (await marta.get("/v1/checklists", target_group="care_leaver")).json()
    assert "youth-leaving-care" in [one["code"] for one in listed]
    one = (await marta.get("/v1/checklists/basic-needs/1")).json()
    assert Draft202012Validator(one["answers_schema"]).is_valid(ANSWERS)
    assert one["checklist"]["sections"][0]["questions"][0]["text"] == {"lv": "Pārtika", "en": "Food"}
    unknown = await marta.get("/v1/checklists/basic-needs/9")
    assert (unknown.status_code, unknown.json()["detail"]) == (404, "Known versions of basic-needs: 1.")


async def test_an_assessment_from_the_spot_to_its_signature(cases, marta, case):
    path = f"/v1/cases/{case['id']}/assessments"
    upload = made(case, answers={"food": "met"})
    first, again = await marta.do(path, upload), await marta.do(path, upload)
    assert (first.status_code, again.status_code, again.json()) == (201, 201, first.json())
    place = first.headers["Location"]
    part = await marta.do(f"{place}/answers", {"answers": ANSWERS | {"wants_help": None}}, version=1)
    early = await marta.do(f"{place}/sign", {"client": "signed"}, version=2)
    assert [error["pointer"] for error in early.json()["errors"]] == ["/answers/wants_help"]
    await marta.do(f"{place}/answers", {"answers": {"wants_help": True}}, version=part.json()["version"])
    done = await marta.do(f"{place}/sign", {"client": "agreed_orally"}, version=3)
    assert (done.status_code, done.json()["state"]) == (200, "signed")
    assert (done.json()["score"], done.json()["score_of"], done.json()["risk"]) == (7, 37, "moderate")
    whole = await marta.get(place)
    assert (whole.json()["answers"], whole.headers["ETag"]) == (ANSWERS, '"4"')
    assert (await facts(cases))[-2:] == ["assessment-completed", "risk-assessed"]
    now = (await marta.get(f"/v1/cases/{case['id']}")).json()
    assert (now["state"], now["risk"], now["risk_reasons"]) == ("assessment", "moderate", ["basic_needs_unmet"])
    assert await cases.pool.fetchval("select count(*) from event_log where data::text like '%Auksti%'") == 0


async def test_another_upload_under_the_same_id_shows_both(marta, case):
    upload = made(case)
    await marta.do(f"/v1/cases/{case['id']}/assessments", upload)
    other = await marta.do(f"/v1/cases/{case['id']}/assessments", upload | {"answers": ANSWERS | {"food": "not_met"}})
    assert (other.status_code, other.json()["type"]) == (409, "/problems/assessment-differs")
    (error,) = other.json()["errors"]
    assert (error["pointer"], error["detail"]) == ("/answers/food", "is met here, not_met in what you sent")


@pytest.mark.parametrize(
    ("answers", "status", "pointer"),
    [
        ({"food": ["met"]}, 422, "/answers/food"),
        ({"food": "nothing"}, 409, "/answers/food"),
        ({"cellar": True}, 409, "/answers/cellar"),
        ({"Janis": True}, 422, "/answers/Janis/?"),
    ],
    ids=["a list", "another choice", "another question", "no question's code"],
)
async def test_an_answer_of_the_wrong_kind_is_pointed_at(marta, case, answers, status, pointer):
    refused = await marta.do(f"/v1/cases/{case['id']}/assessments", made(case, answers=answers))
    assert refused.status_code == status
    assert [error["pointer"] for error in refused.json()["errors"]] == [pointer]


async def test_a_correction_replaces_and_before_and_after_are_compared(marta, case):
    before = await signed(marta, case)
    after = await signed(marta, case, replaces=before["id"], answers=ANSWERS | {"warmth": "met"})
    old = (await marta.get(f"/v1/assessments/{before['id']}")).json()
    assert (old["state"], old["replaced_by"], old["answers"]["warmth"]) == ("replaced", after["id"], "not_met")
    told = (await marta.get(f"/v1/assessments/{before['id']}/comparison/{after['id']}")).json()
    assert abs(told["before"]["points"] - told["after"]["points"]) == 4
    assert [change["question"] for change in told["changes"]] == ["warmth"]


async def test_a_case_s_assessments_come_in_pages_without_their_answers(marta, case):
    for checklist in ("basic-needs", "basic-needs", "living-conditions"):
        await marta.do(f"/v1/cases/{case['id']}/assessments", made(case, checklist=checklist, answers={}))
    first = (await marta.get("/v1/assessments", case=case["id"], checklist="basic-needs", limit=1)).json()
    rest = (await marta.get("/v1/assessments", case=case["id"], checklist="basic-needs", cursor=first["next"])).json()
    assert (len(first["items"]), len(rest["items"]), rest["next"]) == (1, 1, None)
    assert "answers" not in first["items"][0]


async def test_only_who_sees_the_case_and_each_reading_is_recorded(cases, ligita, marta):
    elsewhere = await opened(ligita)
    one = (await ligita.do(f"/v1/cases/{elsewhere['id']}/assessments", made(elsewhere))).json()
    await ligita.get(f"/v1/assessments/{one['id']}")
    read = await cases.pool.fetchval("select subjects from read_audit where route like '%assessments/{assessment}'")
    assert person("Ilze") in read
    unseen = await Caller(cases, PRESS).get(f"/v1/assessments/{one['id']}")
    assert unseen.status_code == 403
    for path in (f"assessments/{uuid4()}", f"assessments/{one['id']}/comparison/{uuid4()}"):
        assert (await ligita.get(f"/v1/{path}")).status_code == 404
