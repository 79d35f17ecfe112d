"""Four services as a user would write them: FastStream, one message per call, one transaction each, then publish.

The offset is committed after the publishing, so that nothing is lost; what is sent twice by that is told apart by keys.
"""

import asyncio
import sys

import asyncpg
from faststream import AckPolicy
from faststream.kafka import KafkaBroker, KafkaMessage, TopicPartition

from shared.contracts import registry
from tests.benchmarks.chain.naive_services import READING, Take
from tests.benchmarks.chain.tables import TABLES


async def main(bootstrap: str, dsn: str, prefix: str) -> None:
    pool = await asyncpg.create_pool(dsn, min_size=4, max_size=16)
    await pool.execute(TABLES)
    broker = KafkaBroker(bootstrap, logger=None)
    for topic, service, take in READING:
        _subscribe(broker, pool, prefix, topic, service, take)
    await broker.start()
    print("ready", flush=True)
    await asyncio.Event().wait()


def _subscribe(broker: KafkaBroker, pool: asyncpg.Pool, prefix: str, topic: str, service: str, take: Take) -> None:
    # Partitions are assigned, because joining a group takes the embedded broker seconds.
    @broker.subscriber(
        partitions=[TopicPartition(f"{prefix}.{topic}", 0)], group_id=f"{prefix}.{service}",
        auto_offset_reset="earliest", ack_policy=AckPolicy.MANUAL, fetch_max_wait_ms=20,
    )  # fmt: skip
    async def one(message: KafkaMessage) -> None:
        said = registry.decode(message.headers["ce_type"], message.body)
        async with pool.acquire() as conn, conn.transaction():
            told = await take(conn, said)
        for to, fact in told:
            headers = {"ce_type": fact.type, "content-type": "application/json"}
            await broker.publish(fact.encode(), f"{prefix}.{to}", key=fact.key.encode(), headers=headers)
        await message.ack()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
