"""Records that nobody should write, on the real broker, in the middle of good ones: nothing stalls, and all agree."""

from uuid import uuid4

import pytest
from aiokafka import AIOKafkaProducer
from aiokafka.record.default_records import _DefaultRecordBatchBuilderPy

from deploy.partner import REFERRALS, topic
from shared.contracts.partner import ReferralSubmitted
from tests.faults.conftest import fresh
from tests.faults.harness import PARTNER, Deployment

pytestmark = pytest.mark.asyncio(loop_scope="session")

TYPE = ("ce_type", ReferralSubmitted.type.encode())


BOMB = {"value": bytes(65 * 2**20), "headers": [TYPE, ("ce_id", b"some 65 kB as it travels")]}
"""More than we decompress at once: it takes its whole batch with it."""


class NoText(str):
    """The name of a header that is no UTF-8 once it is written: the client's builder in Python does not notice."""

    def encode(self, *_: str) -> bytes:
        return b"\xff\xfe"


def hostile() -> list[dict]:
    """Each under an id of its own where it has one, so that each is parked and answered."""
    id = ("ce_id", str(uuid4()).encode())
    return [
        {"value": None, "key": b"key", "headers": [TYPE]},
        {"value": b"{", "key": None, "headers": [TYPE]},
        {"value": b"\xff\xfe", "key": b"\xff", "headers": [TYPE, id]},
        {"value": b"{}", "headers": [TYPE, ("ce_id", None)]},
        {"value": b"[]", "headers": [("ce_type", b"\xff\xfe"), ("ce_time", b"\xff")]},
        {"value": b"[1]", "headers": [TYPE, TYPE, ("ce_id", b"one"), ("ce_id", b"another")]},
        {"value": b"[2]", "headers": [TYPE, ("", b"a header without a name")]},
        {"value": b"[3]", "headers": [TYPE, (NoText("name"), b"value")]},
        {"value": b"x" * 2_000_000, "headers": []},
        {"value": b'""', "headers": [("ce_type", b"lv.tilts.partner.referral-submitted.v9")]},
        {"value": b'""', "headers": [("ce_type", b"lv.tilts.partner.never-heard-of.v1")]},
    ]


async def write(municipality: Deployment, name: str, partition: int, records: list[dict]) -> None:
    """As one batch, compressed: so that also what is too large for Apache Kafka gets by it."""
    async with AIOKafkaProducer(bootstrap_servers=municipality.broker.bootstrap) as producer:
        batch = producer.create_batch()
        batch._builder = _DefaultRecordBatchBuilderPy(
            magic=2, compression_type=_DefaultRecordBatchBuilderPy.CODEC_GZIP, is_transactional=0, producer_id=-1,
            producer_epoch=-1, base_sequence=-1, batch_size=80_000_000,
        )  # fmt: skip
        for record in records:
            batch.append(key=record.get("key"), value=record["value"], timestamp=None, headers=record["headers"])
        await (await producer.send_batch(batch, name, partition=partition))


async def test_on_a_partners_topic_each_is_answered_and_holds_up_no_other(municipality):
    await municipality.send(fresh(20))
    before = await municipality.value("intake", "select count(*) from parked")
    bad = [*hostile(), BOMB]
    for one in bad:
        await write(municipality, topic(municipality.settings, REFERRALS, PARTNER), 0, [one])
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
