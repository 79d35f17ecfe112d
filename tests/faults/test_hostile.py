"""Records that nobody should write, on the real broker, in the middle of good ones: nothing stalls, and all agree."""

from uuid import uuid4

import pytest
from aiokafka import AIOKafkaProducer

from deploy.partner import REFERRALS, topic
from shared.contracts.partner import ReferralSubmitted
from tests.faults.conftest import fresh
from tests.faults.harness import PARTNER, Deployment

pytestmark = pytest.mark.asyncio(loop_scope="session")

TYPE = ("ce_type", ReferralSubmitted.type.encode())


def hostile() -> list[dict]:
    """Each under an id of its own where it has one, so that each is parked and answered."""
    id = ("ce_id", str(uuid4()).encode())
    return [
        {"value": None, "key": b"key", "headers": [TYPE]},
        {"value": b"{", "key": None, "headers": [TYPE]},
        {"value": b"\xff\xfe", "key": b"\xff", "headers": [TYPE, id]},
        {"value": b"{}", "headers": [TYPE, ("ce_id", None)]},
        {"value": b"[]", "headers": [("ce_type", b"\xff\xfe"), ("ce_time", b"\xff")]},
        {"value": b"x" * 500_000, "headers": []},
        {"value": b'""', "headers": [("ce_type", b"lv.tilts.partner.referral-submitted.v9")]},
    ]


async def write(municipality: Deployment, name: str, partition: int, records: list[dict]) -> None:
    servers = municipality.broker.bootstrap
    async with AIOKafkaProducer(bootstrap_servers=servers, max_request_size=4_000_000) as producer:
        for record in records:
            await producer.send_and_wait(name, partition=partition, **record)


async def test_on_a_partners_topic_each_is_answered_and_holds_up_no_other(municipality):
    await municipality.send(fresh(20))
    before = await municipality.value("intake", "select count(*) from parked")
    bad = hostile()
    await write(municipality, topic(municipality.settings, REFERRALS, PARTNER), 0, bad)
    await municipality.send(fresh(20))
    report = await municipality.settled()
    assert report.findings == []
    assert await municipality.value("intake", "select count(*) from parked") == before + len(bad)


async def test_on_a_core_topic_what_says_no_place_is_passed_by(municipality):
    """Only the owner may write there; whoever does all the same cannot stop anybody."""
    nowhere = [{"value": b"{", "key": None, "headers": headers} for headers in (
        [], [("ce_position", b"\xff")], [("ce_position", b"2"), ("ce_epoch", None)], [("ce_epoch", b"one")],
    )]  # fmt: skip
    for partition in range(2):
        await write(municipality, f"{municipality.slug}.intake", partition, nowhere)
    await municipality.send(fresh(20))
    assert (await municipality.settled()).findings == []
