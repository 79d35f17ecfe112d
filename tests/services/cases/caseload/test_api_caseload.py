"""Loads over HTTP: by worker for who leads them, strain for the head, means for all; moving, distance, team events."""

from uuid import UUID

import pytest

from tests.services.cases.samples import MARTA as MARTA_ID
from tests.services.cases.samples import MONDAY, accepted
from tests.services.cases.units.samples import ANDRIS, EVIJA, FAMILIES
from tests.services.memory import cause
from tests.services.running import GUNTA, LIGITA, MARTA, VADIBA, Caller, facts, hear

pytestmark = pytest.mark.asyncio(loop_scope="session")
EVENT = {"kind": "creative_workshop", "held_on": "2021-03-13", "participants": 14, "minutes": 120}


@pytest.fixture
def ligita(cases) -> Caller:
    return Caller(cases, LIGITA)


async def given(cases, ligita: Caller, count: int = 2) -> list[dict]:
    """Marta is given so many cases."""
    for n in range(count):
        await hear(cases, "intake", accepted(f"c{n}"), cause(f"c{n}", MONDAY))
    open_ones = (await ligita.get("/v1/cases")).json()["items"]
    return [
        (await ligita.do(f"/v1/cases/{case['id']}/assign", {"staff": str(MARTA_ID)}, version=1)).json()
        for case in open_ones
    ]


async def test_loads_are_seen_by_who_leads_and_the_heaviest_is_first(cases, ligita):
    case, _ = await given(cases, ligita)
    await Caller(cases, MARTA).do(f"/v1/cases/{case['id']}/distance", {"minutes": 45})
    await cases.pool.execute("update social_case set risk = 'high' where id = $1", case["id"])
    first = (await ligita.get("/v1/caseload", limit=1)).json()
    (marta,) = first["items"]
    assert (marta["staff"], marta["cases"], marta["percent"]) == (str(MARTA_ID), 2, 19)
    assert marta["parts"] == {"cases": 20, "priority": 10, "children": 8, "risk": 12, "distance": 6}
    rest = (await ligita.get("/v1/caseload", cursor=first["next"])).json()["items"]
    assert {one["unit"] for one in rest} == {str(FAMILIES)}
    assert str(MARTA_ID) not in {
        one["staff"] for one in (await Caller(cases, GUNTA).get("/v1/caseload")).json()["items"]
    }
    assert (await Caller(cases, MARTA).get("/v1/caseload")).status_code == 403


async def test_strain_is_for_the_head_alone_and_each_reading_is_recorded(cases, ligita):
    (case,) = await given(cases, ligita, 1)
    await cases.pool.execute(
        """
        insert into visit (id, case_id, staff, mode, planned_at, state, duration, version, after_hours)
        select gen_random_uuid(), $1, $2, 'phone', now() - make_interval(days => n), 'completed', 30, 2, n < 3
        from generate_series(1, 5) n
        """,
        case["id"], MARTA_ID,
    )  # fmt: skip
    await cases.pool.execute(
        """
        insert into contact (id, case_id, staff, kind, mode, partner, reached, began_at, minutes, after_hours,
                             corrected_by, version)
        select gen_random_uuid(), $1, $2, 'counselling', 'phone', 'client', n < 6, now() - make_interval(days => n),
               30, false, case when n = 5 then gen_random_uuid() end, 1
        from generate_series(1, 7) n
        """,
        case["id"], MARTA_ID,
    )  # fmt: skip
    told = (await Caller(cases, VADIBA).get("/v1/caseload/strain")).json()
    first = told["staff"][0]
    assert (told["rule"], first["staff"]) == ("strain-2021", str(MARTA_ID))
    assert (first["reasons"], first["after_hours"], first["strained"]) == (["after_hours"], 22, True)
    assert [(await Caller(cases, who).get("/v1/caseload/strain")).status_code for who in (LIGITA, MARTA)] == [403, 403]
    kept = await cases.pool.fetch("select subjects from read_audit where route like '%strain'")
    assert [MARTA_ID in row["subjects"] for row in kept] == [True]


