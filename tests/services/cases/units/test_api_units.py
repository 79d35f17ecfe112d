"""Units, staff, absences and trainings over HTTP, by those who lead them; names by the personal read alone."""

from uuid import UUID

import pytest

from tests.services.cases.samples import MARTA as MARTA_ID
from tests.services.cases.test_api_cases import opened
from tests.services.cases.units.samples import ANDRIS, FAMILIES, RULES
from tests.services.running import GUNTA, INESE, LIGITA, MARTA, VADIBA, Caller, facts

pytestmark = pytest.mark.asyncio(loop_scope="session")

ADULTS = RULES.unit_id("pieaugusajiem")
AWAY = {"reason": "sickness", "first": "2020-01-06", "deputy": str(ANDRIS)}
PATH = f"/v1/staff/{MARTA_ID}"


@pytest.fixture
def ligita(cases) -> Caller:
    return Caller(cases, LIGITA)


@pytest.fixture
def head(cases) -> Caller:
    return Caller(cases, VADIBA)


async def test_units_are_a_tree_that_the_head_changes(cases, head):
    moved = await head.do(f"/v1/units/{FAMILIES}", {"parent": str(ADULTS), "kind": "social_work"}, version=1)
    assert (moved.status_code, moved.json()["parent"], moved.headers["ETag"]) == (200, str(ADULTS), '"2"')
    circle = await head.do(f"/v1/units/{ADULTS}", {"parent": str(FAMILIES)}, version=1)
    assert (circle.status_code, circle.json()["type"]) == (409, "/problems/unit-cycle")
    under = (await head.get("/v1/units", under=str(ADULTS))).json()
    assert {unit["code"] for unit in under} == {"berniem-un-gimenem", "pieaugusajiem"}
    assert [unit["code"] for unit in (await head.get("/v1/units", kind="social_work")).json()] == ["berniem-un-gimenem"]
    staff = (await head.get("/v1/staff", unit=str(ADULTS))).json()["items"]
    assert len(staff) == 7


async def test_a_supervisor_decides_about_their_own_unit_alone(ligita):
    mine = await ligita.do(f"/v1/units/{FAMILIES}", {"address": "Liepāja, Parauga iela 7"}, version=1)
    others = await ligita.do(f"/v1/units/{ADULTS}", {"address": "Liepāja, Parauga iela 7"}, version=1)
    sent_away = await ligita.do(PATH, {"unit": str(ADULTS)}, version=1)
    assert (mine.status_code, others.status_code, sent_away.status_code) == (200, 403, 403)
    assert others.json()["type"] == "/problems/unit-not-yours"
    shown = (await ligita.get(f"/v1/units/{FAMILIES}")).json()
    assert (shown["address"], "address" in mine.json()) == ("Liepāja, Parauga iela 7", False)


async def test_a_personal_code_is_no_part_of_a_public_name(ligita):
    named = await ligita.do(f"/v1/units/{FAMILIES}", {"label_en": "Family of 160575-10009"}, version=1)
    assert (named.status_code, [one["pointer"] for one in named.json()["errors"]]) == (422, ["/label_en"])


async def test_staff_have_further_positions_and_languages_and_are_found_by_them(head):
    wish = {"also": [{"unit": str(ADULTS), "role": "psychologist"}], "languages": ["lv", "ru"]}
    changed = await head.do(PATH, wish, version=1)
    assert (changed.status_code, changed.json()["also"]) == (200, wish["also"])
    found = (await head.get("/v1/staff", unit=str(ADULTS))).json()["items"]
    assert "marta" in [one["code"] for one in found]
    page = (await head.get("/v1/staff", limit=5)).json()
    rest = (await head.get("/v1/staff", limit=200, cursor=page["next"])).json()
    assert (len(page["items"]), len(rest["items"])) == (5, 7)


async def test_whoever_is_ill_says_so_themselves_and_gets_no_case_meanwhile(cases, ligita):
    marta = Caller(cases, MARTA)
    away = await marta.do(f"{PATH}/absences", AWAY, version=1)
    assert (away.json()["absent"], away.json()["deputy"]) == (True, str(ANDRIS))
    shown = (await ligita.get(PATH)).json()
    assert (shown["absent"], shown["away_until"], "reason" in shown) == (True, None, False)
    case = await opened(ligita)
    refused = await ligita.do(f"/v1/cases/{case['id']}/assign", {"staff": str(MARTA_ID)}, version=1)
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/staff-absent")
    assert str(ANDRIS) in refused.json()["detail"]
    present = (await ligita.get("/v1/staff", unit=str(FAMILIES), present_on="2126-01-01")).json()["items"]
    assert "marta" not in [one["code"] for one in present]
    assert (await facts(cases)).count("staff-absence-changed") == 1


