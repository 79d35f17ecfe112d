"""The relay: copies each partition of the log to Kafka, in order, at least once.

Per partition, each round afresh: read how far it was relayed and the rows after it, one produce in flight, then move
`relayed` by compare-and-set. Under this rule a crash, a stall or a second relay gives only repeats; a cursor kept in
memory, or two produces in flight, would give gaps (`tests/shared/stream/model` shows both).
"""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

import asyncpg
import structlog

from shared.calendar import SystemClock
from shared.observability.failures import in_short
from shared.observability.metrics import Metrics
from shared.stream import log
from shared.stream.bus import Bus, BusUnavailable, Message
from shared.stream.errors import is_transient
from shared.stream.event import Recorded
from shared.stream.leading import leading
from shared.stream.verification import Verification
from shared.stream.wire import Sender, fact_headers, head_headers, headers_of

_log = structlog.get_logger("relay")
_ROWS = 500
_LONGEST_PAUSE = 5.0

# One statement for all free partitions: where each was relayed to and where it ends. It also says whether the log is
# open: a database that was restored under a running service must not be published before it was compared.
# Written so that whatever the planner believes, the log is asked once whether it is open, and the head fact is found by
# its place: a join read the whole log in every round until somebody had run `analyze`.
_STANDING = """
with log as materialized (
    select epoch, log_incarnation() as incarnation,
           diverged is null and incarnation is not distinct from log_incarnation() as open
    from log_identity
)
select r.partition, h.lane, r.position as base, r.generation, h.position as head,
       (select e.id from event_log e where (e.partition, e.position) = (h.partition, h.position)) as head_fact,
       log.epoch, log.incarnation, log.open
from relayed r join event_log_head h using (partition) cross join log
order by r.partition
"""


@dataclass(frozen=True, slots=True)
class Place:
    """Where one partition stands: `base` is the last relayed position, `head` the log's last.

    `incarnation` is the database that says so: one that was restored meanwhile knows nothing of what we send.
    """

    partition: int
    lane: str
    base: int
    generation: int
    head: int
    head_fact: UUID | None
    epoch: int
    incarnation: str
    open: bool
    at: datetime
    """Before it was read; nothing that had happened until then is missing in what it says."""


