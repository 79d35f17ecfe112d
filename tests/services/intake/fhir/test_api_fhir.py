"""The FHIR door on the real store: one path with all others, Tasks of the partner's own, OperationOutcome for a no."""

import json
from uuid import uuid4

import httpx
import pytest

from shared.security import issue_token
from tests.services.intake.fhir.samples import golden, otherwise
from tests.services.intake.samples import HOSPITAL, SCHOOL, body
from tests.services.intake.test_doors import by_kafka
from tests.services.running import INESE, Caller, facts, partner
from tests.shared.http.conftest import KEY

pytestmark = pytest.mark.asyncio(loop_scope="session")

REQUEST = golden("service-request")
FHIR = "application/fhir+json"
UNKNOWN = "0198c5a1-7f3e-5c2a-9d41-5b8e0a6f2c17"


class Fhir:
    """A partner's FHIR client."""

    def __init__(self, intake, actor) -> None:
        headers = {"Authorization": f"Bearer {issue_token(KEY, actor)}"}
        transport = httpx.ASGITransport(intake.app)
        self._client = httpx.AsyncClient(transport=transport, base_url="http://tilts.test/v1/fhir", headers=headers)

    async def get(self, path: str, **query) -> httpx.Response:
        return await self._client.get(path, params=query or None)

    async def send(self, method: str, path: str, said, key: str | None = None, media: str = FHIR) -> httpx.Response:
        headers = {"Content-Type": media, "Idempotency-Key": key or str(uuid4())}
        content = said if isinstance(said, bytes) else json.dumps(said).encode()
        return await self._client.request(method, path, content=content, headers=headers)


@pytest.fixture
def hospital(intake) -> Fhir:
    return Fhir(intake, partner(HOSPITAL))


def told(answer) -> tuple[int, str, str]:
    """Of a refusal: status, and the code and the place of its first issue."""
    assert answer.headers["content-type"] == FHIR
    issue = answer.json()["issue"][0]
    return answer.status_code, issue["details"]["coding"][0]["code"], issue.get("expression", [""])[0]


async def test_a_request_is_a_referral_like_any_other_and_its_task_tells_how_it_stands(intake, hospital):
    made = await hospital.send("POST", "/ServiceRequest", REQUEST, key="m1")
    assert (made.status_code, made.headers["content-type"]) == (201, FHIR)
    task = made.json()
    assert (task["status"], made.headers["Location"]) == ("received", f"/v1/fhir/Task/{task['id']}")
    (entry,) = (await Caller(intake, INESE).get("/v1/queue")).json()["items"]
    assert (entry["number"], entry["kind"]) == (task["identifier"][0]["value"], "health.concern")
    letter = (await Caller(intake, INESE).get(f"/v1/queue/{task['id']}/letter")).json()
    assert letter["unknown_codes"] == {"/needs/2": "http://hl7.org/fhir/sid/icd-10|Z63.0"}
    read = await hospital.get(f"/Task/{task['id']}")
    assert (read.json()["status"], read.headers["ETag"]) == ("received", '"2"')
    receipts = await Caller(intake, partner(HOSPITAL)).get("/v1/receipts")
    assert receipts.json()["items"][0]["data"]["message"] == "m1"


async def test_the_same_by_kafka_is_the_same_referral(intake, hospital):
    await hospital.send("POST", "/ServiceRequest", REQUEST, key="m1")
    said = golden("referral-submitted")
    said["needs"][2] = "http://hl7.org/fhir/sid/icd-10|Z63.0"
    await by_kafka(intake, said, "m1", HOSPITAL)
    assert (await facts(intake)).count("referral-received") == 1
    receipts = (await Caller(intake, partner(HOSPITAL)).get("/v1/receipts")).json()["items"]
    assert {receipt["type"] for receipt in receipts} == {"lv.tilts.partner.referral-registered.v1"}


async def test_a_bundle_is_answered_entry_by_entry(hospital):
    made = (await hospital.send("POST", "http://tilts.test/v1/fhir", golden("bundle"))).json()
    assert made["type"] == "transaction-response"
    assert [entry["response"]["status"][:3] for entry in made["entry"]] == ["200", "200", "201"]
    assert made["entry"][2]["resource"]["status"] == "received"


@pytest.mark.parametrize("method", ["PUT", "POST"])
async def test_a_task_sent_back_as_cancelled_takes_the_referral_back(intake, hospital, method):
    task = (await hospital.send("POST", "/ServiceRequest", REQUEST)).json()
    answer = await hospital.send(method, f"/Task/{task['id']}", otherwise(task, status="cancelled"))
    assert (answer.status_code, answer.json()["status"]) == (200, "cancelled")
    assert (await facts(intake))[-1] == "referral-withdrawn"


