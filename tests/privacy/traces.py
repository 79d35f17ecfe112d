"""Where something of a person might be left behind: every topic, every table, every line, every answer."""

import asyncio
from pathlib import Path

import asyncpg
from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.structs import ConsumerRecord

from shared.stream import kafka, topics
from tests.shared.runtime.municipality import Municipality


async def on_topics(municipality: Municipality) -> dict[str, bytes]:
    """Everything that lies on the topics, keys and headers included, as raw bytes by topic."""
    settings = municipality.settings()
    deployed = topics.deployed(municipality.slug, list(settings.partners), settings.log.partitions)
    places = [TopicPartition(topic.name, partition) for topic in deployed for partition in range(topic.partitions)]
    left = {topic.name: b"" for topic in deployed}
    consumer = AIOKafkaConsumer(**kafka.connection(settings.broker), enable_auto_commit=False, fetch_max_wait_ms=20)
    await consumer.start()
    try:
        consumer.assign(places)
        ends = await consumer.end_offsets(places)
        written = [place for place, end in ends.items() if end]
        consumer.assign(written)
        await consumer.seek_to_beginning(*written)
        while behind := [place for place in written if await consumer.position(place) < ends[place]]:
            for place, records in (await consumer.getmany(*behind, timeout_ms=500)).items():
                left[place.topic] += b"".join(map(_bytes, records))
    finally:
        await consumer.stop()
    return left


def _bytes(record: ConsumerRecord) -> bytes:
    headers = b" ".join(name.encode() + b"=" + (value or b"") for name, value in record.headers)
    return b"\n".join([record.key or b"", record.value or b"", headers, b""])


async def in_tables(municipality: Municipality) -> dict[str, bytes]:
    """Every row of every table of every service, as text (bytes as hexadecimal digits), by `service.table`."""
    left = {}
    for service in municipality.names:
        conn = await asyncpg.connect(municipality.postgres.dsn(f"{municipality.slug}_{service}"))
        for (table,) in await conn.fetch("select tablename from pg_tables where schemaname = 'public'"):
            rows = await conn.fetch(f"select t::text from {table} t")
            left[f"{service}.{table}"] = "\n".join(row[0] for row in rows).encode()
        await conn.close()
    return left


async def parked_details(municipality: Municipality) -> bytes:
    """What operators read about parked records, in all services."""
    left = b""
    for service in municipality.names:
        conn = await asyncpg.connect(municipality.postgres.dsn(f"{municipality.slug}_{service}"))
        left += "\n".join(row["detail"] for row in await conn.fetch("select detail from parked")).encode()
        await conn.close()
    return left


async def quiet(municipality: Municipality) -> None:
    """Wait until nothing moves any more: all is relayed, heard, and every notice tried."""
    before = None
    while True:
        counts = []
        for service in municipality.names:
            conn = await asyncpg.connect(municipality.postgres.dsn(f"{municipality.slug}_{service}"))
            counts.append(await conn.fetchval("select sum(position) from event_log_head"))
            counts.append(await conn.fetchval("select sum(position) from consumed"))
            counts.append(await conn.fetchval("select sum(position) from relayed"))
            await conn.close()
        if counts == before:
            return
        before = counts
        await asyncio.sleep(0.7)


def in_files(folder: Path) -> bytes:
    """Every file below a folder, each on a line with its name."""
    kept = [file for file in sorted(folder.rglob("*")) if file.is_file()]
    return b"".join(str(file.relative_to(folder)).encode() + b" " + file.read_bytes() + b"\n" for file in kept)
