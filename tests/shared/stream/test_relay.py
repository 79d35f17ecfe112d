"""The log is copied to Kafka in order, at least once; two relays, stalls and rewinds give repeats only."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import UTC, datetime
from itertools import pairwise
from uuid import uuid4

import asyncpg
import pytest
from prometheus_client import CollectorRegistry

from shared.observability import Metrics
from shared.stream import log, topics
from shared.stream.bus import Bus
from shared.stream.event import Recorded
from shared.stream.relay import _STANDING, Place, Relay, rewind
from shared.stream.topics import DeployedTopic
from shared.stream.verification import RECEIPTS_KEPT, seen
from shared.stream.wire import Sender, fact_headers
from tests.shared.stream.conftest import PARTITIONS
from tests.shared.stream.events import event


class Published:
    """One log, its topic, and as many relays as a test starts."""

    def __init__(self, pool: asyncpg.Pool, bus: Bus, topic: str) -> None:
        self.pool, self.bus, self.topic = pool, bus, topic
        self.tasks: list[asyncio.Task] = []

    def relay(self, poll: float = 0.05) -> Relay:
        metrics = Metrics(CollectorRegistry())
        return Relay(self.pool, self.bus, Sender("intake", "liepaja"), self.topic, metrics, poll, 0.2)

    def start(self, relay: Relay | None = None) -> None:
        self.tasks.append(asyncio.create_task((relay or self.relay()).run()))

    async def stop(self) -> None:
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
        self.tasks.clear()

    async def append(self, count: int) -> None:
        async with self.pool.acquire() as conn, conn.transaction():
            await log.append(conn, [event(f"key {n}") for n in range(count)], PARTITIONS)

    async def through(self) -> None:
        """Wait until everything was relayed."""
        behind = "select sum(h.position - r.position) from relayed r join event_log_head h using (partition)"
        async with asyncio.timeout(60):
            while await self.pool.fetchval(behind):
                await asyncio.sleep(0.05)

    async def on_the_bus(self) -> dict[int, list[tuple[int, object]]]:
        """Position and id of each fact, as it lies there."""
        found: dict[int, list[tuple[int, object]]] = {partition: [] for partition in range(PARTITIONS)}
        async for record in self.bus.everything(self.topic, range(PARTITIONS)):
            if (fact := seen(record)) and fact.published:
                found[record.partition].append((fact.position, fact.id))
        return found

    async def in_the_log(self) -> dict[int, list[tuple[int, object]]]:
        found: dict[int, list[tuple[int, object]]] = {partition: [] for partition in range(PARTITIONS)}
        for row in await self.pool.fetch("select partition, position, id from event_log order by 1, 2"):
            found[row["partition"]].append((row["position"], row["id"]))
        return found


@pytest.fixture
async def published(conn, dsn, broker) -> AsyncIterator[Published]:
    connection = {"bootstrap_servers": broker.bootstrap}
    topic = f"relay-{uuid4().hex[:8]}.intake"
    await topics.create(connection, [DeployedTopic(topic, PARTITIONS, RECEIPTS_KEPT)])
    async with asyncpg.create_pool(dsn, min_size=1, max_size=12) as pool:
        # A send that outlasts its deadline is repeated: on a machine that is busy elsewhere that is no fault.
        published = Published(pool, Bus(connection, deadline=30.0), topic)
        yield published
        await published.stop()
        await published.bus.close()


def is_gapless(positions: list[int]) -> bool:
    """Nothing is skipped: each record is the next one, or one that was there before."""
    return all(later <= earlier + 1 for earlier, later in pairwise([0, *positions]))


async def test_all_facts_come_in_order_and_once(published):
    await published.append(40)
    published.start()
    await published.append(40)
    await published.through()
    await published.stop()
    assert await published.on_the_bus() == await published.in_the_log()


async def test_a_relay_that_starts_again_goes_on_where_the_last_one_was(published):
    for _ in range(3):
        await published.append(20)
        published.start()
        await published.through()
        await published.stop()
    assert await published.on_the_bus() == await published.in_the_log()


async def test_a_rewind_publishes_again_and_skips_nothing(published, conn):
    published.start()
    await published.append(30)
    await published.through()
    assert await rewind(conn, None, 0) > 0
    await published.append(10)
    await published.through()
    await published.stop()
    bus, in_log = await published.on_the_bus(), await published.in_the_log()
    for partition, facts in bus.items():
        assert is_gapless([position for position, _ in facts])
        assert set(facts) == set(in_log[partition])
    assert sum(map(len, bus.values())) == 70


async def test_two_relays_that_know_nothing_of_each_other_give_repeats_only(published):
    """Without the lock that keeps them apart: a frozen process loses it, and wakes up."""
    await published.append(60)
    for _ in range(4):
        places = await standing(published)
        rounds = [published.relay().round(place, False) for place in places for _ in range(2)]
        await asyncio.gather(*rounds)
        await published.append(8)
    published.start()
    await published.through()
    await published.stop()
    bus, in_log = await published.on_the_bus(), await published.in_the_log()
    for partition, facts in bus.items():
        assert is_gapless([position for position, _ in facts])
        assert set(facts) == set(in_log[partition])


async def test_a_round_that_a_rewind_overtook_moves_nothing(published, conn):
    await published.append(20)
    published.start()
    await published.through()
    await published.stop()
    await published.append(20)
    (place, *_) = [place for place in await standing(published) if place.head > place.base]
    await rewind(conn, place.partition, 0)
    await published.relay().round(place, False)
    assert await conn.fetchval("select position from relayed where partition = $1", place.partition) == 0


@pytest.mark.parametrize("turns", range(4))
async def test_a_relay_that_is_cancelled_just_as_it_is_woken_ends(published, turns):
    relay = published.relay(poll=30)
    published.start(relay)
    await published.append(1)
    await published.through()
    await asyncio.sleep(0.3)  # until it waits to be woken
    relay.wake()
    for _ in range(turns):
        await asyncio.sleep(0)
    (running,) = published.tasks
    running.cancel()
    ended, _ = await asyncio.wait([running], timeout=5)
    assert ended


async def test_a_topic_that_forgot_what_it_took_gets_it_again(published):
    await published.append(40)
    # As if all had been acknowledged, and then been lost.
    await published.pool.execute(
        "update relayed r set position = h.position from event_log_head h where h.partition = r.partition"
    )
    published.start()
    found, wanted = None, await published.in_the_log()
    with suppress(TimeoutError):
        async with asyncio.timeout(20):
            while found != wanted:
                found = await published.on_the_bus()
    assert found == wanted


async def test_what_somebody_else_wrote_is_compared_with_the_log_at_once(published):
    """It was under way when the database was put back, and came after the first comparison."""
    published.start()
    await published.append(8)
    await published.through()
    fact = Recorded(event("forgotten"), 0, 1000, 1, uuid4())
    await published.bus.send(published.topic, 0, [(b"key", b"{}", fact_headers(Sender("intake", "liepaja"), fact))])
    diverged = ""
    with suppress(TimeoutError):
        async with asyncio.timeout(20):
            while not diverged:
                await asyncio.sleep(0.05)
                diverged = await published.pool.fetchval("select coalesce(diverged, '') from log_identity")
    assert "the bus has position 1000" in diverged


async def standing(published: Published) -> list[Place]:
    return [Place(*row, datetime.now(UTC)) for row in await published.pool.fetch(_STANDING)]
