"""The topics of one deployment: created by a deploy step (`tilts topics`), never by being used."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from aiokafka.admin import AIOKafkaAdminClient, NewPartitions, NewTopic
from aiokafka.errors import IncompatibleBrokerVersion, KafkaError

from shared.contracts.topics import CORE_TOPICS, EDGE_TOPICS, TOPICS
from shared.stream.bus import BusUnavailable

EDGE_PARTITIONS = 1
"""A partner's topic keeps the partner's own order; a partner sends less than one partition carries."""


@dataclass(frozen=True, slots=True)
class DeployedTopic:
    name: str
    partitions: int
    retention: timedelta


@dataclass(frozen=True, slots=True)
class Reading:
    """What one service reads: core topic → source service, edge topic → partner."""

    core: dict[str, str]
    edge: dict[str, str]


def deployed(municipality: str, partners: Sequence[str], partitions: int) -> list[DeployedTopic]:
    """Every topic of a deployment."""
    core = [DeployedTopic(t.named(municipality), partitions, t.retention) for t in CORE_TOPICS]
    edge = [
        DeployedTopic(t.named(municipality, p), EDGE_PARTITIONS, t.retention) for p in partners for t in EDGE_TOPICS
    ]
    return core + edge


def reading(municipality: str, service: str, partners: Iterable[str]) -> Reading:
    """The topics a service consumes."""
    mine = [topic for topic in TOPICS if service in topic.consumers]
    return Reading(
        core={t.named(municipality): t.owner for t in mine if not t.is_edge},
        edge={t.named(municipality, p): p for p in partners for t in mine if t.is_edge},
    )


async def create(connection: dict[str, Any], topics: Sequence[DeployedTopic], replicas: int = 1) -> list[str]:
    """Create what is missing and widen what is too narrow; returns the names touched. Nothing else is changed.

    Raises BusUnavailable when the broker does not answer.
    """
    admin = AIOKafkaAdminClient(**connection)
    try:
        await admin.start()
        existing = set(await admin.list_topics())
        missing = [topic for topic in topics if topic.name not in existing]
        if missing:
            await admin.create_topics([_new(topic, replicas) for topic in missing])
        others = [topic for topic in topics if topic.name in existing]
        return [topic.name for topic in missing] + await _widen(admin, others, replicas)
    except (KafkaError, OSError, TimeoutError) as error:
        raise BusUnavailable(f"topics cannot be created: {type(error).__name__}") from error
    finally:
        await admin.close()


async def delete(connection: dict[str, Any], names: Sequence[str]) -> list[str]:
    """Delete those of these topics that are there, with all that lies on them; returns their names.

    Raises BusUnavailable when the broker does not answer.
    """
    admin = AIOKafkaAdminClient(**connection)
    try:
        await admin.start()
        there = sorted(set(names) & set(await admin.list_topics()))
        if there:
            await admin.delete_topics(there)
        return there
    except (KafkaError, OSError, TimeoutError) as error:
        raise BusUnavailable(f"topics cannot be deleted: {type(error).__name__}") from error
    finally:
        await admin.close()


async def _widen(admin: AIOKafkaAdminClient, topics: Sequence[DeployedTopic], replicas: int) -> list[str]:
    described = await admin.describe_topics([topic.name for topic in topics]) if topics else []
    counts = {found["topic"]: len(found["partitions"]) for found in described}
    narrow = [topic for topic in topics if counts.get(topic.name, topic.partitions) < topic.partitions]
    if not narrow:
        return []
    try:
        await admin.create_partitions({topic.name: NewPartitions(topic.partitions) for topic in narrow})
    except IncompatibleBrokerVersion:
        # The embedded broker, after it lost everything, makes topics of its own width for the first client that
        # asks; it cannot widen them. Nothing of worth is in them yet: the logs still have every fact.
        await admin.delete_topics([topic.name for topic in narrow])
        await admin.create_topics([_new(topic, replicas) for topic in narrow])
    return [topic.name for topic in narrow]


def _new(topic: DeployedTopic, replicas: int) -> NewTopic:
    settings = {"retention.ms": str(int(topic.retention.total_seconds() * 1000)), "cleanup.policy": "delete"}
    return NewTopic(topic.name, topic.partitions, replicas, topic_configs=settings)
