"""A partner without Kafka: it corrects, adds, withdraws and reads its receipts over HTTP, its own and nobody else's."""

import asyncio
import json

import pytest

from services.intake.app import receipts_are_out
from shared.stream.record import edge_record
from tests.services.intake.samples import HOSPITAL, SCHOOL, body
from tests.services.running import INESE, Caller, facts, partner

pytestmark = pytest.mark.asyncio(loop_scope="session")

REFERENCE = {"reference": "L6V-2026-17"}
SAID = {
    "correct": REFERENCE | {"needs": ["child_neglect"]},
    "information": REFERENCE | {"narrative": "Bērns ir pie vecmāmiņas."},
    "withdraw": REFERENCE | {"reason": "sent_in_error"},
}
TYPES = {"correct": "referral-corrected", "information": "information-supplied", "withdraw": "referral-withdrawn"}
UNKNOWN = "/v1/referrals/019c0b6e-41c7-7a10-8f3e-5d2b9a7c1e01"


@pytest.fixture
def school(intake) -> Caller:
    return Caller(intake, partner(SCHOOL))


async def sent(school: Caller) -> str:
    return (await school.do("/v1/referrals", body())).headers["Location"]


async def by_kafka(intake, type: str, said: dict, message: str = "later", code: str = SCHOOL) -> None:
    headers = (("ce_id", message.encode()), ("ce_type", f"lv.tilts.partner.{type}.v1".encode()))
    topic = f"liepaja.partner.{code}.referrals"
    await intake.batch.apply([edge_record(code, topic, None, json.dumps(said).encode(), headers)])


def names(read) -> list[str]:
    return [item["type"].removeprefix("lv.tilts.partner.").removesuffix(".v1") for item in read.json()["items"]]


@pytest.mark.parametrize("act", SAID)
async def test_what_it_says_later_is_a_fact_and_a_receipt(intake, school, act):
    path = await sent(school)
    answer = await school.do(f"{path}/{act}", SAID[act], key="later")
    assert answer.status_code == 200
    assert TYPES[act] in (await facts(intake))[-2:]
    status = (await school.get("/v1/receipts")).json()["items"][-1]
    assert status["type"] == "lv.tilts.partner.referral-status.v1"
    assert (status["data"]["message"], status["data"]["state"]) == ("later", answer.json()["state"])


@pytest.mark.parametrize("act", SAID)
async def test_the_same_by_kafka_and_by_http_counts_once_and_has_one_receipt(intake, school, act):
    path = await sent(school)
    await by_kafka(intake, TYPES[act], SAID[act])
    answer = await school.do(f"{path}/{act}", SAID[act], key="later")
    assert answer.status_code == 200
    assert (await facts(intake)).count(TYPES[act]) == 1
    read = await school.get("/v1/receipts")
    assert names(read) == ["referral-registered", "referral-status"]


@pytest.mark.parametrize("act", SAID)
async def test_what_is_not_its_own_looks_as_if_it_did_not_exist(intake, school, act):
    path = await sent(school)
    hospital = Caller(intake, partner(HOSPITAL))
    answers = [await hospital.do(f"{path}/{act}", SAID[act]), await hospital.do(f"{UNKNOWN}/{act}", SAID[act])]
    assert [(answer.status_code, answer.json()["type"]) for answer in answers] == [
        (404, "/problems/referral-unknown")
    ] * 2
    assert len({answer.json()["detail"] for answer in answers}) == 1
    assert (await Caller(intake, INESE).do(f"{path}/{act}", SAID[act])).status_code == 403
    await by_kafka(intake, TYPES[act], SAID[act], code=HOSPITAL)
    assert names(await hospital.get("/v1/receipts")) == ["message-rejected"]


async def test_the_reference_in_the_body_is_that_of_the_referral(school):
    path = await sent(school)
    answer = await school.do(f"{path}/withdraw", SAID["withdraw"] | {"reference": "L6V-2026-18"})
    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/reference-differs")


async def test_who_asks_by_kafka_how_it_stands_is_told_so(intake, school):
    await sent(school)
    await by_kafka(intake, "status-asked", REFERENCE)
    status = (await school.get("/v1/receipts")).json()["items"][-1]
    assert (status["data"]["message"], status["data"]["state"]) == ("later", "received")


async def test_receipts_are_read_on_from_where_one_was(intake, school):
    path = await sent(school)
    first = await school.get("/v1/receipts")
    assert names(first) == ["referral-registered"]
    again = await school.get("/v1/receipts", after=first.json()["next"])
    assert (again.json()["items"], again.json()["next"]) == ([], first.json()["next"])
    await school.do(f"{path}/withdraw", SAID["withdraw"])
    assert names(await school.get("/v1/receipts", after=first.json()["next"])) == ["referral-status"]


async def test_who_waits_has_the_receipt_as_soon_as_there_is_one(intake, school):
    waiting = asyncio.create_task(school.get("/v1/receipts", wait=30))
    await asyncio.sleep(0.1)
    await sent(school)
    async with asyncio.timeout(20):
        assert names(await waiting) == ["referral-registered"]


async def test_another_partner_has_receipts_of_its_own(intake, school):
    await sent(school)
    read = await Caller(intake, partner(HOSPITAL)).get("/v1/receipts", wait=1)
    assert (read.json()["items"], read.json()["next"]) == ([], "0.0")


@pytest.mark.parametrize("after", ["x", "1", "1.2.3", "-1.5", "1.99999999999999999999"])
async def test_a_cursor_that_no_answer_gave_is_refused(school, after):
    answer = await school.get("/v1/receipts", after=after)
    assert (answer.status_code, answer.json()["type"]) == (400, "/problems/bad-cursor")


async def test_receipts_of_a_restored_log_are_not_passed_over(intake, school):
    """Its positions were given out before, in an epoch that is over."""
    await sent(school)
    await intake.pool.execute("update event_log set epoch = 2 where topic is not null")
    assert names(await school.get("/v1/receipts", after="1.900")) == ["referral-registered"]


@pytest.mark.parametrize("act", ["correct", "information", "withdraw"])
async def test_no_receipt_is_owed_afterwards(intake, school, act):
    path = await sent(school)
    await school.do(f"{path}/{act}", SAID[act])
    async with intake.pool.acquire() as conn:
        assert await receipts_are_out(conn) == []
