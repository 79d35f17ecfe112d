"""Partners and the phone desk bring referrals over HTTP, and a partner sees its own and nobody else's."""

import json

import pytest

from shared.contracts import examples
from shared.contracts.partner import ReferralSubmitted
from tests.services.intake.samples import HOSPITAL, SCHOOL, body
from tests.services.running import INESE, LIGITA, MARTA, Caller, facts, partner, receipts

pytestmark = pytest.mark.asyncio(loop_scope="session")

SENT = "/v1/referrals"
DESK = "/v1/desk/referrals"


@pytest.fixture
def school(intake) -> Caller:
    return Caller(intake, partner(SCHOOL))


@pytest.fixture
def hospital(intake) -> Caller:
    return Caller(intake, partner(HOSPITAL))


async def test_a_partner_sends_a_referral_and_gets_its_number(intake, school):
    answer = await school.do(SENT, body())
    assert answer.status_code == 201
    registered = answer.json()
    assert (registered["number"], registered["state"]) == ("LPX-2026-000001", "received")
    assert answer.headers["Location"] == f"/v1/referrals/{registered['id']}"
    assert answer.headers["ETag"] == f'"{registered["version"]}"'
    assert (await facts(intake))[-2:] == ["referral-received", "referral-triaged"]


async def test_it_reads_there_what_became_of_it(school):
    sent = await school.do(SENT, body())
    found = (await school.get(sent.headers["Location"])).json()
    assert (found["number"], found["reference"], found["channel"]) == ("LPX-2026-000001", "L6V-2026-17", "http")
    assert (found["state"], found["rule"]) == ("received", "ordinary")


async def test_receipts_go_to_its_topic_too(intake, school):
    await school.do(SENT, body(), key="m1")
    ((topic, type, data),) = await receipts(intake)
    assert (topic, type) == (f"liepaja.partner.{SCHOOL}.receipts", "lv.tilts.partner.referral-registered.v1")
    assert json.loads(data) | {"received_at": None} == {
        "message": "m1", "reference": "L6V-2026-17", "number": "LPX-2026-000001", "received_at": None,
        "oddities": ["personal_code_checksum"],
    }  # fmt: skip


async def test_the_same_command_once_more_gets_the_same_answer(intake, school):
    first = await school.do(SENT, body(), key="m1")
    again = await school.do(SENT, body(), key="m1")
    assert (again.status_code, again.json(), again.headers["Idempotency-Replayed"]) == (201, first.json(), "true")
    assert (await facts(intake)).count("referral-received") == 1


async def test_another_body_under_the_same_key_is_refused(intake, school):
    await school.do(SENT, body(), key="m1")
    other = await school.do(SENT, body(narrative="Pavisam kas cits."), key="m1")
    assert (other.status_code, other.json()["type"]) == (422, "/problems/idempotency-key-reused")
    assert (await facts(intake)).count("referral-received") == 1


async def test_a_partner_sees_its_own_referrals_only(school, hospital):
    of_school = await school.do(SENT, body())
    of_hospital = await hospital.do(SENT, body(kind="health.concern"))
    listed = (await school.get(SENT)).json()["items"]
    assert [referral["id"] for referral in listed] == [of_school.json()["id"]]
    denied = await school.get(of_hospital.headers["Location"])
    assert (denied.status_code, denied.json()["detail"]) == (404, "There is no such referral of yours.")


async def test_a_partner_s_list_comes_in_pages_oldest_first(school):
    sent = [(await school.do(SENT, body(reference=f"L6V-{index}"))).json()["number"] for index in range(3)]
    first = (await school.get(SENT, limit=2)).json()
    rest = (await school.get(SENT, limit=2, cursor=first["next"])).json()
    assert [referral["number"] for page in (first, rest) for referral in page["items"]] == sent
    assert rest["next"] is None


async def test_a_kind_that_is_not_agreed_is_refused_with_a_page_about_it(intake, school):
    refused = await school.do(SENT, body(kind="police.family_violence"))
    problem = refused.json()
    assert (refused.status_code, problem["type"]) == (403, "/problems/kind-not-agreed")
    assert problem["errors"] == [{"location": "body", "pointer": "/kind", "detail": "is not agreed with you"}]
    page = await school.get(problem["type"])
    assert page.status_code == 200
    assert problem["title"] in page.text
    assert "referral-received" not in await facts(intake)


@pytest.mark.parametrize("name", examples.rejected(ReferralSubmitted))
async def test_what_kafka_would_reject_is_rejected_here_with_the_same_words(school, name):
    example = examples.rejected(ReferralSubmitted)[name]
    answer = await school.do(SENT, example["sent"])
    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/invalid-request")
    said = [{"pointer": error["pointer"], "message": error["detail"]} for error in answer.json()["errors"]]
    assert said == example["errors"]


@pytest.mark.parametrize("name", examples.tolerated(ReferralSubmitted))
async def test_what_kafka_would_tolerate_is_tolerated_here(intake, name):
    sent = examples.tolerated(ReferralSubmitted)[name]["sent"]
    answer = await Caller(intake, INESE).do(DESK, sent)
    assert answer.status_code == 201


@pytest.mark.parametrize("sent", [b"", b"{", b"null", b"\xff\xfe", b"[" * 1000], ids=repr)
async def test_a_body_that_is_no_json_object_is_refused(school, sent):
    answer = await school.do(SENT, sent)
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == [""]


async def test_a_body_of_another_type_is_refused(school):
    answer = await school.do(SENT)
    assert (answer.status_code, answer.json()["accepted"]) == (415, ["application/json"])


async def test_the_phone_desk_enters_a_call_and_finds_it_in_the_queue(intake):
    inese = Caller(intake, INESE)
    entered = await inese.do(DESK, body(kind="third_party_concern", reporter={"role": "kaimiņš", "protected": True}))
    assert entered.status_code == 201
    found = (await inese.get(entered.headers["Location"])).json()
    assert (found["channel"], found["partner"], found["kind"]) == ("phone", None, "third_party_concern")
    assert await receipts(intake) == []


@pytest.mark.parametrize(
    ("who", "path"),
    [(INESE, SENT), (LIGITA, SENT), (MARTA, SENT), (partner(SCHOOL), DESK), (MARTA, DESK), (LIGITA, DESK)],
    ids=lambda value: getattr(value, "id", value),
)
async def test_whoever_has_another_role_is_refused_before_the_body_is_looked_at(intake, who, path):
    for sent in (body(), b"{"):
        answer = await Caller(intake, who).do(path, sent)
        assert (answer.status_code, answer.json()["type"]) == (403, "/problems/role-not-allowed")
