"""Who takes part in a case: people as intake's ids, who see nothing by it, and colleagues, who see the case."""

import pytest

from shared.settings.municipality import staff_id
from tests.services.cases.access.test_api_access import seen
from tests.services.cases.samples import person
from tests.services.cases.test_api_cases import assigned
from tests.services.running import GUNTA, LIGITA, MARTA, Caller

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_people_take_part_in_a_role_and_leave_with_their_history(cases):
    marta, case = Caller(cases, MARTA), await assigned(Caller(cases, LIGITA))
    path = f"/v1/cases/{case['id']}/participants"
    added = await marta.do(path, {"person": str(person("Anna")), "role": "guardian"})
    assert (added.status_code, added.json()["role"]) == (201, "guardian")
    left = await marta.do(f"{added.headers['Location']}/end", version=1)
    again = await marta.do(f"{added.headers['Location']}/end", version=2)
    assert (left.status_code, again.json()["type"]) == (200, "/problems/participant-left")
    (shown,) = (await marta.get(path)).json()
    assert (shown["person"], shown["left_at"] is None) == (str(person("Anna")), False)


async def test_a_colleague_who_takes_part_sees_the_case_until_they_leave(cases):
    ligita, case = Caller(cases, LIGITA), await assigned(Caller(cases, LIGITA))
    assert await seen(cases, GUNTA) == []
    added = await ligita.do(f"/v1/cases/{case['id']}/participants", {"staff": str(staff_id("liepaja", "gunta"))})
    assert await seen(cases, GUNTA) == [case["id"]]
    await ligita.do(f"{added.headers['Location']}/end", version=1)
    assert await seen(cases, GUNTA) == []


@pytest.mark.parametrize(
    ("wish", "status"),
    [
        ({"person": str(person("Anna")), "role": "colleague"}, 409),
        ({"staff": str(person("nobody"))}, 409),
        ({"person": str(person("Anna"))}, 422),
        ({"staff": str(person("nobody")), "role": "child"}, 422),
    ],
)
async def test_who_cannot_take_part_so(cases, wish, status):
    case = await assigned(Caller(cases, LIGITA))
    answer = await Caller(cases, MARTA).do(f"/v1/cases/{case['id']}/participants", wish)
    assert answer.status_code == status
