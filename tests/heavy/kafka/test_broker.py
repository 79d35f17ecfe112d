"""Apache Kafka answers when `start` returns, and keeps its port and its records through stop, SIGKILL and restart."""

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import KafkaError

from deploy.broker import answers
from deploy.kafka.broker import KafkaBroker


@pytest.fixture(scope="module")
def broker(tmp_path_factory):
    """One broker for all: each start takes seconds. Every test leaves it running, and has a topic of its own."""
    broker = KafkaBroker(tmp_path_factory.mktemp("kafka"))
    broker.start()
    yield broker
    broker.stop()


async def topics(broker):
    admin = AIOKafkaAdminClient(bootstrap_servers=broker.bootstrap)
    await admin.start()
    try:
        return {topic for topic in await admin.list_topics() if not topic.startswith("__")}
    finally:
        await admin.close()


async def write(broker, topic):
    admin = AIOKafkaAdminClient(bootstrap_servers=broker.bootstrap)
    await admin.start()
    await admin.create_topics([NewTopic(topic, 6, 1)])
    await admin.close()
    async with AIOKafkaProducer(bootstrap_servers=broker.bootstrap, acks="all") as producer:
        await producer.send_and_wait(topic, b"one", partition=5)


async def read(broker, topic):
    async with AIOKafkaConsumer(bootstrap_servers=broker.bootstrap, auto_offset_reset="earliest") as consumer:
        consumer.assign([TopicPartition(topic, 5)])
        return (await consumer.getone()).value


@pytest.mark.parametrize("end", ["stop", "kill"])
async def test_records_survive_and_the_port_is_kept(broker, end):
    await write(broker, f"survives.{end}")
    before = broker.bootstrap
    getattr(broker, end)()
    assert not answers(before)
    broker.restart()
    assert broker.bootstrap == before
    assert await read(broker, f"survives.{end}") == b"one"


async def test_another_start_on_the_same_folder_goes_on_with_its_records(broker):
    await write(broker, "goes.on")
    broker.stop()
    again = KafkaBroker(broker.folder)
    again.start()
    assert await read(again, "goes.on") == b"one"
    again.stop()
    broker.start()


async def test_an_unknown_topic_is_not_created_by_writing_to_it(broker):
    async with AIOKafkaProducer(bootstrap_servers=broker.bootstrap, request_timeout_ms=1_000) as producer:
        with pytest.raises(KafkaError):
            await producer.send_and_wait("liepaja.intaek", b"one")
    assert "liepaja.intaek" not in await topics(broker)


async def test_a_wiped_broker_knows_nothing(broker):
    await write(broker, "forgotten")
    broker.wipe()
    assert await topics(broker) == set()
