"""What a user would write: FastStream, one message per call, one transaction each, the offset committed after it."""

import asyncio
import sys
from uuid import uuid4

import asyncpg
from faststream import AckPolicy
from faststream.kafka import KafkaBroker, KafkaMessage, TopicPartition

from shared.contracts.partner import ReferralSubmitted
from tests.benchmarks.machine import Stopwatch
from tests.benchmarks.stage.common import PARTITIONS


async def main(bootstrap: str, dsn: str, topic: str, count: int) -> None:
    pool = await asyncpg.create_pool(dsn, min_size=1, max_size=4)
    broker = KafkaBroker(bootstrap, logger=None)
    finished = asyncio.Event()
    done = 0

    @broker.subscriber(
        partitions=[TopicPartition(topic, p) for p in range(PARTITIONS)], group_id=f"{topic}.naive",
        auto_offset_reset="earliest", ack_policy=AckPolicy.MANUAL, fetch_max_wait_ms=20,
    )  # fmt: skip
    async def take(said: ReferralSubmitted, message: KafkaMessage) -> None:
        nonlocal done
        id, body = uuid4(), said.model_dump_json()
        async with pool.acquire() as conn, conn.transaction():
            new = await conn.fetchval(
                "insert into seen values ($1) on conflict do nothing returning 1", message.headers["ce_id"]
            )
            if new:
                await conn.execute(
                    "insert into referral_row values ($1, $2, $3, $4)", id, said.reference, said.kind, body
                )
                await conn.execute("insert into event_row values ($1, $2, $3, $4)", id, "received", str(id), body)
        await message.ack()
        done += 1
        if done == count:
            finished.set()

    watch = Stopwatch()
    await broker.start()
    await finished.wait()
    watch.report()
    await broker.stop()
    await pool.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])))
