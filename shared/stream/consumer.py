"""From Kafka to the batch: FastStream carries the records, our loop decides when to go on. The only file that knows it.

Whatever cannot go on now (a gap, a lock, a source that is down) pauses its own partition and seeks back to the first
record that has not taken effect; everything else flows. Offsets are committed after the database, as an economy only.
"""

import asyncio
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import structlog
from aiokafka import TopicPartition
from aiokafka.errors import KafkaError
from aiokafka.structs import ConsumerRecord
from faststream import AckPolicy
from faststream.kafka import KafkaBroker
from faststream.kafka import TopicPartition as Assigned
from faststream.kafka.message import KafkaAckableMessage

from shared.observability.failures import in_short
from shared.observability.metrics import Metrics
from shared.stream.batch import Batch, Outcome
from shared.stream.bus import BusUnavailable
from shared.stream.catchup import CatchUp
from shared.stream.circuit import CircuitOpen
from shared.stream.cursor import Forked
from shared.stream.errors import is_transient
from shared.stream.record import EdgeRecord, FactRecord, HeadRecord, core_record, edge_record
from shared.stream.topics import EDGE_PARTITIONS, Reading

_log = structlog.get_logger("consumer")
_MAX_RECORDS = 500
_LONGEST_PAUSE = 15.0

Parsed = tuple[TopicPartition, int, FactRecord | HeadRecord | EdgeRecord | None]


