"""Whoever changes an older version is told field by field what changed since, by whom and when, and loses nothing."""

import pytest

from services.cases.api.views import CaseView
from shared.stream import changes
from tests.services.cases.samples import LIGITA as LIGITA_ID
from tests.services.cases.samples import MARTA as MARTA_ID
from tests.services.cases.test_api_cases import assigned
from tests.services.running import LIGITA, MARTA, Caller

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def overtaken(cases) -> tuple[dict, dict]:
    """Marta still sees the case as it was assigned, while Ligita has changed it twice; and what Marta is told."""
    marta, ligita = Caller(cases, MARTA), Caller(cases, LIGITA)
    case = await assigned(ligita)
    path = f"/v1/cases/{case['id']}"
    await ligita.do(f"{path}/risk", {"level": "low"}, version=2)
    await ligita.do(f"{path}/risk", {"level": "high", "reasons": ["violence"]}, version=3)
    stale = await marta.do(f"{path}/count", {"counted_as": "household"}, version=2)
    assert stale.status_code == 412
    return case, stale.json()


async def test_a_conflict_shows_each_field_that_changed_with_its_value_now(cases):
    _, told = await overtaken(cases)
    by_field = {one["field"]: one for one in told["changes"]}
    assert (told["current"], set(by_field)) == (4, {"risk", "risk_reasons", "risk_at"})
    assert (by_field["risk"]["to"], by_field["risk_reasons"]["to"]) == ("high", ["violence"])
    assert {one["by"] for one in told["changes"]} == {str(LIGITA_ID)}


async def test_a_ui_merges_and_sends_it_again(cases):
    case, told = await overtaken(cases)
    touched = {one["field"] for one in told["changes"]}
    assert "counted_as" not in touched
    merged = await Caller(cases, MARTA).do(
        f"/v1/cases/{case['id']}/count", {"counted_as": "household"}, version=told["current"]
    )
    assert (merged.status_code, merged.json()["counted_as"], merged.json()["risk"]) == (200, "household", "high")


async def test_what_changed_long_ago_is_not_made_up(cases):
    marta, ligita = Caller(cases, MARTA), Caller(cases, LIGITA)
    case = await assigned(ligita)
    await cases.pool.execute("update state_change set at = at - interval '31 days'")
    assert await changes.forget(cases.pool) == 1
    stale = await marta.do(f"/v1/cases/{case['id']}/count", {"counted_as": "household"}, version=1)
    assert (stale.status_code, "changes" in stale.json(), stale.json()["current"]) == (412, False, 2)


async def test_a_version_that_never_was_is_told_no_changes(cases):
    case = await assigned(Caller(cases, LIGITA))
    stale = await Caller(cases, MARTA).do(f"/v1/cases/{case['id']}/count", {"counted_as": "household"}, version=77)
    assert (stale.status_code, "changes" in stale.json()) == (412, False)


async def test_no_value_is_kept_beside_the_state_only_names_of_fields(cases):
    await assigned(Caller(cases, LIGITA))
    kept = [dict(row) for row in await cases.pool.fetch("select kind, fields, actor from state_change")]
    assert [row["kind"] for row in kept] == ["Case"]
    assert set(kept[0]["fields"]) == {"state", "staff", "unit"} <= set(CaseView.model_fields)
    assert kept[0]["actor"] == LIGITA_ID


async def test_two_who_close_at_once_close_it_once(cases):
    marta, ligita = Caller(cases, MARTA), Caller(cases, LIGITA)
    case = await assigned(ligita)
    path = f"/v1/cases/{case['id']}"
    first = await ligita.do(f"{path}/close", {"outcome": "needs_met"}, version=2)
    second = await marta.do(f"{path}/closure", {"outcome": "client_refused"}, version=2)
    assert (first.status_code, second.status_code) == (200, 412)
    assert {one["field"]: one["to"] for one in second.json()["changes"]}["outcome"] == "needs_met"
    assert str(MARTA_ID) == case["staff"]
