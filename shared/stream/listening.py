"""Listening to topics from outside: for `tilts tail`, for the receipt of a message just sent, for whoever measures.

Nothing takes effect by it and nothing is committed: services consume by `consumer`, which keeps its place in Postgres.
"""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaError
from aiokafka.structs import ConsumerRecord

from shared.stream import wire
from shared.stream.bus import BusUnavailable


@dataclass(frozen=True, slots=True)
class Arrival:
    """A record as it lies on the bus; `given` are its readable CloudEvents attributes."""

    topic: str
    partition: int
    offset: int
    key: bytes | None
    value: bytes | None
    given: Mapping[str, str]

    @property
    def type(self) -> str:
        return self.given.get("type", "")


@asynccontextmanager
async def listen(
    connection: dict[str, Any], topics: Mapping[str, int], *, from_start: bool = False
) -> AsyncIterator[AsyncIterator[Arrival]]:
    """Arrivals on `topics` (name → number of partitions), from now on or from what the bus still has.

    Inside the block the place is taken: whatever is sent there arrives. It never ends by itself. Raises BusUnavailable
    when nobody answers at the beginning.
    """
    # Partitions are assigned, because joining a group takes the embedded broker seconds.
    consumer = AIOKafkaConsumer(
        **connection, enable_auto_commit=False, auto_offset_reset="earliest", fetch_max_wait_ms=20
    )
    try:
        await consumer.start()
        places = [TopicPartition(name, partition) for name, count in topics.items() for partition in range(count)]
        consumer.assign(places)
        await (consumer.seek_to_beginning if from_start else consumer.seek_to_end)(*places)
    except (KafkaError, OSError, TimeoutError) as error:
        await consumer.stop()
        raise BusUnavailable(f"the broker cannot be listened to: {type(error).__name__}") from error
    try:
        yield _arrivals(consumer)
    finally:
        await consumer.stop()


async def _arrivals(consumer: AIOKafkaConsumer) -> AsyncIterator[Arrival]:
    while True:
        for records in (await consumer.getmany(timeout_ms=500)).values():
            for record in records:
                yield _arrival(record)
        await _begin_again_where_the_bus_was_wiped(consumer)


async def _begin_again_where_the_bus_was_wiped(consumer: AIOKafkaConsumer) -> None:
    """The embedded broker does not say by itself that it lost what it had."""
    for place in consumer.assignment():
        end = consumer.highwater(place)
        if end is not None and end < await consumer.position(place):
            await consumer.seek_to_beginning(place)


def _arrival(record: ConsumerRecord) -> Arrival:
    given = wire.attributes(record.headers)
    return Arrival(record.topic, record.partition, record.offset, record.key, record.value, given)
