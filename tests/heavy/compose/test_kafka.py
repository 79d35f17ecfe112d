"""Apache Kafka as the official image would start it from our settings."""

from datetime import timedelta

import pytest
from aiokafka import AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.errors import KafkaError

from shared.settings import Settings
from shared.stream import topics
from tests.heavy.compose.parts import ComposedKafka

DAY = topics.DeployedTopic("kept", 1, timedelta(days=1))


@pytest.fixture(scope="module")
def broker(tmp_path_factory):
    broker = ComposedKafka(tmp_path_factory.mktemp("kafka"))
    broker.start()
    yield broker
    broker.kill()


@pytest.fixture
async def admin(broker):
    admin = AIOKafkaAdminClient(bootstrap_servers=broker.bootstrap)
    await admin.start()
    yield admin
    await admin.close()


async def test_the_topics_are_created_with_their_own_retention(broker, admin):
    wanted = topics.deployed("liepaja", list(Settings.load("liepaja", {}).partners), 6)
    assert len(await topics.create({"bootstrap_servers": broker.bootstrap}, wanted)) == len(wanted)
    asked = [ConfigResource(ConfigResourceType.TOPIC, topic.name, {"retention.ms": None}) for topic in wanted]
    answers = await admin.describe_configs(asked)
    kept = {resource[3]: int(resource[4][0][1]) for answer in answers for resource in answer.resources}
    assert kept == {topic.name: topic.retention.total_seconds() * 1000 for topic in wanted}


async def test_a_topic_is_not_created_by_writing_to_it(broker, admin):
    async with AIOKafkaProducer(bootstrap_servers=broker.bootstrap, request_timeout_ms=1_000) as producer:
        with pytest.raises(KafkaError):
            await producer.send_and_wait("liepaja.intaek", b"one")
    assert "liepaja.intaek" not in await admin.list_topics()


async def test_another_start_goes_on_with_what_is_on_the_disk(broker):
    await topics.create({"bootstrap_servers": broker.bootstrap}, [DAY])
    broker.stop()
    broker.start()
    assert await topics.create({"bootstrap_servers": broker.bootstrap}, [DAY]) == []
