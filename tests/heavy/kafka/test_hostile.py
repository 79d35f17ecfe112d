"""What nobody should write, between 500 good referrals on Apache Kafka: each is parked, and every good one gets by."""

import pytest
from aiokafka import AIOKafkaProducer
from aiokafka.errors import MessageSizeTooLargeError

from deploy.partner import REFERRALS, referral, topic
from tests.faults.conftest import fresh
from tests.faults.harness import PARTNER, letter
from tests.faults.test_hostile import BOMB, hostile, write

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_each_among_500_good_ones_is_parked_and_holds_up_no_other(municipality):
    before = await municipality.value("intake", "select count(*) from parked")
    messages = [referral(PARTNER, id, letter(id)) for id in fresh(500)]
    records = [{"key": m.key.encode(), "value": m.data, "headers": m.headers()} for m in messages]
    bad = hostile()
    for number, one in enumerate(bad, start=1):
        records.insert(number * 35, one)
    municipality.sent |= {m.id: None for m in messages}
    await write(municipality, topic(municipality.settings, REFERRALS, PARTNER), 0, [BOMB])
    await write(municipality, topic(municipality.settings, REFERRALS, PARTNER), 0, records)
    assert (await municipality.settled()).findings == []
    assert await municipality.value("intake", "select count(*) from parked") == before + len(bad) + 1


async def test_what_is_too_large_is_refused_to_whoever_writes_it(municipality):
    name = topic(municipality.settings, REFERRALS, PARTNER)
    servers = municipality.broker.bootstrap
    async with AIOKafkaProducer(bootstrap_servers=servers, max_request_size=4_000_000) as producer:
        with pytest.raises(MessageSizeTooLargeError):
            await producer.send_and_wait(name, b"x" * 2_000_000, partition=0)