async def test_why_somebody_is_away_is_read_by_who_leads_them_and_recorded(cases, ligita):
    await Caller(cases, MARTA).do(f"{PATH}/absences", AWAY, version=1)
    (absence,) = (await ligita.get(f"{PATH}/absences")).json()["absences"]
    assert absence["reason"] == "sickness"
    assert (await Caller(cases, GUNTA).get(f"{PATH}/absences")).status_code == 403
    assert (await Caller(cases, MARTA).get(f"{PATH}/absences")).status_code == 403
    kept = await cases.pool.fetch("select subjects from read_audit where route like '%absences'")
    assert [row["subjects"] for row in kept] == [[MARTA_ID]]
    back = await ligita.do(f"{PATH}/absences/{absence['id']}/end", {"last": "2020-01-10"}, version=2)
    assert (back.json()["absent"], back.json()["deputy"]) == (False, None)


async def test_another_stands_in_or_nobody(ligita):
    await ligita.do(f"{PATH}/absences", AWAY, version=1)
    (absence,) = (await ligita.get(f"{PATH}/absences")).json()["absences"]
    path = f"{PATH}/absences/{absence['id']}/deputy"
    assert (await ligita.do(path, {"deputy": None}, version=2)).json()["deputy"] is None
    unknown = await ligita.do(path, {"deputy": str(UUID(int=7))}, version=3)
    assert (unknown.status_code, unknown.json()["type"]) == (409, "/problems/staff-unknown")


async def test_nobody_leaves_with_cases(ligita):
    case = await opened(ligita)
    await ligita.do(f"/v1/cases/{case['id']}/assign", {"staff": str(MARTA_ID)}, version=1)
    refused = await ligita.do(PATH, {"active": False}, version=1)
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/cases-left")
    andris = await ligita.do(f"/v1/staff/{ANDRIS}", {"active": False}, version=1)
    assert andris.json()["active"] is False
    assert "andris" not in [one["code"] for one in (await ligita.get("/v1/staff")).json()["items"]]


async def test_staff_are_counted_by_unit_and_role(ligita):
    await ligita.do(f"{PATH}/absences", AWAY, version=1)
    counts = (await ligita.get("/v1/staff/counts", unit=str(FAMILIES))).json()
    assert (counts["total"], counts["absent"]) == (4, 1)
    assert {row["role"]: row["total"] for row in counts["by_unit_and_role"]} == {"social_worker": 3, "supervisor": 1}


async def test_names_of_staff_are_read_for_a_purpose_and_recorded(cases):
    await cases.pool.execute("insert into staff_name values ($1, 'Marta', 'Paraudziņa')", MARTA_ID)
    answer = await Caller(cases, INESE).do("/v1/staff/read", {"staff": [str(MARTA_ID), str(ANDRIS)]})
    assert answer.json() == {"names": [{"id": str(MARTA_ID), "given_name": "Marta", "family_name": "Paraudziņa"}]}
    (kept,) = await cases.pool.fetch("select purpose, subjects from read_audit")
    assert (kept["purpose"], kept["subjects"]) == ("intake", [MARTA_ID, ANDRIS])


async def test_trainings_say_who_has_them_whose_run_out_and_who_lacks_them(ligita):
    said = {"training": "vardarbiba", "completed_on": "2021-05-16", "valid_until": "2022-05-15"}
    entered = await ligita.do(f"{PATH}/trainings", said)
    assert (entered.status_code, entered.json()["valid_until"]) == (201, "2022-05-15")
    await ligita.do(f"/v1/staff/{ANDRIS}/trainings", said | {"valid_until": None})
    held = (await ligita.get("/v1/trainings", unit=str(FAMILIES))).json()["items"]
    ending = (await ligita.get("/v1/trainings", ends_before="2022-06-01")).json()["items"]
    assert ([one["staff"] for one in held], [one["staff"] for one in ending]) == (
        [str(MARTA_ID), str(ANDRIS)], [str(MARTA_ID)],
    )  # fmt: skip
    lacking = (await ligita.get("/v1/trainings/vardarbiba/lacking", unit=str(FAMILIES))).json()["items"]
    assert {one["ended"] for one in lacking if one["staff"] == str(MARTA_ID)} == {"2022-05-15"}
    assert str(ANDRIS) not in [one["staff"] for one in lacking]
    kinds = (await ligita.get("/v1/trainings/kinds")).json()
    assert {"vardarbiba", "bernu-tiesibas", "pirma-palidziba"} <= {kind["code"] for kind in kinds}
