"""Staff see the cases of their unit and their own; what is not theirs looks as if it were not there."""

import pytest

from tests.services.cases.samples import MARTA as MARTA_ID
from tests.services.cases.test_api_cases import PLANNED, assigned, opened, planned, referred
from tests.services.running import GUNTA, INESE, LIGITA, MARTA, VADIBA, Caller

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def seen(cases, who) -> list[str]:
    return [case["id"] for case in (await Caller(cases, who).get("/v1/cases")).json()["items"]]


async def test_a_case_is_seen_in_its_unit_and_by_the_head_and_by_nobody_else(cases):
    await referred(cases)
    (case,) = await seen(cases, MARTA)
    assert (await seen(cases, LIGITA), await seen(cases, VADIBA), await seen(cases, GUNTA)) == ([case], [case], [])
    for path in (f"cases/{case}", f"visits?case={case}"):
        assert (await Caller(cases, MARTA).get(f"/v1/{path}")).status_code == 200
    assert (await Caller(cases, GUNTA).get(f"/v1/cases/{case}")).json()["type"] == "/problems/not-found"


async def test_another_service_asks_as_the_caller_which_cases_are_theirs(cases):
    await referred(cases)
    (case,) = await seen(cases, MARTA)
    asked = {"cases": [case, str(MARTA_ID)]}
    found = [(await Caller(cases, who).do("/v1/cases/seen", asked)).json() for who in (MARTA, VADIBA, GUNTA)]
    assert found == [{"cases": [case]}, {"cases": [case]}, {"cases": []}]
    assert (await Caller(cases, INESE).do("/v1/cases/seen", asked)).status_code == 403


async def test_whoever_opened_a_case_sees_it_in_another_s_unit(cases):
    case = await opened(Caller(cases, GUNTA))
    assert (await seen(cases, GUNTA), await seen(cases, MARTA)) == ([case["id"]], [])


async def test_whoever_is_given_a_case_sees_it(cases):
    case = await assigned(Caller(cases, LIGITA))
    assert await seen(cases, MARTA) == [case["id"]]


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("cases/{case}/assign", {"staff": str(MARTA_ID)}),
        ("cases/{case}/close", {"outcome": "needs_met"}),
        ("cases/{case}/visits", PLANNED),
        ("visits/{visit}/miss", {"reason": "unsafe"}),
        ("visits/{visit}", None),
    ],
)
async def test_nobody_changes_what_they_do_not_see(cases, path, body):
    visit = await planned(Caller(cases, LIGITA), await assigned(Caller(cases, LIGITA)))
    path = f"/v1/{path.format(case=visit['case_id'], visit=visit['id'])}"
    gunta = Caller(cases, GUNTA)
    answer = await (gunta.do(path, body, version=3) if body else gunta.get(path))
    assert (answer.status_code, answer.json()["type"]) == (404, "/problems/not-found")


async def test_each_reading_of_a_case_is_kept_with_whom_it_is_about(cases):
    fact = await referred(cases)
    (case,) = await seen(cases, MARTA)
    await Caller(cases, MARTA).get(f"/v1/cases/{case}")
    kept = await cases.pool.fetch("select actor, purpose, route, subjects from read_audit order by at")
    assert [(row["actor"], row["purpose"], row["route"]) for row in kept] == [
        (str(MARTA_ID), "case_work", "GET /v1/cases"),
        (str(MARTA_ID), "case_work", "GET /v1/cases/{case}"),
    ]
    assert [str(id) for id in kept[1]["subjects"]] == [case, *map(str, fact.subjects)]
