"""Who a partner is follows from its topic or token: whatever else it writes, by any door, it is nobody but itself."""

import json

import pytest

from shared.stream.record import edge_record
from tests.services.intake.fhir.samples import golden, otherwise
from tests.services.intake.fhir.test_api_fhir import Fhir
from tests.services.intake.samples import HOSPITAL, POLICE, SCHOOL, body
from tests.services.running import Caller, partner

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def by_kafka(intake) -> None:
    claims = {"ce_id": "m1", "ce_source": f"/{POLICE}/rems", "ce_subject": POLICE, "ce_partner": POLICE}
    headers = [(name, text.encode()) for name, text in claims.items()]
    headers.append(("ce_type", b"lv.tilts.partner.referral-submitted.v1"))
    said = json.dumps(body(kind="other") | {"partner": POLICE}).encode()
    topic = f"liepaja.partner.{HOSPITAL}.referrals"
    await intake.batch.apply([edge_record(HOSPITAL, topic, POLICE.encode(), said, tuple(headers))])


async def by_http(intake) -> None:
    await Caller(intake, partner(HOSPITAL)).do("/v1/referrals", body(kind="other") | {"partner": POLICE})


async def by_fhir(intake) -> None:
    requester = {"requester": {"identifier": {"value": POLICE}}, "performer": [{"display": POLICE}]}
    sent = otherwise(golden("service-request"), **requester)
    await Fhir(intake, partner(HOSPITAL)).send("POST", "/ServiceRequest", sent)


@pytest.mark.parametrize("door", [by_kafka, by_http, by_fhir])
async def test_what_claims_to_be_the_police_s_is_the_hospital_s_that_sent_it(intake, door):
    await door(intake)
    assert [row["partner"] for row in await intake.pool.fetch("select partner from referral")] == [HOSPITAL]
    topics = await intake.pool.fetch("select distinct topic from event_log where topic is not null")
    assert [row["topic"] for row in topics] == [f"liepaja.partner.{HOSPITAL}.receipts"]


@pytest.mark.parametrize("path", ["/v1/referrals", "/v1/receipts", "/v1/fhir/Task"])
async def test_no_query_leads_to_another_s(intake, path):
    await by_http(intake)
    read = (await Caller(intake, partner(SCHOOL)).get(path, partner=HOSPITAL, owner=HOSPITAL)).json()
    assert read.get("items", read.get("entry", [])) == []
