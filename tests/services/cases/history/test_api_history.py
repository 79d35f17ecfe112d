"""What happened to a case, what somebody did, and who read what: from the log, the last first."""

import pytest

from shared.security import Actor, Purpose, Role
from tests.services.cases.samples import LIGITA as LIGITA_ID
from tests.services.cases.samples import MARTA as MARTA_ID
from tests.services.cases.test_api_cases import assigned, referred
from tests.services.running import GUNTA, LIGITA, MARTA, VADIBA, Caller

pytestmark = pytest.mark.asyncio(loop_scope="session")

AUDITOR = Actor("revidents", frozenset({Role.AUDITOR}), Purpose.AUDIT)


async def worked_on(cases) -> dict:
    marta, ligita = Caller(cases, MARTA), Caller(cases, LIGITA)
    case = await assigned(ligita)
    await marta.do(f"/v1/cases/{case['id']}/begin", {"stage": "assessment"}, version=2)
    return case


async def kinds(caller: Caller, path: str, **query) -> list[str]:
    return [one["kind"] for one in (await caller.get(path, **query)).json()["items"]]


async def test_a_timeline_says_what_who_when_and_in_which_mode(cases):
    case = await worked_on(cases)
    page = (await Caller(cases, MARTA).get(f"/v1/cases/{case['id']}/timeline")).json()["items"]
    assert [(one["kind"], one["by"]) for one in page] == [
        ("case-moved", str(MARTA_ID)), ("case-assigned", str(LIGITA_ID)), ("case-opened", str(LIGITA_ID))
    ]  # fmt: skip
    assert page[0]["label"] == {"lv": "Lieta nākamajā posmā", "en": "Case came to another stage"}
    assert (page[0]["what"], page[0]["service_mode"], page[0]["case"]) == (
        {"stage": "assessment"},
        "normal",
        case["id"],
    )


async def test_what_a_referral_did_by_itself_was_nobody(cases):
    await referred(cases)
    (case,) = (await Caller(cases, MARTA).get("/v1/cases")).json()["items"]
    (one,) = (await Caller(cases, MARTA).get(f"/v1/cases/{case['id']}/timeline")).json()["items"]
    assert (one["kind"], one["by"]) == ("case-opened", None)


async def test_a_timeline_comes_in_pages_and_by_kind(cases):
    case = await worked_on(cases)
    marta, path = Caller(cases, MARTA), f"/v1/cases/{case['id']}/timeline"
    seen, cursor = [], {}
    while cursor is not None:
        page = (await marta.get(path, limit=1, **cursor)).json()
        seen += [one["kind"] for one in page["items"]]
        cursor = {"cursor": page["next"]} if page["next"] else None
    assert seen == ["case-moved", "case-assigned", "case-opened"]
    assert await kinds(marta, path, kind=["case-assigned", "case-closed"]) == ["case-assigned"]


async def test_all_that_one_worker_did_is_for_auditor_and_head(cases):
    await worked_on(cases)
    for who in (AUDITOR, VADIBA):
        assert await kinds(Caller(cases, who), "/v1/history", actor=str(MARTA_ID)) == ["case-moved"]
    assert (await Caller(cases, LIGITA).get("/v1/history", actor=str(MARTA_ID))).status_code == 403


async def test_who_read_a_case_is_found_by_case_and_by_reader(cases):
    case = await worked_on(cases)
    await Caller(cases, MARTA).get(f"/v1/cases/{case['id']}")
    auditor = Caller(cases, AUDITOR)
    about = (await auditor.get("/v1/readings", about=case["id"])).json()["items"]
    assert [(one["actor"], one["route"]) for one in about] == [(str(MARTA_ID), "GET /v1/cases/{case}")]
    by = (await auditor.get("/v1/readings", actor=str(MARTA_ID))).json()["items"]
    assert [one["route"] for one in by] == ["GET /v1/cases/{case}"]
    watched = (await auditor.get("/v1/readings", about=str(MARTA_ID))).json()["items"]
    assert [one["actor"] for one in watched] == ["revidents"]


async def test_a_timeline_is_seen_by_whoever_sees_the_case(cases):
    case = await worked_on(cases)
    path = f"/v1/cases/{case['id']}/timeline"
    statuses = [(await Caller(cases, who).get(path)).status_code for who in (AUDITOR, VADIBA, GUNTA)]
    assert statuses == [200, 200, 404]
