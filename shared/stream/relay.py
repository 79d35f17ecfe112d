"""The relay: copies each partition of the log to Kafka, in order, at least once.

Per partition, each round afresh: read how far it was relayed and the rows after it, one produce in flight, then move
`relayed` by compare-and-set. Under this rule a crash, a stall or a second relay gives only repeats; a cursor kept in
memory, or two produces in flight, would give gaps (simulated: 38–63 % of histories).
"""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field

import asyncpg
import structlog

from shared.observability.failures import in_short
from shared.observability.metrics import Metrics
from shared.stream import log
from shared.stream.bus import Bus, BusUnavailable
from shared.stream.errors import is_transient
from shared.stream.event import Recorded
from shared.stream.verification import Verification
from shared.stream.wire import Sender, fact_headers, head_headers, headers_of

_log = structlog.get_logger("relay")
_ROWS = 500
_CLOSED_PAUSE = 5.0

# One statement for all free partitions: where each was relayed to, where it ends, and the next rows of each.
_BACKLOG = """
select r.partition, r.position as base, r.generation, h.position as head, h.lane, i.epoch as log_epoch
from relayed r join event_log_head h using (partition) cross join log_identity i
where r.partition <> all($1::int[]) order by r.partition
"""


@dataclass(frozen=True, slots=True)
class Place:
    """Where one partition stands: `base` is the last relayed position, `head` the log's last."""

    partition: int
    base: int
    generation: int
    head: int
    lane: str
    log_epoch: int


@dataclass(slots=True)
class Relay:
    """The relay of one service. `topic` is its core topic; edge rows carry their own."""

    pool: asyncpg.Pool
    bus: Bus
    sender: Sender
    topic: str
    metrics: Metrics
    poll: float = 0.5
    head_interval: float = 2.0
    trouble: str | None = None
    """Why nothing can be published at the moment."""
    _wake: asyncio.Event = field(default_factory=asyncio.Event)
    _offsets: dict[tuple[str, int], int] = field(default_factory=dict)
    _head_sent: dict[int, float] = field(default_factory=dict)
    _busy: dict[int, asyncio.Task] = field(default_factory=dict)

    def wake(self) -> None:
        """Called after a commit that appended something: the poll is only the safety net behind it."""
        self._wake.set()

    async def run(self) -> None:
        """Relay until cancelled. Compares the log with the bus first and after every break (see verification)."""
        verification = Verification(self.pool, self.bus, self.topic)
        checked = False
        pause = self.poll
        while True:
            try:
                if not checked:
                    checked = await verification.agree()
                    self._offsets.clear()
                if checked:
                    self._wake.clear()
                    await self._dispatch()
                # A closed log opens by an operator's hand; asking the bus again can wait.
                pause = self.poll if checked else _CLOSED_PAUSE
                self.trouble = None
            except Exception as error:  # the loop is the last line: whatever happened, the log still has the rows
                checked = checked and not isinstance(error, BusUnavailable | BusForgot)
                self.trouble = in_short(error)
                pause = min(pause * 2, 10.0)
                if not isinstance(error, BusUnavailable | BusForgot) and not is_transient(error):
                    _log.exception("relay_round_failed")
                self.metrics.produce_failures.labels(self.sender.source).inc()
                await self._settle()
                await asyncio.sleep(min(pause, 2.0))
                continue
            with suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), pause)

    async def _dispatch(self) -> None:
        """Start a round for each partition that is free and has something to send."""
        for task in [t for t in self._busy.values() if t.done()]:
            task.result()
        self._busy = {p: t for p, t in self._busy.items() if not t.done()}
        rows = await self.pool.fetch(_BACKLOG, list(self._busy))
        now = asyncio.get_running_loop().time()
        for place in (Place(*row) for row in rows):
            head_due = place.lane == "core" and now - self._head_sent.get(place.partition, 0) >= self.head_interval
            self.metrics.relay_backlog.labels(self.sender.source, str(place.partition)).set(place.head - place.base)
            if place.head > place.base or head_due:
                task = asyncio.create_task(self.round(place, head_due))
                task.add_done_callback(lambda _: self.wake())
                self._busy[place.partition] = task

    async def _settle(self) -> None:
        """Let rounds in flight end before the next comparison with the bus; their failures are already known."""
        await asyncio.gather(*self._busy.values(), return_exceptions=True)
        self._busy.clear()

    async def round(self, place: Place, head_due: bool) -> None:
        """One round of one partition: one produce after the other, then compare-and-set."""
        rows = []
        if place.head > place.base:
            async with self.pool.acquire() as conn:
                rows = await log.read(conn, place.partition, place.base, _ROWS)
        base = place.base
        while rows:
            topic = rows[0].event.topic or self.topic
            run = _leading(rows, topic, self.topic)
            partition = place.partition if place.lane == "core" else 0
            sent = await self._send(topic, partition, [self._message(r, place.lane) for r in run])
            base = await self._advance(place, base, run[sent - 1].position)
            self.metrics.relayed.labels(self.sender.source).inc(sent)
            rows = rows[sent:]
        if head_due:
            # What was relayed, not what is in the log: the rest comes by the bus, nobody should pull it.
            message = (None, b"{}", head_headers(self.sender, base, place.log_epoch))
            await self._send(self.topic, place.partition, [message])
            self._head_sent[place.partition] = asyncio.get_running_loop().time()

    def _message(self, row: Recorded, lane: str):
        headers = fact_headers(self.sender, row) if lane == "core" else headers_of(self.sender, row.event)
        return row.event.key.encode(), row.event.data.encode(), headers

    async def _send(self, topic: str, partition: int, messages: Sequence) -> int:
        count, offset = await self.bus.send(topic, partition, messages)
        if offset <= self._offsets.get((topic, partition), -1):
            raise BusForgot(f"{topic}/{partition} took a record at offset {offset}, which it had used before")
        self._offsets[topic, partition] = offset
        return count

    async def _advance(self, place: Place, base: int, position: int) -> int:
        """Compare-and-set. A miss means that another relay or an operator's rewind was here: start over."""
        done = await self.pool.execute(
            "update relayed set position = $1 where partition = $2 and generation = $3 and position = $4",
            position, place.partition, place.generation, base,
        )  # fmt: skip
        if done != "UPDATE 1":
            raise Overtaken(f"partition {place.partition} was moved by somebody else")
        return position


class BusForgot(ConnectionError):
    """Kafka gave out an offset twice: it lost what it had acknowledged. The log is compared and relayed again."""


class Overtaken(ConnectionError):
    """Another relay, or an operator, moved this partition. Harmless: the next round reads afresh."""


def _leading(rows: list[Recorded], topic: str, core: str) -> list[Recorded]:
    """The first rows that go to one topic: one produce carries one topic only."""
    for index, row in enumerate(rows):
        if (row.event.topic or core) != topic:
            return rows[:index]
    return rows


async def rewind(conn: asyncpg.Connection, partition: int | None, position: int) -> int:
    """Publish again everything after `position` (an operator's command); returns how many partitions were moved.

    The generation fences rounds in flight. Consumers skip what they have.
    """
    done = await conn.execute(
        """
        update relayed set position = $2, generation = generation + 1
        where position > $2 and ($1::int is null or partition = $1)
        """,
        partition, position,
    )  # fmt: skip
    return int(done.split()[-1])
