"""What a partner sends: referrals of 1 KB about children nobody knows, each about another one."""

import asyncio
import json
from uuid import UUID, uuid4

from aiokafka import AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

TYPE = b"lv.tilts.partner.referral-submitted.v1"
Headers = list[tuple[str, bytes]]


def message(number: int) -> tuple[UUID, bytes, Headers]:
    """One referral and its headers; its id is its correlation id too, so that what comes of it can be told apart."""
    id = uuid4()
    body = {
        "reference": f"VP-{number:08d}",
        "kind": "police.family_violence",
        "needs": ["violence_in_family", "crisis"],
        "subject": {
            "given_name": "Paraugs",
            "family_name": "Izdomāts",
            # The register is far from codes that begin with 39.
            "personal_code": f"39{number // 100_000:04d}-{number % 100_000:05d}",
            "birth_date": "2016-05-04",
            "address": "Izdomātā iela 7–12, Liepāja",
            "phone": "+371 50000000",
        },
        "narrative": "Kaimiņi dzirdēja troksni un raudāšanu. " * 15,
        "occurred_at": "2026-11-20T18:30:00+02:00",
        "urgent": number % 10 == 0,
    }
    headers = [
        ("ce_specversion", b"1.0"), ("ce_id", str(id).encode()), ("ce_type", TYPE), ("ce_source", b"/police"),
        ("ce_time", b"2026-11-20T18:31:00Z"), ("ce_correlationid", str(id).encode()),
        ("content-type", b"application/json"),
    ]  # fmt: skip
    return id, json.dumps(body, ensure_ascii=False).encode(), headers


async def create_topics(bootstrap: str, topics: dict[str, int]) -> None:
    """Topics by name, each with its number of partitions."""
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    try:
        await admin.create_topics([NewTopic(name, partitions, 1) for name, partitions in topics.items()])
    finally:
        await admin.close()


async def publish(bootstrap: str, topic: str, count: int) -> None:
    """Send `count` referrals to the one partition of a partner's topic, as fast as it takes them."""
    producer = AIOKafkaProducer(bootstrap_servers=bootstrap, linger_ms=5)
    await producer.start()
    try:
        sent = []
        for number in range(count):
            id, value, headers = message(number)
            sent.append(await producer.send(topic, value, key=str(id).encode(), headers=headers, partition=0))
        await asyncio.gather(*sent)
    finally:
        await producer.stop()
