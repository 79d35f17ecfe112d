"""Consents over HTTP: recorded, asked, withdrawn, shared on; by those who see the case."""

import pytest
import pytest_asyncio

from tests.services.cases.samples import LIGITA as LIGITA_ID
from tests.services.cases.samples import person
from tests.services.cases.test_api_cases import opened
from tests.services.running import GUNTA, LIGITA, VADIBA, Caller, facts

pytestmark = pytest.mark.asyncio(loop_scope="session")

ILZE = str(person("Ilze"))
SAID = {
    "person": ILZE, "said_by": ILZE, "capacity": "self", "text": "sharing-with-partners", "text_version": 1,
    "answer": "granted", "mode": "phone", "said_at": "2026-03-16T10:00:00+02:00", "witness": str(LIGITA_ID),
    "allowances": [{"recipient": "ngo", "purpose": "support", "field_set": "contact"}], "words": "Labprāt.",
}  # fmt: skip
SHARE = {"person": ILZE, "recipient": "ngo", "purpose": "support", "field_set": "contact"}
UNKNOWN = "019c0b6e-41c7-7a10-8f3e-5d2b9a7c1e01"


@pytest.fixture
def gunta(cases) -> Caller:
    return Caller(cases, GUNTA)


@pytest_asyncio.fixture(loop_scope="session")
async def case(cases, gunta) -> str:
    return (await opened(gunta, needs=["crisis"]))["id"]


async def verdict(caller: Caller, case: str, **asked) -> tuple[bool, str]:
    answer = (await caller.get(f"/v1/cases/{case}/allows", **SHARE | asked)).json()
    return answer["allowed"], answer["because"]


async def test_what_was_said_by_phone_allows_sharing_until_it_is_withdrawn(cases, gunta, case):
    path = f"/v1/cases/{case}"
    refused = await gunta.do(f"{path}/sharings", SHARE)
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/sharing-not-allowed")
    consent = await gunta.do(f"{path}/consents", SAID)
    assert (consent.status_code, consent.headers["Location"]) == (201, f"/v1/consents/{consent.json()['id']}")
    assert ("words" in consent.json(), (await gunta.get(f"{path}/consents")).json()[0]["words"]) == (False, "Labprāt.")
    assert await verdict(gunta, case) == (True, "allowed")
    shared = (await gunta.do(f"{path}/sharings", SHARE)).json()
    assert (shared["basis"], shared["consent"]) == ("consent", consent.json()["id"])
    (task,) = (await gunta.get("/v1/tasks", case=case)).json()["items"]
    assert (task["kind"], task["due_at"], task["statutory"]) == ("consent_signature", consent.json()["sign_by"], True)
    gone = await gunta.do(f"{consent.headers['Location']}/withdraw", {"channel": "email"}, version=1)
    assert (gone.status_code, gone.json()["channel"]) == (200, "email")
    assert await verdict(gunta, case) == (False, "withdrawn")
    assert await verdict(gunta, case, at="2026-03-17T00:00:00Z") == (True, "allowed")
    assert await verdict(gunta, case, at="2026-03-01T00:00:00Z") == (False, "nobody_asked")
    assert (await gunta.get(f"{path}/allowances")).json() == []
    (then,) = (await gunta.get(f"{path}/allowances", at="2026-03-17T00:00:00Z")).json()
    assert (then["recipient"], then["consent"]) == ("ngo", consent.json()["id"])
    assert (await facts(cases))[-6:] == [
        "consent-recorded", "sharing-allowed", "task-added", "sharing-recorded", "consent-withdrawn", "task-completed"
    ]  # fmt: skip


async def test_a_duty_needs_no_consent_and_its_ground_stands_in_the_list(gunta, case):
    (duty, *_) = (await gunta.get("/v1/sharing-duties")).json()
    wish = SHARE | {"recipient": "orphans_court", "purpose": "child-protection", "duty": duty["code"]}
    assert (await gunta.do(f"/v1/cases/{case}/sharings", wish)).status_code == 201
    (shared,) = (await gunta.get(f"/v1/cases/{case}/sharings")).json()["items"]
    assert (shared["basis"], shared["duty"], shared["consent"]) == ("legal_duty", "child-in-danger", None)


async def test_the_texts_are_there_to_be_read_aloud(gunta):
    (text,) = (await gunta.get("/v1/consent-texts")).json()
    assert (text["code"], text["version"], text["in_force"]) == ("sharing-with-partners", 1, True)
    assert "piekrišanu" in text["text"]["lv"] and "consent" in text["text"]["en"]


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"person": UNKNOWN, "said_by": UNKNOWN}, "consent-of-a-stranger"),
        ({"witness": UNKNOWN}, "staff-unknown"),
        ({"text_version": 99}, "consent-text-unknown"),
        ({"answer": "refused"}, "consent-contradicts-itself"),
        ({"answer": "maybe"}, "invalid-request"),
        ({"said_at": "2026-03-29T03:30:00"}, "invalid-request"),
        ({"signed": True}, "invalid-request"),
    ],
)
async def test_bad_input_is_refused_with_its_reason(gunta, case, changed, problem):
    answer = await gunta.do(f"/v1/cases/{case}/consents", SAID | changed)
    assert answer.json()["type"] == f"/problems/{problem}"
    assert (await gunta.get(f"/v1/cases/{case}/consents")).json() == []


async def test_withdrawn_twice_and_by_whom_saw_an_older_version(gunta, case):
    consent = (await gunta.do(f"/v1/cases/{case}/consents", SAID)).json()
    path = f"/v1/consents/{consent['id']}/withdraw"
    answers = [await gunta.do(path, {"channel": "phone"}, version=version) for version in (1, 1, 2)]
    assert [answer.status_code for answer in answers] == [200, 412, 409]
    assert answers[2].json()["type"] == "/problems/consent-withdrawn"


async def test_only_who_sees_the_case_sees_what_was_consented_and_the_reading_is_recorded(cases, gunta, case):
    consent = (await gunta.do(f"/v1/cases/{case}/consents", SAID)).json()
    paths = [f"/v1/cases/{case}/consents", f"/v1/consents/{consent['id']}", f"/v1/cases/{case}/allowances"]
    other = Caller(cases, LIGITA)
    assert [(await other.get(path)).status_code for path in paths] == [404, 404, 404]
    assert (await other.do(f"{paths[1]}/withdraw", {"channel": "phone"}, version=1)).status_code == 404
    assert (await other.do(paths[0], SAID)).status_code == 404
    assert [(await Caller(cases, VADIBA).get(path)).status_code for path in paths] == [200, 200, 200]
    read = await cases.pool.fetch("select route, subjects from read_audit where actor = $1", VADIBA.id)
    assert len(read) == 3 and all(person("Ilze") in row["subjects"] for row in read)
