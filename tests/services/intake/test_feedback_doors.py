"""A portal's answer is the same by Kafka and by HTTP, is answered on its topic, and outside the window leaves a number.

Proposals are taken all the time; thanks of October 2025 come too late but for when their message says it was sent off.
"""

import json

import pytest

from shared.contracts.partner import FeedbackSubmitted
from shared.stream.record import edge_record
from tests.services.intake.feedback_samples import IDENTITY, MARTA, PORTAL, PROPOSALS, THANKS
from tests.services.running import Caller, facts, partner, receipts

pytestmark = pytest.mark.asyncio(loop_scope="session")

TOPIC = f"liepaja.partner.{PORTAL}.referrals"
PROPOSAL = {"role": "resident", "text": "Vairāk soliņu parkā."}
INSIDE, LATE = "2025-10-31T23:59:59.999+02:00", "2025-11-01T00:00:00+02:00"


async def by_kafka(intake, message: str = "p1", **said) -> None:
    body = {"reference": "EPAK-1", "campaign": PROPOSALS, "submitted_at": "2026-11-03T10:00:00Z"} | PROPOSAL | said
    headers = (("ce_id", message.encode()), ("ce_type", FeedbackSubmitted.type.encode()))
    await intake.batch.apply([edge_record(PORTAL, TOPIC, None, json.dumps(body).encode(), headers)])


async def by_http(intake, message: str = "p1"):
    return await Caller(intake, partner(PORTAL)).do(f"/v1/campaigns/{PROPOSALS}/answers", PROPOSAL, key=message)


async def told(intake) -> list[dict]:
    """What the portal hears on its topic, without what changes."""
    return [
        {"type": type.removeprefix("lv.tilts.partner.").removesuffix(".v1")} | json.loads(data)
        for _, type, data in await receipts(intake)
    ]


@pytest.mark.parametrize("doors", [(by_kafka, by_http), (by_http, by_kafka), (by_kafka, by_kafka)])
async def test_one_message_by_two_doors_is_one_answer(intake, doors):
    for door in doors:
        await door(intake)
    assert (await facts(intake)).count("proposal-received") == 1
    assert await intake.pool.fetchval("select last from answer_series where id = $1", PROPOSALS) == 1


async def test_the_portal_hears_that_it_counts(intake):
    await by_kafka(intake)
    (receipt,) = await told(intake)
    assert (receipt["type"], receipt["message"], receipt["reference"]) == ("feedback-registered", "p1", "EPAK-1")
    assert (receipt["gift"], len(receipt["receipt"])) == (False, 11)


async def test_the_last_second_counts_by_the_portal_s_clock_however_late_it_reaches_us(intake):
    thanks = {"campaign": THANKS, "worker": str(MARTA), "role": "client"}
    await by_kafka(intake, "p1", **thanks, identity=IDENTITY, submitted_at=INSIDE)
    await by_kafka(intake, "p2", **thanks, identity="PNOLV-020202-20002", submitted_at=LATE)
    assert [one["type"] for one in await told(intake)] == ["feedback-registered", "message-rejected"]
    assert (await told(intake))[1]["problem"]["type"] == "/problems/campaign-closed"
    counted = await intake.pool.fetchval("select count from refused_answers where id = $1", f"{THANKS}/too_late")
    assert (counted, await intake.pool.fetchval("select count(*) from parked")) == (1, 0)
    assert await intake.pool.fetchval("select count(*) from answer") == 1


async def test_what_is_refused_for_another_reason_is_parked_so_that_it_can_be_mended(intake):
    await by_kafka(intake, campaign=THANKS, worker=str(MARTA), submitted_at=INSIDE)
    assert (await told(intake))[0]["problem"]["type"] == "/problems/identity-not-verified"
    assert await intake.pool.fetchval("select count(*) from parked") == 1
