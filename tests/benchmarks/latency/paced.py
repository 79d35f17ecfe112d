"""Sends referrals at a steady rate and clocks what comes of each, by its correlation id."""

import asyncio
import time
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from aiokafka import AIOKafkaProducer

from shared.stream.listening import Arrival, listen
from tests.benchmarks.partner import message
from tests.benchmarks.rounds import must_be

WARM_UP = 2.0
"""Seconds at the beginning that are not counted: first times are slower."""
_PATIENCE = 15.0


@dataclass(frozen=True, slots=True)
class Stage:
    """Something that must come of each referral: a record of this type (any, when none is said) on this topic."""

    name: str
    topic: str
    partitions: int = 1
    type: str | None = None

    def is_reached_by(self, arrival: Arrival) -> bool:
        return arrival.topic == self.topic and self.type in (None, arrival.type)


async def clock(
    bootstrap: str, topic: str, stages: list[Stage], rate: int, seconds: float
) -> Mapping[str, list[float]]:
    """Milliseconds from sending to each stage, by the stage's name, after the warm-up. Raises RowsMissing."""
    connection = {"bootstrap_servers": bootstrap}
    count, reached = int(rate * (WARM_UP + seconds)), defaultdict(dict)
    producer = AIOKafkaProducer(**connection, acks="all", linger_ms=0)
    async with listen(connection, {stage.topic: stage.partitions for stage in stages}) as arrivals:

        async def watch() -> None:
            async for arrival in arrivals:
                for stage in stages:
                    if stage.is_reached_by(arrival):
                        reached[stage.name].setdefault(arrival.given.get("correlationid"), time.perf_counter())
                if all(len(reached[stage.name]) == count for stage in stages):
                    return

        await producer.start()
        watching = asyncio.create_task(watch())
        try:
            sent = await _send(producer, topic, rate, count)
            await asyncio.wait([watching], timeout=_PATIENCE)
        finally:
            watching.cancel()
            await producer.stop()
    for stage in stages:
        must_be(len(reached[stage.name].keys() & sent.keys()), count, f"{stage.name} at {rate}/s")
    counted = list(sent.items())[int(rate * WARM_UP) :]
    return {s.name: [(reached[s.name][id] - at) * 1_000 for id, at in counted] for s in stages}


async def _send(producer: AIOKafkaProducer, topic: str, rate: int, count: int) -> dict[str, float]:
    """When each referral was sent. A late start of one does not delay the next: the rate is kept."""
    begun, sent, acknowledged = time.perf_counter(), {}, []
    for number in range(count):
        await asyncio.sleep(max(0.0, begun + number / rate - time.perf_counter()))
        id, value, headers = message(number)
        sent[str(id)] = time.perf_counter()
        acknowledged.append(await producer.send(topic, value, headers=headers, partition=0))
    await asyncio.gather(*acknowledged)
    return sent
