"""The embedded broker answers when `start` returns, keeps its port, and forgets everything else."""

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from deploy.broker import answers
from deploy.local.broker import EmbeddedBroker
from deploy.local.ports import free_port
from deploy.local.process import ServerError


@pytest.fixture
def broker(tmp_path):
    broker = EmbeddedBroker(tmp_path)
    broker.start()
    yield broker
    broker.stop()


async def topics(broker):
    admin = AIOKafkaAdminClient(bootstrap_servers=broker.bootstrap)
    await admin.start()
    try:
        return set(await admin.list_topics())
    finally:
        await admin.close()


async def create(broker, topic, partitions):
    admin = AIOKafkaAdminClient(bootstrap_servers=broker.bootstrap)
    await admin.start()
    try:
        await admin.create_topics([NewTopic(topic, partitions, 1)])
    finally:
        await admin.close()


async def test_it_carries_records_and_keeps_offsets_of_assigned_partitions(broker):
    await create(broker, "liepaja.intake", 6)
    async with AIOKafkaProducer(bootstrap_servers=broker.bootstrap) as producer:
        await producer.send_and_wait("liepaja.intake", b"one", key=b"k", partition=5, headers=[("ce_id", b"1")])
    partition = TopicPartition("liepaja.intake", 5)
    options = {"bootstrap_servers": broker.bootstrap, "group_id": "cases", "enable_auto_commit": False}
    async with AIOKafkaConsumer(**options, auto_offset_reset="earliest") as consumer:
        consumer.assign([partition])
        record = await consumer.getone()
        assert (record.key, record.value, record.headers) == (b"k", b"one", (("ce_id", b"1"),))
        await consumer.commit()
    async with AIOKafkaConsumer(**options) as again:
        again.assign([partition])
        assert await again.committed(partition) == 1


@pytest.mark.parametrize("end", ["stop", "kill"])
async def test_it_starts_again_on_its_port_and_has_forgotten_everything(broker, end):
    await create(broker, "liepaja.intake", 6)
    before = broker.bootstrap
    getattr(broker, end)()
    assert not broker.alive
    assert not answers(before)
    broker.restart()
    assert broker.bootstrap == before
    assert await topics(broker) == set()


async def test_restarting_a_running_broker_starts_another_process(broker):
    pid = broker.pid
    broker.restart()
    assert broker.pid != pid


def test_a_taken_port_is_named(broker, tmp_path):
    with pytest.raises(ServerError, match=f"port {broker.port} is taken by another program"):
        EmbeddedBroker(tmp_path / "other", port=broker.port).start()


def test_nobody_answers_on_a_free_port():
    assert not answers(f"127.0.0.1:{free_port()}")


async def test_asking_whether_it_answers_creates_no_topic(broker):
    assert answers(broker.bootstrap)
    assert await topics(broker) == set()
