"""Kafka as the stream needs it: send one batch and know where it landed, read the tail of a partition, or all of it.

The only file that knows aiokafka's producer. A send has our own deadline; past it the producer is thrown away, because
the library would go on retrying behind our back, and a new one is built for the next send.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.errors import KafkaError
from aiokafka.structs import ConsumerRecord

from shared.stream.wire import Headers

Message = tuple[bytes | None, bytes, Headers]
Offsets = dict[TopicPartition, int]
_MAX_BATCH_BYTES = 900_000
_TAIL_SCAN_LIMIT = 1_000
_PATIENCE = 4
_GLANCE_MS = 50


class BusUnavailable(ConnectionError):
    """Kafka did not take or give what was asked within the deadline. Always worth trying again."""


class NoSuchTopic(BusUnavailable):
    """Kafka does not have the topic (any more)."""


_BROKEN = (KafkaError, TimeoutError, OSError)


@dataclass(frozen=True, slots=True)
class Tail:
    """The end of one partition as the bus has it: its newest records, oldest first, between two offsets."""

    records: Sequence[ConsumerRecord]
    reached_start: bool
    start: int
    end: int


@dataclass(slots=True)
class Bus:
    """One service's way to Kafka. `connection` are aiokafka's arguments: bootstrap_servers, security_protocol, …"""

    connection: dict[str, Any]
    deadline: float = 5.0
    _producer: AIOKafkaProducer | None = None
    _building: asyncio.Lock = field(default_factory=asyncio.Lock)
    _closing: set[asyncio.Task] = field(default_factory=set)

    async def send(self, topic: str, partition: int, messages: Sequence[Message]) -> tuple[int, int]:
        """Send what fits one request of `messages`; returns how many, and the first offset. Raises BusUnavailable."""
        producer = None
        try:
            async with asyncio.timeout(self.deadline):
                producer = await self._ready()
                await self._check(producer, topic, partition)
                batch, count = _batch(producer, messages)
                metadata = await (await producer.send_batch(batch, topic, partition=partition))
        except NoSuchTopic:
            raise  # nothing is wrong with the connection, which others are using
        except (*_BROKEN, AssertionError) as error:
            self._discard(producer)
            raise BusUnavailable(f"{topic}/{partition}: {type(error).__name__}") from error
        return count, metadata.offset

    async def tails(
        self, topic: str, partitions: Iterable[int], enough: Callable[[int, Sequence[ConsumerRecord]], bool]
    ) -> dict[int, Tail]:
        """The newest records of each partition, read backwards until `enough(partition, records)`, or about a thousand.

        Raises BusUnavailable. `reached_start` says that everything the bus has was read.
        """
        async with self._reader(topic, partitions) as (consumer, starts, ends):
            async with asyncio.timeout(_PATIENCE * self.deadline):
                found = await asyncio.gather(*(_tail(consumer, p, starts[p], ends[p], enough) for p in starts))
            return {place.partition: tail for place, tail in zip(starts, found, strict=True)}

    async def starts(self, topic: str, partitions: Iterable[int]) -> dict[int, int]:
        """The first offset that each partition still has, above 0 when some expired. Raises BusUnavailable."""
        async with self._reader(topic, partitions) as (_, starts, _):
            return {place.partition: start for place, start in starts.items()}

    async def everything(self, topic: str, partitions: Iterable[int]) -> AsyncIterator[ConsumerRecord]:
        """Every record the bus has of these partitions now, from the first on; order holds within a partition.

        Raises BusUnavailable, also when nothing more comes although there is more.
        """
        async with self._reader(topic, partitions) as (consumer, starts, _):
            for place, start in starts.items():
                consumer.seek(place, start)
            left, silence = set(starts), 0.0
            while left:
                found = await consumer.getmany(*left, timeout_ms=_GLANCE_MS)
                silence = 0.0 if found else silence + _GLANCE_MS / 1000
                if silence > _PATIENCE * self.deadline:
                    raise BusUnavailable(f"{topic}: it says that it has more records, and sends none")
                for records in found.values():
                    for record in records:
                        yield record
                left = {place for place in left if not await _is_through(consumer, place)}

    async def close(self) -> None:
        """Let go of the broker. What is still on its way may yet arrive: a repeat, which everybody skips."""
        self._discard(self._producer)
        if self._closing:
            await asyncio.wait(self._closing, timeout=2)

    async def _ready(self) -> AIOKafkaProducer:
        async with self._building:
            if self._producer is None:
                # Idempotence would retry for ever and is not offered by the embedded broker; repeats are harmless here.
                producer = AIOKafkaProducer(
                    **self.connection, acks="all", enable_idempotence=False, linger_ms=0,
                    max_batch_size=_MAX_BATCH_BYTES, max_request_size=2 * _MAX_BATCH_BYTES,
                    request_timeout_ms=int(self.deadline * 1000),
                )  # fmt: skip
                try:
                    await producer.start()
                except BaseException:
                    await producer.stop()
                    raise
                self._producer = producer
            return self._producer

    async def _check(self, producer: AIOKafkaProducer, topic: str, partition: int) -> None:
        try:
            async with asyncio.timeout(self.deadline / 2):
                known = await producer.partitions_for(topic)
        except (KafkaError, TimeoutError) as error:
            raise NoSuchTopic(f"{topic} is not known to the bus: create it with `tilts topics`") from error
        if partition not in known:
            await producer.client.force_metadata_update()
            raise NoSuchTopic(f"{topic} has no partition {partition} on the bus: widen it with `tilts topics`")

    def _discard(self, producer: AIOKafkaProducer | None) -> None:
        """Close a producer, unless another sender has done so already. It ends when its last request has run out."""
        if producer is not None and producer is self._producer:
            self._producer = None
            task = asyncio.create_task(_stop(producer))
            self._closing.add(task)
            task.add_done_callback(self._closing.discard)

    @asynccontextmanager
    async def _reader(
        self, topic: str, partitions: Iterable[int]
    ) -> AsyncIterator[tuple[AIOKafkaConsumer, Offsets, Offsets]]:
        """A consumer of its own outside any group, with the first and the end offset of each partition."""
        consumer = AIOKafkaConsumer(
            **self.connection, enable_auto_commit=False, fetch_max_wait_ms=20, auto_offset_reset="earliest"
        )
        places = [TopicPartition(topic, p) for p in partitions]
        try:
            async with asyncio.timeout(self.deadline):
                await consumer.start()
                if topic not in await consumer.topics():
                    raise NoSuchTopic(f"{topic} does not exist on the bus: create it with `tilts topics`")
                consumer.assign(places)
                # Asks on for ever for a partition that the topic does not have (yet): hence the deadline.
                starts, ends = await consumer.beginning_offsets(places), await consumer.end_offsets(places)
            yield consumer, starts, ends
        except BusUnavailable:
            raise
        except _BROKEN as error:
            raise BusUnavailable(f"{topic}: {type(error).__name__} while it was read") from error
        finally:
            with suppress(*_BROKEN):
                async with asyncio.timeout(2):
                    await consumer.stop()


async def _stop(producer: AIOKafkaProducer) -> None:
    with suppress(*_BROKEN):
        await producer.stop()


def _batch(producer: AIOKafkaProducer, messages: Sequence[Message]):
    batch, count = producer.create_batch(), 0
    for key, value, headers in messages:
        if batch.append(key=key, value=value, timestamp=None, headers=headers) is None:
            break
        count += 1
    batch.close()
    return batch, count


async def _tail(
    consumer: AIOKafkaConsumer, place: TopicPartition, start: int, end: int, enough: Callable[[int, Sequence], bool]
) -> Tail:
    back = 64
    while True:
        begin = max(start, end - back)
        consumer.seek(place, begin)
        records = await _read_to_end(consumer, place)
        if begin == start or back >= _TAIL_SCAN_LIMIT or enough(place.partition, records):
            return Tail(records, begin == start, start, await consumer.position(place))
        back *= 4


async def _read_to_end(consumer: AIOKafkaConsumer, place: TopicPartition) -> list[ConsumerRecord]:
    records: list[ConsumerRecord] = []
    while True:
        records += (await consumer.getmany(place, timeout_ms=_GLANCE_MS)).get(place, [])
        if await _is_through(consumer, place):
            return records


async def _is_through(consumer: AIOKafkaConsumer, place: TopicPartition) -> bool:
    """Whether all up to the high watermark was read. The end that the embedded broker reports can lie before it, and of
    an empty topic that it made anew behind it."""
    highest = consumer.highwater(place)
    return highest is not None and await consumer.position(place) >= highest