@dataclass(slots=True)
class Consumer:
    """Reads the topics of one service and applies them. `group` is the committed offsets' name."""

    broker: KafkaBroker
    batch: Batch
    catch_up: CatchUp
    reading: Reading
    metrics: Metrics
    group: str
    membership: str = "assign"
    poll_ms: int = 20
    trouble: str | None = None
    """Why the last record that had to wait waits."""
    _subscriber: Any = None
    _waits: dict[TopicPartition, asyncio.Task] = field(default_factory=dict)
    _tries: dict[TopicPartition, int] = field(default_factory=dict)
    _busy: asyncio.Lock = field(default_factory=asyncio.Lock)
    _watch: asyncio.Task | None = None

    async def start(self) -> None:
        """Begin to consume. Cursors exist and the log is open. Raises BusUnavailable; it may then be called again."""
        if self._subscriber is None:
            self._subscribe()
        try:
            await self.broker.start()
        except (KafkaError, OSError, TimeoutError) as error:
            await self.broker.stop()
            raise BusUnavailable(f"Kafka does not answer: {type(error).__name__}") from error
        self._watch = asyncio.create_task(self._notice_a_wiped_bus())

    async def stop(self) -> None:
        """Let the batch in flight finish, then leave. What was not begun is read again after the next start."""
        async with self._busy:
            tasks = [*self._waits.values(), *([self._watch] if self._watch else [])]
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await self.broker.stop()

    @property
    def waiting(self) -> int:
        """How many partitions are paused, because what they need does not answer."""
        return len(self._waits)

    def _subscribe(self) -> None:
        # With the cursors in Postgres a group gives nothing to a single process; with several it spreads the work.
        names = [*self.reading.core, *self.reading.edge]
        places = {"topics": names} if self.membership == "group" else {"partitions": self._assigned()}
        topics = places.pop("topics", ())
        self._subscriber = self.broker.subscriber(
            *topics, **places,
            group_id=self.group, batch=True, max_records=_MAX_RECORDS, batch_timeout_ms=self.poll_ms,
            fetch_max_wait_ms=self.poll_ms, auto_offset_reset="earliest", ack_policy=AckPolicy.MANUAL,
            parser=_raw, decoder=_undecoded,
        )  # fmt: skip
        self._subscriber(self._take)

    async def _take(self, message: KafkaAckableMessage) -> None:
        """One poll's records. Lets no exception out: FastStream would only log it and go on past the records."""
        async with self._busy:
            records = [self._parse(raw) for raw in message.raw_message if self._place(raw) not in self._waits]
            if not records:
                return
            try:
                await self._settle(records, await self.batch.apply([r for _, _, r in records if r]))
            except Exception as error:
                await self._one_by_one(records, error)

    async def _one_by_one(self, records: Sequence[Parsed], error: Exception) -> None:
        """After a failure of the whole, each partition by itself: one that is stuck must not hold the others."""
        places = dict.fromkeys(place for place, _, _ in records)
        for place in places:
            mine = [r for r in records if r[0] == place]
            try:
                if len(places) == 1:
                    raise error
                await self._settle(mine, await self.batch.apply([r for _, _, r in mine if r]))
            except Exception as failure:
                self._report(failure)
                self._wait(place, mine[0][1], self._back_off(place))

    async def _settle(self, records: Sequence[Parsed], outcome: Outcome) -> None:
        """After the commit: hold back what must wait, and commit the offsets of the rest."""
        done: dict[TopicPartition, int] = {}
        for place, offset, record in records:
            if place in self._waits:
                continue
            gap = (
                outcome.waiting.get((record.source, record.partition))
                if not isinstance(record, EdgeRecord | None)
                else None
            )
            if gap and gap[0] is record:
                self._wait(place, offset, self._fill(place, (record.source, record.partition)))
            else:
                done[place] = offset + 1
                self._tries.pop(place, None)
        if done and self._subscriber.consumer:
            try:
                await self._subscriber.consumer.commit(done)
            except Exception as error:  # an economy only: the cursors know better
                _log.debug("offsets_not_committed", error=type(error).__name__)

    def _wait(self, place: TopicPartition, offset: int, until: Any) -> None:
        """Pause a partition at `offset` until the coroutine is through, then read on from there."""
        consumer = self._subscriber.consumer
        consumer.pause(place)
        consumer.seek(place, offset)

        async def resume() -> None:
            await until
            self._waits.pop(place, None)
            if place in consumer.assignment():
                consumer.resume(place)

        self._waits[place] = asyncio.create_task(resume())

    async def _fill(self, place: TopicPartition, gap: tuple[str, int]) -> None:
        try:
            await self.catch_up.close(gap)
        except Exception as error:
            self._report(error)
            await self._back_off(place)

    async def _back_off(self, place: TopicPartition) -> None:
        tries = self._tries[place] = self._tries.get(place, 0) + 1
        await asyncio.sleep(min(0.1 * 2**tries, _LONGEST_PAUSE) * random.uniform(0.5, 1.0))

    def _report(self, error: Exception) -> None:
        service = self.batch.work.name
        self.trouble = in_short(error)
        self.metrics.circuit_open.labels(service).set(self.batch.circuit.open)
        if isinstance(error, CircuitOpen):
            _log.error(
                "circuit_open", service=service, reason=str(error), mend="fix the deployment; nothing was parked"
            )
        elif not is_transient(error) and not isinstance(error, Forked):
            _log.exception("batch_failed", service=service)

    async def _notice_a_wiped_bus(self) -> None:
        """A bus that lost its records ends before where we read; the embedded broker does not say so itself."""
        while True:
            await asyncio.sleep(1)
            consumer = self._subscriber.consumer
            for place in consumer.assignment() if consumer else ():
                end = consumer.highwater(place)
                if end is not None and place not in self._waits and end < await consumer.position(place):
                    _log.warning("bus_is_shorter", topic=place.topic, partition=place.partition)
                    await consumer.seek_to_beginning(place)

    def _assigned(self) -> list[Assigned]:
        core = [Assigned(topic, p) for topic in self.reading.core for p in range(self.batch.partitions)]
        return core + [Assigned(topic, p) for topic in self.reading.edge for p in range(EDGE_PARTITIONS)]

    def _parse(self, raw: ConsumerRecord) -> Parsed:
        if raw.topic in self.reading.core:
            source = self.reading.core[raw.topic]
            record = core_record(source, raw.partition, raw.key, raw.value, raw.headers)
        else:
            record = edge_record(self.reading.edge[raw.topic], raw.topic, raw.key, raw.value, raw.headers)
        return self._place(raw), raw.offset, record

    @staticmethod
    def _place(raw: ConsumerRecord) -> TopicPartition:
        return TopicPartition(raw.topic, raw.partition)


async def _raw(message: Any) -> KafkaAckableMessage:
    """FastStream's own parser decodes headers and loses the whole batch over one that is null or not UTF-8."""
    return KafkaAckableMessage(body=b"", raw_message=message, consumer=None, headers={})


async def _undecoded(message: KafkaAckableMessage) -> KafkaAckableMessage:
    return message
