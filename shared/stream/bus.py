"""Kafka as the stream needs it: send one batch and know where it landed, read the tail of a partition.

The only file that knows aiokafka's producer. A send has our own deadline; past it the producer is thrown away, because
the library would go on retrying behind our back, and a new one is built for the next send.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.errors import KafkaError
from aiokafka.structs import ConsumerRecord

from shared.stream.wire import Headers

Offsets = dict[TopicPartition, int]
Message = tuple[bytes | None, bytes, Headers]
_MAX_BATCH_BYTES = 900_000
_TAIL_SCAN_LIMIT = 5_000


class BusUnavailable(ConnectionError):
    """Kafka did not take or give what was asked within the deadline. Always worth trying again."""


_BROKEN = (KafkaError, TimeoutError, OSError)


@dataclass(frozen=True, slots=True)
class Tail:
    """The end of one partition as the bus has it: its newest records, oldest first."""

    records: Sequence[ConsumerRecord]
    reached_start: bool
    start: int


@dataclass(slots=True)
class Bus:
    """One service's way to Kafka. `connection` are aiokafka's arguments: bootstrap_servers, security_protocol, …"""

    connection: dict[str, Any]
    deadline: float = 5.0
    _producer: AIOKafkaProducer | None = None
    _building: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def send(self, topic: str, partition: int, messages: Sequence[Message]) -> tuple[int, int]:
        """Send what fits one request of `messages`; returns how many, and the first offset. Raises BusUnavailable."""
        try:
            async with asyncio.timeout(self.deadline):
                producer = await self._ready()
                batch = producer.create_batch()
                count = 0
                for key, value, headers in messages:
                    if batch.append(key=key, value=value, timestamp=None, headers=headers) is None:
                        break
                    count += 1
                batch.close()
                metadata = await (await producer.send_batch(batch, topic, partition=partition))
                return count, metadata.offset
        except (*_BROKEN, AssertionError) as error:
            # The library asserts that it knows the partition, which is not so while its metadata is renewed.
            await self.close()
            raise BusUnavailable(f"{topic}/{partition}: {type(error).__name__}") from error

    async def tails(self, topic: str, partitions: Sequence[int], want: Any) -> dict[int, Tail]:
        """The newest records of each partition, read backwards until `want(record)` holds for one of them.

        Raises BusUnavailable. `reached_start` says that everything the bus has was read.
        """
        async with self._reader(topic, partitions) as (consumer, starts, ends), asyncio.timeout(self.deadline * 4):
            return {p.partition: await _tail(consumer, p, starts[p], ends[p], want) for p in starts}

    async def everything(self, topic: str, partitions: Sequence[int]) -> AsyncIterator[ConsumerRecord]:
        """Every record the bus has of these partitions now, from the first on; order holds within a partition.

        Raises BusUnavailable.
        """
        async with self._reader(topic, partitions) as (consumer, starts, ends):
            for place, offset in starts.items():
                consumer.seek(place, offset)
            left = set(starts)
            while left:
                for records in (await consumer.getmany(*left, timeout_ms=300)).values():
                    for record in records:
                        yield record
                left = {p for p in left if await consumer.position(p) < max(ends[p], consumer.highwater(p) or 0)}

    @asynccontextmanager
    async def _reader(
        self, topic: str, partitions: Sequence[int]
    ) -> AsyncIterator[tuple[AIOKafkaConsumer, Offsets, Offsets]]:
        """A consumer of its own outside any group, with the first and the end offset of each partition."""
        consumer = AIOKafkaConsumer(**self.connection, enable_auto_commit=False, fetch_max_wait_ms=20)
        places = [TopicPartition(topic, p) for p in partitions]
        try:
            async with asyncio.timeout(self.deadline):
                await consumer.start()
                if topic not in await consumer.topics():
                    raise BusUnavailable(f"{topic} does not exist on the bus: create it with `tilts topics`")
                consumer.assign(places)
                # Asks on for ever for a partition that the topic does not have (yet): hence the deadline.
                starts, ends = await consumer.beginning_offsets(places), await consumer.end_offsets(places)
            yield consumer, starts, ends
        except BusUnavailable:
            raise
        except _BROKEN as error:
            raise BusUnavailable(f"{topic}: {type(error).__name__} while reading it") from error
        finally:
            with suppress(*_BROKEN):
                await asyncio.wait_for(consumer.stop(), 2)

    async def close(self) -> None:
        producer, self._producer = self._producer, None
        if producer is not None:
            with suppress(*_BROKEN):
                await asyncio.wait_for(producer.stop(), 1)

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
                    with suppress(Exception):
                        await producer.stop()
                    raise
                self._producer = producer
            return self._producer


async def _tail(consumer: AIOKafkaConsumer, place: TopicPartition, start: int, end: int, want: Any) -> Tail:
    back = 64
    while True:
        begin = max(start, end - back)
        consumer.seek(place, begin)
        records = await _read_to_end(consumer, place, end)
        if begin == start or back >= _TAIL_SCAN_LIMIT or any(map(want, records)):
            return Tail(records, begin == start, start)
        back *= 4


async def _read_to_end(consumer: AIOKafkaConsumer, place: TopicPartition, end: int) -> list[ConsumerRecord]:
    """Read on until the high watermark; the embedded broker reports an end that can lie before it."""
    records: list[ConsumerRecord] = []
    while True:
        records += (await consumer.getmany(place, timeout_ms=200)).get(place, [])
        position = await consumer.position(place)
        if position >= max(end, consumer.highwater(place) or 0):
            return records
