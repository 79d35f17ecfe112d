"""What all contenders share: the messages, the topic, the tables of floor and naive."""

import asyncio
import json
from uuid import uuid4

import asyncpg
from aiokafka import AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

PARTITIONS = 1
"""A partner's topic has one; and nobody wins by reading six at once."""
TYPE = b"lv.tilts.partner.referral-submitted.v1"

TABLES = """
create table seen (message text primary key);
create table referral_row (id uuid primary key, reference text not null, kind text not null, body text not null);
create table event_row (id uuid primary key, type text not null, key text not null, data text not null);
"""


def message(number: int) -> tuple[bytes, list[tuple[str, bytes]]]:
    """One referral of about 1 KB, and its headers."""
    body = {
        "reference": f"VP-{number:08d}",
        "kind": "police.family_violence",
        "needs": ["violence_in_family", "crisis"],
        "subject": {
            "given_name": "Paraugs",
            "family_name": "Izdomāts",
            "personal_code": f"{number % 28 + 1:02d}0185-1{number % 10000:04d}",
            "address": "Izdomātā iela 7–12, Liepāja",
            "phone": "+371 20000000",
        },
        "narrative": "Kaimiņi dzirdēja troksni un raudāšanu. " * 15,
        "occurred_at": "2026-11-20T18:30:00+02:00",
        "urgent": number % 10 == 0,
    }
    headers = [
        ("ce_specversion", b"1.0"), ("ce_id", str(uuid4()).encode()), ("ce_type", TYPE),
        ("ce_source", b"/police"), ("ce_time", b"2026-11-20T18:31:00Z"), ("content-type", b"application/json"),
    ]  # fmt: skip
    return json.dumps(body, ensure_ascii=False).encode(), headers


async def publish(bootstrap: str, topic: str, count: int, partitions: int = PARTITIONS) -> None:
    """Create the topic and fill it; not part of what is measured."""
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    await admin.create_topics([NewTopic(topic, partitions, 1)])
    await admin.close()
    producer = AIOKafkaProducer(bootstrap_servers=bootstrap, linger_ms=5)
    await producer.start()
    sent = []
    for number in range(count):
        value, headers = message(number)
        key = headers[1][1]
        sent.append(await producer.send(topic, value, key=key, headers=headers, partition=number % partitions))
    await asyncio.gather(*sent)
    await producer.stop()


async def create_tables(dsn: str) -> None:
    conn = await asyncpg.connect(dsn)
    await conn.execute(TABLES)
    await conn.close()


async def counted(dsn: str, table: str) -> int:
    conn = await asyncpg.connect(dsn)
    try:
        return await conn.fetchval(f"select count(*) from {table}")
    finally:
        await conn.close()