async def test_input_is_what_was_asked_for(intake, hospital):
    task = (await hospital.send("POST", "/ServiceRequest", REQUEST)).json()
    await Caller(intake, INESE).do(f"/v1/queue/{task['id']}/ask", {"asked": ["address"]}, version=2)
    waiting = (await hospital.get(f"/Task/{task['id']}")).json()
    assert (waiting["status"], waiting["output"][0]["valueCodeableConcept"]["coding"][0]["code"]) == (
        "on-hold", "address",
    )  # fmt: skip
    sent = otherwise(waiting, input=[{"type": {"text": "address"}, "valueString": "Graudu iela 1"}])
    answer = await hospital.send("PUT", f"/Task/{task['id']}", sent)
    assert (answer.json()["status"], (await facts(intake))[-1]) == ("received", "information-supplied")


async def test_who_asks_what_is_new_gets_its_own_by_pages_and_only_what_changed_since(intake, hospital):
    ids = []
    for number in range(3):
        said = otherwise(REQUEST, identifier=[{"value": f"RS-{number}"}])
        ids.append((await hospital.send("POST", "/ServiceRequest", said)).json()["id"])
    await Caller(intake, partner(SCHOOL)).do("/v1/referrals", body())
    first = (await hospital.get("/Task", _count=2)).json()
    assert [entry["resource"]["id"] for entry in first["entry"]] == ids[:2]
    (following,) = [link["url"] for link in first["link"] if link["relation"] == "next"]
    rest = (await hospital.get(following)).json()
    assert [entry["resource"]["id"] for entry in rest["entry"]] == ids[2:]
    last = rest["entry"][0]["resource"]
    since = (await hospital.get("/Task", _lastUpdated=f"ge{last['meta']['lastUpdated']}")).json()
    assert [entry["resource"]["id"] for entry in since["entry"]] == ids[2:]
    await hospital.send("PUT", f"/Task/{ids[0]}", otherwise(last, id=None, status="cancelled"))
    newer = (await hospital.get("/Task", _lastUpdated=f"gt{last['meta']['lastUpdated']}")).json()
    assert ids[0] in [entry["resource"]["id"] for entry in newer["entry"]]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"status": "received"}, 1),
        ({"status": "rejected"}, 0),
        ({"status": "draft"}, 0),
        ({"business-status": "urn:tilts:referral-state|received"}, 1),
        ({"status": "received", "business-status": "declined"}, 0),
    ],
)
async def test_tasks_are_found_by_status(hospital, query, found):
    await hospital.send("POST", "/ServiceRequest", REQUEST)
    assert len((await hospital.get("/Task", **query)).json().get("entry", ())) == found


@pytest.mark.parametrize(
    ("method", "path", "said", "answer"),
    [
        ("POST", "/ServiceRequest", {}, (422, "fhir-resource-unfit", "ServiceRequest.resourceType")),
        ("POST", "/ServiceRequest", b"{", (400, "malformed-json", "")),
        ("POST", "/ServiceRequest", b"[]", (400, "malformed-json", "")),
        ("PUT", f"/Task/{UNKNOWN}", {"resourceType": "Task", "status": "cancelled"}, (404, "referral-unknown", "")),
        ("GET", f"/Task/{UNKNOWN}", b"", (404, "not-found", "")),
        ("GET", "/Task/none", b"", (422, "invalid-request", "/id")),
        ("GET", "/Task?_lastUpdated=lt2026", b"", (400, "bad-request", "")),
        ("GET", "/Task?status=done", b"", (400, "bad-request", "")),
        ("GET", "/Task?cursor=x", b"", (400, "bad-cursor", "")),
    ],
)
async def test_a_no_is_an_operation_outcome(hospital, method, path, said, answer):
    assert told(await hospital.send(method, path, said)) == answer


async def test_a_kind_that_is_not_agreed_is_refused_as_at_every_door(intake, hospital):
    code = {"coding": [{"system": "urn:tilts:referral-kind", "code": "police.family_violence"}]}
    refused = await hospital.send("POST", "/ServiceRequest", otherwise(REQUEST, code=code))
    assert told(refused) == (403, "kind-not-agreed", "/kind")


async def test_what_is_another_s_looks_as_if_it_did_not_exist(intake, hospital):
    id = (await hospital.send("POST", "/ServiceRequest", REQUEST)).json()["id"]
    school = Fhir(intake, partner(SCHOOL))
    assert told(await school.get(f"/Task/{id}")) == (404, "not-found", "")
    sent = {"resourceType": "Task", "status": "cancelled"}
    assert told(await school.send("PUT", f"/Task/{id}", sent)) == (404, "referral-unknown", "")
    assert "entry" not in (await school.get("/Task")).json()


async def test_it_is_for_partners_and_its_statement_for_anybody(intake, hospital):
    assert told(await Fhir(intake, INESE).get("/Task")) == (403, "role-not-allowed", "")
    anybody = httpx.AsyncClient(transport=httpx.ASGITransport(intake.app), base_url="http://tilts.test/v1/fhir")
    assert told(await anybody.get("/Task")) == (401, "credentials-missing", "")
    statement = (await anybody.get("/metadata")).json()
    assert (statement["resourceType"], statement["fhirVersion"]) == ("CapabilityStatement", "4.0.1")
    assert told(await hospital.send("POST", "/ServiceRequest", REQUEST, media="text/plain"))[:2] == (
        415, "unsupported-media-type",
    )  # fmt: skip