async def test_everybody_else_sees_means_of_many_only(cases):
    told = (await Caller(cases, MARTA).get("/v1/caseload/means")).json()
    assert [(mean["unit"], mean["people"]) for mean in told] == [(None, 6)]


async def test_a_proposal_names_who_is_there_with_reasons_and_the_deputy_of_who_is_not(cases, ligita):
    (case,) = await given(cases, ligita, 1)
    away = {"reason": "vacation", "first": "2020-01-01", "deputy": str(EVIJA)}
    await ligita.do(f"/v1/staff/{ANDRIS}/absences", away, version=1)
    await ligita.do(f"/v1/staff/{EVIJA}", {"languages": ["ru"]}, version=1)
    told = (await ligita.get(f"/v1/cases/{case['id']}/assignment", language="ru")).json()
    first, last = told["candidates"][0], told["candidates"][-1]
    assert (first["staff"], first["parts"]["language"], first["parts"]["unit"]) == (str(EVIJA), 15, 40)
    assert (last["staff"], last["score"], last["deputy"]) == (str(ANDRIS), None, str(EVIJA))
    assert (await Caller(cases, GUNTA).get(f"/v1/cases/{case['id']}/assignment")).status_code == 404


async def test_a_caseload_is_looked_at_and_moved_in_one_command_or_not_at_all(cases, ligita):
    await given(cases, ligita)
    path = f"/v1/staff/{MARTA_ID}/caseload"
    plan = (await ligita.get(f"{path}/plan")).json()["moves"]
    assert {move["to"] for move in plan} == {str(ANDRIS), str(EVIJA)}
    only = (await ligita.get(f"{path}/plan", to=str(EVIJA))).json()["moves"]
    assert {move["to"] for move in only} == {str(EVIJA)}
    moved = await ligita.do(f"{path}/move", {"moves": only})
    assert (moved.status_code, {one["to"] for one in moved.json()["moves"]}) == (200, {str(EVIJA)})
    again = await ligita.do(f"{path}/move", {"moves": plan})
    assert (again.status_code, again.json()["type"]) == (409, "/problems/caseload-changed")
    assert (await facts(cases)).count("case-assigned") == 4
    assert (await Caller(cases, GUNTA).do(f"{path}/move", {"moves": plan})).status_code == 403


async def test_whoever_stands_in_sees_the_cases_of_who_is_away(cases, ligita):
    gunta = Caller(cases, GUNTA)
    (case,) = await given(cases, ligita, 1)
    assert (await gunta.get(f"/v1/cases/{case['id']}")).status_code == 404
    away = {"reason": "sickness", "first": "2020-01-01", "deputy": GUNTA.id}
    await ligita.do(f"/v1/staff/{MARTA_ID}/absences", away, version=1)
    assert (await gunta.get(f"/v1/cases/{case['id']}")).status_code == 200


async def test_team_events_are_counts_without_anybody(cases, ligita):
    noted = await ligita.do("/v1/team-events", EVENT | {"unit": str(FAMILIES)})
    assert (noted.status_code, noted.json()["participants"], noted.json()["duration"]) == (201, 14, 120)
    (shown,) = (await Caller(cases, MARTA).get("/v1/team-events", unit=str(FAMILIES))).json()["items"]
    assert set(shown) == {"id", "kind", "held_on", "participants", "duration", "unit"}
    columns = await cases.pool.fetch(
        "select column_name from information_schema.columns where table_name = 'team_event'"
    )
    assert {row[0] for row in columns} == {*shown, "version"}


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ({"held_on": "2126-03-13"}, "event-ahead"),
        ({"participants": 1}, "invalid-request"),
        ({"minutes": True}, "invalid-request"),
        ({"staff": [str(MARTA_ID)]}, "invalid-request"),
        ({"unit": str(UUID(int=7))}, "unit-unknown"),
    ],
)
async def test_what_cannot_be_a_team_event(ligita, said, problem):
    assert (await ligita.do("/v1/team-events", EVENT | said)).json()["type"] == f"/problems/{problem}"
