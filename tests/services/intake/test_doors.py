"""One message is one referral, whichever doors it comes by, in whichever order, and even at once."""

import asyncio
import json
from contextlib import suppress

import pytest

from services.intake.domain.register import referral_id
from shared.database.table import Overtaken
from shared.stream.record import edge_record
from shared.stream.replay import replay
from tests.services.intake.samples import POLICE, SCHOOL, body, by_partner
from tests.services.running import Caller, facts, partner, receipts

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def by_kafka(intake, said: dict, message: str = "m1", code: str = SCHOOL) -> None:
    topic = f"liepaja.partner.{code}.referrals"
    headers = (("ce_id", message.encode()), ("ce_type", b"lv.tilts.partner.referral-submitted.v1"))
    await intake.batch.apply([edge_record(code, topic, None, json.dumps(said).encode(), headers)])


async def by_http(intake, said: dict, message: str = "m1", code: str = SCHOOL):
    return await Caller(intake, partner(code)).do("/v1/referrals", said, key=message)


async def referrals(intake) -> list[str]:
    return [row["number"] for row in await intake.pool.fetch("select number from referral order by number")]


async def told(intake) -> list[tuple[str, str]]:
    """What partners hear: the receipt's last name, and its body."""
    return [(type.removeprefix("lv.tilts.partner."), data) for _, type, data in await receipts(intake)]


@pytest.mark.parametrize("first", [by_kafka, by_http])
@pytest.mark.parametrize("then", [by_kafka, by_http])
async def test_one_message_by_two_doors_is_one_referral_with_one_receipt_said_twice_at_most(intake, first, then):
    await first(intake, body())
    await then(intake, body())
    assert await referrals(intake) == ["LPX-2026-000001"]
    assert (await facts(intake)).count("referral-received") == 1
    assert len(set(await told(intake))) == 1


async def test_http_after_kafka_is_answered_with_the_same_number(intake):
    await by_kafka(intake, body())
    answer = await by_http(intake, body())
    assert (answer.status_code, answer.json()["number"]) == (201, "LPX-2026-000001")
    assert answer.json()["id"] == str(referral_id(by_partner(SCHOOL, "m1")))


async def test_the_repeat_may_be_written_otherwise_as_long_as_it_says_the_same(intake):
    await by_kafka(intake, body())
    backwards = dict(reversed(body().items())) | {"a_field_of_the_partner_s_own": 1}
    assert (await by_http(intake, backwards)).status_code == 201
    assert len(await referrals(intake)) == 1


async def test_another_message_under_an_id_that_kafka_has_brought_is_refused_over_http(intake):
    await by_kafka(intake, body())
    answer = await by_http(intake, body(narrative="Pavisam kas cits."))
    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/message-id-reused")


async def test_another_message_under_an_id_that_http_has_brought_is_rejected_over_kafka(intake):
    await by_http(intake, body())
    await by_kafka(intake, body(narrative="Pavisam kas cits."))
    assert await referrals(intake) == ["LPX-2026-000001"]
    name, rejected = (await told(intake))[-1]
    assert (name, json.loads(rejected)["problem"]["type"]) == ("message-rejected.v1", "/problems/message-id-reused")


async def test_both_doors_at_once_make_one_referral(intake):
    async def patient_http():
        while (answer := await by_http(intake, body())).status_code == 503:
            await asyncio.sleep(0.05)
        return answer

    async def patient_kafka():
        with suppress(Overtaken):
            return await by_kafka(intake, body())
        # What passes by itself is tried again, by the consumer as here.
        await by_kafka(intake, body())

    await asyncio.gather(patient_kafka(), patient_http())
    assert await referrals(intake) == ["LPX-2026-000001"]
    assert (await facts(intake)).count("referral-received") == 1


async def test_ten_calls_at_once_get_ten_numbers_in_a_row(intake):
    answers = await asyncio.gather(*(by_http(intake, body(), f"m{index}") for index in range(10)))
    again = [f"m{index}" for index, answer in enumerate(answers) if answer.status_code == 503]
    for message in again:
        await by_http(intake, body(), message)
    assert await referrals(intake) == [f"LPX-2026-{number:06d}" for number in range(1, 11)]


async def test_a_rejected_message_can_be_replayed_once_its_kind_is_agreed(intake, monkeypatch):
    await by_kafka(intake, body(kind="police.family_violence"))
    assert await referrals(intake) == []
    agreed = intake.desk.rules.configured | {SCHOOL: intake.desk.rules.configured[POLICE]}
    monkeypatch.setitem(intake.desk.rules.__dict__, "configured", agreed)
    parked = await intake.pool.fetchval("select id from parked")
    assert (await replay(intake.batch, parked)).done == 1
    assert await referrals(intake) == ["LPX-2026-000001"]