@dataclass(slots=True)
class Relay:
    """The relay of one service. `topic` is its core topic; receipts carry their own."""

    pool: asyncpg.Pool
    bus: Bus
    sender: Sender
    topic: str
    metrics: Metrics
    poll: float = 0.5
    head_interval: float = 2.0
    now: Callable[[], datetime] = SystemClock().now
    """The clock by which facts of this service have their times."""
    trouble: str | None = None
    """Why nothing can be published at the moment."""
    _wake: asyncio.Event = field(default_factory=asyncio.Event)
    _busy: dict[int, asyncio.Task] = field(default_factory=dict)
    _newest: dict[tuple[str, int], int] = field(default_factory=dict)
    """The last offset of each Kafka partition that we wrote to."""
    _head_sent: dict[int, float] = field(default_factory=dict)
    _not_before: dict[int, float] = field(default_factory=dict)
    """When a partition of receipts may be tried again whose topic did not take them."""

    def wake(self) -> None:
        """Called after a commit that appended something: the poll is only the safety net behind it."""
        self._wake.set()

    async def run(self) -> None:
        """Relay until cancelled. Compares the log with the bus first and after every break (see verification)."""
        verification = Verification(self.pool, self.bus, self.topic, self.sender.source, self.metrics)
        pause = self.poll
        try:
            while True:
                try:
                    async with leading(self.pool, self.poll) as conn:
                        while (ends := await verification.agree()) is not None:
                            self._newest = {(self.topic, partition): end - 1 for partition, end in ends.items()}
                            pause, self.trouble = self.poll, None
                            await self._relay(conn)
                except Exception as error:  # the loop is the last line: whatever happened, the log still has the rows
                    self._report(error)
                await self._settle()
                await asyncio.sleep(pause)
                pause = min(pause * 2, _LONGEST_PAUSE)
        finally:
            for task in self._busy.values():
                task.cancel()
            await self._settle()

    async def _relay(self, conn: asyncpg.Connection) -> None:
        """Relay until the log wants to be compared with the bus again."""
        while True:
            self._wake.clear()
            at = self.now()
            places = [Place(*row, at) for row in await conn.fetch(_STANDING)]
            if not places[0].open:
                return await self._settle()
            self._dispatch(places)
            with suppress(TimeoutError):
                async with asyncio.timeout(self.poll):
                    await self._wake.wait()

    def _dispatch(self, places: Sequence[Place]) -> None:
        """Start a round for each partition that is free and has something to send. Raises what ended a round."""
        for task in [t for t in self._busy.values() if t.done()]:
            task.result()
        self._busy = {p: t for p, t in self._busy.items() if not t.done()}
        now = asyncio.get_running_loop().time()
        for place in places:
            backlog = self.metrics.relay_backlog.labels(self.sender.source, str(place.partition))
            backlog.set(place.head - place.base)
            head_due = place.lane == "core" and now - self._head_sent.get(place.partition, 0) >= self.head_interval
            ready = place.partition not in self._busy and now >= self._not_before.get(place.partition, 0)
            if ready and (place.head > place.base or head_due):
                task = self._busy[place.partition] = asyncio.create_task(self.round(place, head_due))
                task.add_done_callback(lambda _: self.wake())

    async def round(self, place: Place, head_due: bool) -> None:
        """One round of one partition: one produce after the other, each followed by its compare-and-set."""
        try:
            if place.lane == "core":
                await self._facts(place, head_due)
            else:
                await self._receipts(place)
        except BusUnavailable as error:
            self.metrics.produce_failures.labels(self.sender.source).inc()
            if place.lane == "core":
                raise
            # A topic that does not take its receipts must not hold up the facts.
            self._not_before[place.partition] = asyncio.get_running_loop().time() + _LONGEST_PAUSE
            _log.warning("receipts_wait", reason=str(error))

    async def _facts(self, place: Place, head_due: bool) -> None:
        rows, base = await self._rows(place), place.base
        # Among many facts too, a reader of the tail must find soon how far the log was.
        head_due = head_due or len(rows) == _ROWS
        end = (place.head, place.head_fact)
        if rows and rows[-1].position > place.head:
            end = (rows[-1].position, rows[-1].event.id)
        while rows or head_due:
            messages: list[Message] = [(*_content(row), fact_headers(self.sender, row)) for row in rows]
            if head_due:
                relayed = rows[-1].position if rows else base
                messages.append((None, b"{}", head_headers(self.sender, place.epoch, *end, relayed, place.at)))
            count, alone = await self._send(self.topic, place.partition, messages)
            if count > len(rows):
                head_due, count = False, len(rows)
                self._head_sent[place.partition] = asyncio.get_running_loop().time()
            advanced = not count or await self._advance(place, base, rows[count - 1].position)
            if not alone:
                raise NotAlone(f"{self.topic}/{place.partition} has records of somebody else")
            if not advanced:
                return
            if count:
                base, rows = rows[count - 1].position, rows[count:]

    async def _receipts(self, place: Place) -> None:
        rows, base = await self._rows(place), place.base
        while rows:
            # One produce carries one topic only; every partner's topic has a single partition.
            topic = rows[0].event.topic
            run = next((rows[:i] for i, row in enumerate(rows) if row.event.topic != topic), rows)
            messages = [(*_content(row), headers_of(self.sender, row.event)) for row in run]
            count, _ = await self._send(topic, 0, messages)
            if not await self._advance(place, base, rows[count - 1].position):
                return
            base, rows = rows[count - 1].position, rows[count:]

    async def _send(self, topic: str, partition: int, messages: Sequence[Message]) -> tuple[int, bool]:
        """How many were sent, and whether nobody else had written there since we looked."""
        count, offset = await self.bus.send(topic, partition, messages)
        newest = self._newest.get((topic, partition))
        if newest is not None and offset <= newest:
            raise BusForgot(f"{topic}/{partition} took a record at offset {offset}, which it had used before")
        self._newest[topic, partition] = offset + count - 1
        return count, newest is None or offset == newest + 1

    async def _rows(self, place: Place) -> list[Recorded]:
        if place.head == place.base:
            return []
        async with self.pool.acquire() as conn:
            return await log.read(conn, place.partition, place.base, _ROWS)

    async def _advance(self, place: Place, base: int, position: int) -> bool:
        """Compare-and-set. A miss means that another relay or a rewind was here: the next round reads afresh."""
        done = await self.pool.execute(
            """
            update relayed set position = $1
            where partition = $2 and generation = $3 and position = $4 and log_incarnation() = $5
            """,
            position, place.partition, place.generation, base, place.incarnation,
        )  # fmt: skip
        if done != "UPDATE 1":
            return False
        self.metrics.relayed.labels(self.sender.source).inc(position - base)
        return True

    async def _settle(self) -> None:
        """Let rounds in flight end before the next comparison with the bus; their failures are already known."""
        await asyncio.gather(*self._busy.values(), return_exceptions=True)
        self._busy.clear()

    def _report(self, error: Exception) -> None:
        self.trouble = in_short(error)
        if isinstance(error, BusForgot | NotAlone | BusUnavailable) or is_transient(error):
            _log.warning("relay_interrupted", reason=type(error).__name__)
        else:
            _log.exception("relay_round_failed")


class BusForgot(ConnectionError):
    """Kafka gave out an offset twice: it lost what it had acknowledged. The log is compared and relayed again."""


class NotAlone(ConnectionError):
    """Somebody else wrote to our topic: a relay that was frozen, or what was under way before our database was put
    back. It may know facts that the log does not, and would soon be further back than anybody looks: compare again."""


def _content(row: Recorded) -> tuple[bytes, bytes]:
    return row.event.key.encode(), row.event.data.encode()


async def rewind(conn: asyncpg.Connection, partition: int | None, position: int) -> int:
    """Publish again everything after `position` (an operator's command); returns how many partitions were moved.

    Without a partition it means all facts; receipts are told to partners again only where one is named. The generation
    fences rounds in flight. Consumers skip what they have.
    """
    done = await conn.execute(
        """
        update relayed r set position = $2, generation = generation + 1 from event_log_head h
        where h.partition = r.partition and r.position > $2
          and (r.partition = $1 or $1::int is null and h.lane = 'core')
        """,
        partition, position,
    )  # fmt: skip
    return int(done.split()[-1])
