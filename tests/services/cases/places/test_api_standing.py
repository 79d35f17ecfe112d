"""Whoever waits asks where they stand: with their reference, and learns nothing about anybody."""

from uuid import uuid4

import pytest

from shared.contracts.catalogue_codes import CapacityPart
from shared.settings.catalogue import offer_id
from tests.services.cases.places.test_api_places import act, requested, there_are, waiting
from tests.services.cases.samples import person
from tests.services.running import GUNTA, Caller

pytestmark = pytest.mark.asyncio(loop_scope="session")

ADDICTION = offer_id("liepaja", "atkaribu-centrs", "atkaribu-centrs")


@pytest.fixture
def anybody(cases, marta) -> Caller:
    del marta.headers["Authorization"]
    return marta


async def reference(ligita: Caller, one: dict) -> dict:
    answer = await ligita.get(f"/v1/requests/{one['id']}/reference")
    assert answer.status_code == 200, answer.text
    return answer.json()


async def asked(anybody: Caller, known: dict):
    return await anybody.do("/v1/standing", known)


async def test_who_waits_is_told_their_position_what_is_missing_and_since_when(cases, ligita, anybody):
    await there_are(cases, CapacityPart.STAFF, 0)
    first, second = await waiting(ligita, "Anna"), await waiting(ligita, "Jānis")
    known = await reference(ligita, second)
    told = (await asked(anybody, known)).json()
    assert (told["state"], told["number"], told["missing"], told["service"]) == ("waiting", 2, ["staff"], "dzintari")
    assert (told["since"], told["expected_days"]) == (second["requested_at"], None)
    await act(ligita, first, "end", {"reason": "not_needed"})
    assert (await asked(anybody, known | {"code": known["code"].lower().replace("-", "")})).json()["number"] == 1


async def test_an_answer_names_nobody_and_each_reading_is_recorded(cases, ligita, anybody):
    one = await waiting(ligita, "Jānis")
    answer = await asked(anybody, await reference(ligita, one))
    assert set(answer.json()) == {"state", "service", "since", "number", "missing", "expected_days", "answer_due"}
    for id in (str(person("Jānis")), one["case_id"], one["id"]):
        assert id not in answer.text
    row = await cases.pool.fetchrow("select actor, subjects from read_audit where route = 'POST /v1/standing'")
    assert (row["actor"], person("Jānis") in row["subjects"]) == ("anonymous", True)


async def test_before_the_decision_and_after_it_only_the_state_is_told(ligita, anybody):
    one = (await requested(ligita, "Jānis")).json()
    known = await reference(ligita, one)
    assert (await asked(anybody, known)).json()["state"] == "requested"
    await act(ligita, one, "decide", {"decision": "refused", "reason": "not_needed"})
    told = (await asked(anybody, known)).json()
    assert (told["state"], told["number"], "not_needed" in str(told)) == ("refused", None, False)


async def test_which_service_it_is_stays_untold_where_it_is_sensitive(ligita, anybody):
    wish = {"subjects": [str(person("Ilze"))], "needs": ["crisis"], "priority": "routine", "age_band": "25-64"}
    case = (await ligita.do("/v1/cases", wish)).json()
    wanted = {"person": wish["subjects"][0], "offer": str(ADDICTION), "age": 40, "groups": ["addiction"]}
    one = (await ligita.do(f"/v1/cases/{case['id']}/requests", wanted)).json()
    told = await asked(anybody, await reference(ligita, one))
    assert (told.status_code, told.json()["service"], "atkar" in told.text) == (200, None, False)


@pytest.mark.parametrize("wrong", ["code", "request", "both"])
async def test_every_wrong_reference_is_answered_alike(ligita, anybody, wrong):
    known = await reference(ligita, await waiting(ligita, "Jānis"))
    other = {"code": {"code": "7K3M9-QZTAB"}, "request": {"request": str(uuid4())}}
    tried = await asked(anybody, known | other.get(wrong, other["code"] | other["request"]))
    nothing = await asked(anybody, {"request": str(uuid4()), "code": "7K3M9-QZTAB"})
    drop = ("correlation",)
    said, silence = ({k: v for k, v in one.json().items() if k not in drop} for one in (tried, nothing))
    assert (tried.status_code, said) == (404, silence)


async def test_a_reference_is_given_by_who_works_on_the_case(cases, ligita):
    one = await waiting(ligita, "Jānis")
    assert (await Caller(cases, GUNTA).get(f"/v1/requests/{one['id']}/reference")).status_code == 404
    assert await reference(ligita, one) == await reference(ligita, one), "it is worked out, and the same each time"
