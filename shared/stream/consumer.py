"""From Kafka to the batch: FastStream carries the records, our loop decides when to go on. The only file that knows it.

Whatever cannot go on now (a gap, a lock, a source that is down) pauses its own partition and seeks back to the first
record that has not taken effect; everything else flows. Offsets are committed after the database, as an economy only.
"""

import asyncio
import random
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass, field
from typing import Any

import structlog
from aiokafka import ConsumerRebalanceListener, TopicPartition
from aiokafka.errors import KafkaError
from aiokafka.structs import ConsumerRecord
from faststream import AckPolicy
from faststream.kafka import KafkaBroker
from faststream.kafka import TopicPartition as Assigned
from faststream.kafka.message import KafkaAckableMessage

from shared.observability.failures import in_short
from shared.observability.metrics import Metrics
from shared.stream import log
from shared.stream.batch import Batch
from shared.stream.bus import BusUnavailable
from shared.stream.catchup import CatchUp
from shared.stream.circuit import CircuitOpen
from shared.stream.cursor import Forked
from shared.stream.errors import is_transient
from shared.stream.judging import Outcome
from shared.stream.record import EdgeRecord, FactRecord, HeadRecord, core_record, edge_record
from shared.stream.tolerant import tolerate
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
    _next: dict[TopicPartition, int] = field(default_factory=dict)
    """The offset after the last record of each partition that was dealt with."""
    _wipes: int = 0
    _busy: asyncio.Lock = field(default_factory=asyncio.Lock)
    _watch: asyncio.Task | None = None
    _stopping: bool = False

    async def start(self) -> None:
        """Begin to consume. Cursors exist. Raises BusUnavailable; it may then be called again."""
        if self._subscriber is None:
            tolerate()
            self._subscribe(await self._offsets_name())
        try:
            await self.broker.start()
        except (KafkaError, OSError, TimeoutError) as error:
            await self.broker.stop()
            raise BusUnavailable(f"Kafka does not answer: {type(error).__name__}") from error
        self._watch = asyncio.create_task(self._notice_a_wiped_bus())

    async def stop(self) -> None:
        """Let the batch in flight finish, then leave. What was not begun is read again after the next start."""
        self._stopping = True
        await self.broker.stop()
        tasks = [*self._waits.values(), *([self._watch] if self._watch else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    @property
    def waiting(self) -> int:
        """How many partitions are paused, because what they need does not answer."""
        return len(self._waits)

    async def release(self, places: Sequence[TopicPartition]) -> None:
        """These partitions change hands: finish what is in flight, forget what waits."""
        async with self._busy:
            for place in places:
                self._next.pop(place, None)
                self._tries.pop(place, None)
                if task := self._waits.pop(place, None):
                    task.cancel()

    async def _offsets_name(self) -> str:
        """The offsets of a database that was restored lie behind those it had committed: they need another name."""
        async with self.batch.pool.acquire() as conn:
            return f"{self.group}.{await log.lineage(conn)}"

    def _subscribe(self, group: str) -> None:
        # With the cursors in Postgres a group gives nothing to a single process; with several it spreads the work.
        if self.membership == "group":
            names, how = [*self.reading.core, *self.reading.edge], {"listener": _Handover(self)}
        else:
            names, how = [], {"partitions": self._assigned()}
        self._subscriber = self.broker.subscriber(
            *names, **how,
            group_id=group, batch=True, max_records=_MAX_RECORDS, batch_timeout_ms=self.poll_ms,
            fetch_max_wait_ms=self.poll_ms, auto_offset_reset="earliest", ack_policy=AckPolicy.MANUAL,
            parser=_raw, decoder=_undecoded,
        )  # fmt: skip
        self._subscriber(self._take)

    async def _take(self, message: KafkaAckableMessage) -> None:
        """One poll's records. Lets no exception out: FastStream would only log it and go on past the records."""
        async with self._busy:
            records = [self._parse(raw) for raw in message.raw_message if _place(raw) not in self._waits]
            if not records or self._stopping:
                return
            if any(offset < self._next.get(place, 0) for place, offset, _ in records):
                self._start_over()
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
            if _is_gap(outcome, record):
                self._wait(place, offset, self._fill(place, record))
            else:
                done[place] = self._next[place] = offset + 1
                self._tries.pop(place, None)
        if done and self._subscriber.consumer:
            try:
                await self._subscriber.consumer.commit(done)
            except Exception as error:  # an economy only: the cursors know better
                _log.debug("offsets_not_committed", error=type(error).__name__)

    def _wait(self, place: TopicPartition, offset: int, until: Coroutine[Any, Any, bool]) -> None:
        """Pause a partition until the coroutine is through; then go on after `offset`, or at it if that gave False."""
        consumer, wipes = self._subscriber.consumer, self._wipes
        if consumer is None or place not in consumer.assignment():
            until.close()
            return
        consumer.pause(place)
        self._seek(place, offset)

        async def resume() -> None:
            dealt_with = await until
            self._waits.pop(place, None)
            if place in consumer.assignment():
                if wipes != self._wipes or dealt_with:
                    self._seek(place, 0 if wipes != self._wipes else offset + 1)
                consumer.resume(place)

        self._waits[place] = asyncio.create_task(resume())

    def _seek(self, place: TopicPartition, offset: int) -> None:
        self._subscriber.consumer.seek(place, offset)
        self._next[place] = offset

    async def _fill(self, place: TopicPartition, record: FactRecord | HeadRecord) -> bool:
        """Close the gap that `record` shows. The cursor is then at least there: the record has nothing more to say."""
        try:
            await self.catch_up.close((record.source, record.partition), record)
        except Exception as error:
            self._report(error)
            return await self._back_off(place)
        self._tries.pop(place, None)
        return True

    async def _back_off(self, place: TopicPartition) -> bool:
        tries = self._tries[place] = self._tries.get(place, 0) + 1
        await asyncio.sleep(min(0.1 * 2**tries, _LONGEST_PAUSE) * random.uniform(0.5, 1.0))
        return False

    def _report(self, error: Exception) -> None:
        service, self.trouble = self.batch.work.name, in_short(error)
        if isinstance(error, CircuitOpen):
            self.metrics.circuit_open.labels(service).set(1)
            _log.error(
                "circuit_open", service=service, reason=str(error), mend="fix the deployment; nothing was parked"
            )
        elif is_transient(error):
            _log.info("waiting", service=service, reason=type(error).__name__)
        elif not isinstance(error, Forked):
            _log.exception("batch_failed", service=service)

    async def _notice_a_wiped_bus(self) -> None:
        """A bus that lost its records ends before where we read; the embedded broker does not say so itself."""
        while True:
            await asyncio.sleep(1)
            async with self._busy:
                if any(self._is_beyond_the_end(place) for place in self._next if place not in self._waits):
                    self._start_over()

    def _is_beyond_the_end(self, place: TopicPartition) -> bool:
        consumer = self._subscriber.consumer
        end = consumer.highwater(place) if place in consumer.assignment() else None
        return end is not None and end < self._next[place]

    def _start_over(self) -> None:
        """Read everything from the beginning: the offsets of a bus that lost records say nothing any more.

        Not only where it shows: a partner's topic may have been filled again up to where we had read it.
        """
        _log.warning("bus_lost_records", service=self.batch.work.name)
        self._wipes += 1
        self._next.clear()
        for place in self._subscriber.consumer.assignment() - self._waits.keys():
            self._seek(place, 0)

    def _assigned(self) -> list[Assigned]:
        core = [Assigned(topic, p) for topic in self.reading.core for p in range(self.batch.partitions)]
        return core + [Assigned(topic, p) for topic in self.reading.edge for p in range(EDGE_PARTITIONS)]

    def _parse(self, raw: ConsumerRecord) -> Parsed:
        if raw.topic in self.reading.core:
            source = self.reading.core[raw.topic]
            record = core_record(source, raw.partition, raw.key, raw.value, raw.headers)
        else:
            record = edge_record(self.reading.edge[raw.topic], raw.topic, raw.key, raw.value, raw.headers)
        return _place(raw), raw.offset, record


class _Handover(ConsumerRebalanceListener):
    """Lets the batch in flight finish before another member of the group gets our partitions."""

    def __init__(self, consumer: Consumer) -> None:
        self._consumer = consumer

    async def on_partitions_revoked(self, revoked: set[TopicPartition]) -> None:
        await self._consumer.release(list(revoked))

    async def on_partitions_assigned(self, assigned: set[TopicPartition]) -> None:
        """Forget what still began after the last share was given up: its waits would drop what this one brings."""
        await self._consumer.release(list(assigned))


def _place(raw: ConsumerRecord) -> TopicPartition:
    return TopicPartition(raw.topic, raw.partition)


def _is_gap(outcome: Outcome, record: FactRecord | HeadRecord | EdgeRecord | None) -> bool:
    """Whether this is the record that must wait in its partition."""
    if record is None or isinstance(record, EdgeRecord):
        return False
    gap = outcome.waiting.get((record.source, record.partition))
    return gap is not None and gap[0] is record


async def _raw(message: Any) -> KafkaAckableMessage:
    """FastStream's own parser decodes headers and loses the whole batch over one that is null or not UTF-8."""
    return KafkaAckableMessage(body=b"", raw_message=message, consumer=None, headers={})


async def _undecoded(message: KafkaAckableMessage) -> KafkaAckableMessage:
    return message
