"""Facts one by one at random moments, through the relay in both ways; and records sent bare."""

import asyncio
import random
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import asyncpg
from aiokafka import AIOKafkaProducer
from prometheus_client import CollectorRegistry

from shared import stream
from shared.database.migrations import migrate
from shared.decision import Cause
from shared.observability import Metrics
from shared.settings.technical import Broker
from shared.stream import log
from shared.stream.bus import Bus
from shared.stream.event import event_of
from shared.stream.listening import Arrival, listen
from shared.stream.relay import Relay
from shared.stream.wire import Sender
from tests.benchmarks.machine import Machine
from tests.benchmarks.partner import create_topics, message
from tests.benchmarks.report import Line
from tests.benchmarks.rounds import Effort, RowsMissing, percentile, say

_PAUSE = Broker().relay_poll
"""As long as a poll at most, so that a fact finds the relay at any moment of its waiting."""
_PATIENCE = 10.0
BARE, TOPIC = "bench.relay.bare", "bench.relay.facts"

Send = Callable[[], Awaitable[tuple[str, float]]]
"""Sends one record; returns its id and when it was committed or handed over."""


def run(machine: Machine, effort: Effort) -> list[Line]:
    """p50 and p99 in milliseconds of each way, and what the relay adds to the bare one."""
    count = effort.of(full=100, quick=25)
    machine.postgres.create_database("relay")
    took = asyncio.run(_all(machine, count))
    bare = percentile(took["bare"], 50)
    lines = [_line(machine.kind, "bare produce → consume", took["bare"])]
    for way in ("woken", "polling"):
        added = percentile(took[way], 50) - bare
        lines.append(_line(machine.kind, f"commit → consume, {way}", took[way], f", {added:+.0f} ms to bare"))
    return lines


async def _all(machine: Machine, count: int) -> dict[str, list[float]]:
    bootstrap = machine.broker.bootstrap
    await create_topics(bootstrap, {BARE: 1, TOPIC: 1})
    took = {}
    async with _bare(bootstrap) as send:
        say("  bare")
        took["bare"] = await _clock(bootstrap, BARE, send, count)
    async with _committing(machine) as (commit, relay):
        for way, told in (("woken", relay.wake), ("polling", lambda: None)):
            say(f"  {way}")
            took[way] = await _clock(bootstrap, TOPIC, commit(told), count)
    return took


async def _clock(bootstrap: str, topic: str, send: Send, count: int) -> list[float]:
    """Milliseconds from sending to arrival, one after the other."""
    async with listen({"bootstrap_servers": bootstrap}, {topic: 1}) as arrivals:
        took, moments = [], random.Random(1)
        for _ in range(count):
            await asyncio.sleep(moments.uniform(0, _PAUSE))
            id, begun = await send()
            async with asyncio.timeout(_PATIENCE):
                await _arrival(arrivals, id)
            took.append((time.perf_counter() - begun) * 1_000)
        return took


async def _arrival(arrivals: AsyncIterator[Arrival], id: str) -> None:
    """Head records and facts from before pass by."""
    async for arrival in arrivals:
        if arrival.given.get("id") == id:
            return
    raise RowsMissing(f"{id} did not arrive")


@asynccontextmanager
async def _bare(bootstrap: str) -> AsyncIterator[Send]:
    producer = AIOKafkaProducer(bootstrap_servers=bootstrap, acks="all", linger_ms=0)
    await producer.start()

    async def send() -> tuple[str, float]:
        id, value, headers = message(0)
        begun = time.perf_counter()
        await producer.send(BARE, value, headers=headers, partition=0)
        return str(id), begun

    try:
        yield send
    finally:
        await producer.stop()


@asynccontextmanager
async def _committing(machine: Machine) -> AsyncIterator[tuple[Callable[[Callable[[], None]], Send], Relay]]:
    """A log with a relay behind it; and a function that makes a sender, which tells `told` after each commit."""
    settings = Broker(bootstrap_servers=(machine.broker.bootstrap,))
    pool = await asyncpg.create_pool(machine.postgres.dsn("relay"), min_size=1, max_size=4)
    async with pool.acquire() as conn:
        await migrate(conn, [Path(stream.__file__).parent / "migrations"])
        await log.create(conn, "intake", 1)
    bus = Bus({"bootstrap_servers": machine.broker.bootstrap}, settings.produce_deadline)
    relay = Relay(
        pool, bus, Sender("intake", "bench"), TOPIC, Metrics(CollectorRegistry()), settings.relay_poll,
        settings.head_interval,
    )  # fmt: skip
    running = asyncio.create_task(relay.run())

    def sender(told: Callable[[], None]) -> Send:
        async def send() -> tuple[str, float]:
            id, value, _ = message(0)
            event = event_of(Cause(id, datetime.now(UTC), str(id), "bench"), 0, "bench", str(uuid4()), value.decode())
            async with pool.acquire() as conn, conn.transaction():
                await log.append(conn, [event], 1)
            begun = time.perf_counter()
            told()
            return str(event.id), begun

        return send

    try:
        async with asyncio.timeout(_PATIENCE):
            while not await pool.fetchval("select incarnation is not null from log_identity"):
                await asyncio.sleep(0.05)
        yield sender, relay
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await bus.close()
        await pool.close()


def _line(broker: str, what: str, values: list[float], more: str = "") -> Line:
    figure = f"p50 {percentile(values, 50):.0f} ms, p99 {percentile(values, 99):.0f} ms{more}"
    return Line(f"relay, {broker} broker, {what}", figure)
