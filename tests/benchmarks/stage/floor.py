"""The floor: librdkafka in batches and three COPY, nothing validated, nothing deduplicated."""

import asyncio
import sys
from uuid import uuid4

import asyncpg
from confluent_kafka import Consumer, TopicPartition

from tests.benchmarks.machine import Stopwatch
from tests.benchmarks.stage.common import PARTITIONS


async def main(bootstrap: str, dsn: str, topic: str, count: int) -> None:
    consumer = Consumer(
        {
            "bootstrap.servers": bootstrap,
            "group.id": f"{topic}.floor",
            "enable.auto.commit": False,
            "fetch.wait.max.ms": 20,
        }
    )
    consumer.assign([TopicPartition(topic, p, 0) for p in range(PARTITIONS)])
    conn = await asyncpg.connect(dsn)
    watch, done = Stopwatch(), 0
    while done < count:
        records = consumer.consume(500, timeout=1.0)
        rows, seen, events = [], [], []
        for record in records:
            id, text = uuid4(), record.value().decode()
            seen.append((record.key().decode(),))
            rows.append((id, f"{record.partition()}-{record.offset()}", "police.family_violence", text))
            events.append((id, "received", str(id), text))
        async with conn.transaction():
            await conn.copy_records_to_table("seen", records=seen)
            await conn.copy_records_to_table("referral_row", records=rows)
            await conn.copy_records_to_table("event_row", records=events)
        if records:
            consumer.commit(asynchronous=True)
        done += len(records)
    watch.report()
    await conn.close()
    consumer.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])))
