"""Listening from outside: what is sent from now on, what was sent before, and a broker that is not there."""

import asyncio
from datetime import timedelta
from uuid import uuid4

import pytest

from shared.stream import topics
from shared.stream.bus import Bus, BusUnavailable
from shared.stream.listening import Arrival, listen
from shared.stream.topics import DeployedTopic


@pytest.fixture
async def bus(broker):
    connection = {"bootstrap_servers": broker.bootstrap}
    bus = Bus(connection)
    yield bus
    await bus.close()


@pytest.fixture
async def topic(bus) -> str:
    name = f"test-{uuid4().hex}"
    await topics.create(bus.connection, [DeployedTopic(name, 2, timedelta(hours=1))])
    return name


async def heard(arrivals, count: int) -> list[Arrival]:
    async with asyncio.timeout(15):
        return [await anext(arrivals) for _ in range(count)]


async def test_from_now_on_only_what_comes_is_heard(bus, topic):
    await bus.send(topic, 0, [(b"before", b"1", [])])
    async with listen(bus.connection, {topic: 2}) as arrivals:
        await bus.send(topic, 1, [(b"now", b"2", [("ce_type", b"t"), ("ce_id", b"\xff")])])
        (arrival,) = await heard(arrivals, 1)
    assert (arrival.topic, arrival.partition, arrival.key, arrival.value) == (topic, 1, b"now", b"2")
    assert arrival.type == "t"
    assert arrival.given == {"type": "t"}


async def test_from_the_start_everything_is_heard(bus, topic):
    await bus.send(topic, 0, [(b"a", b"1", []), (b"a", b"2", [])])
    await bus.send(topic, 1, [(b"b", None, [])])
    async with listen(bus.connection, {topic: 2}, from_start=True) as arrivals:
        values = sorted((arrival.value or b"") for arrival in await heard(arrivals, 3))
    assert values == [b"", b"1", b"2"]


async def test_a_broker_that_is_not_there_is_said_at_once():
    with pytest.raises(BusUnavailable):
        async with listen({"bootstrap_servers": "127.0.0.1:1"}, {"t": 1}):
            pass
