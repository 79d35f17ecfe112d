"""What a partner's system does: send a referral on its topic, and listen for receipts."""

import asyncio
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from shared.contracts.partner import ReferralSubmitted
from shared.contracts.topics import EDGE_TOPICS, Topic
from shared.settings import Settings
from shared.stream import kafka
from shared.stream.bus import Bus, BusUnavailable
from shared.stream.listening import listen
from shared.stream.topics import EDGE_PARTITIONS
from shared.stream.wire import instant

REFERRALS, RECEIPTS, NOTICES, ANSWERS = EDGE_TOPICS


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a partner, as it travels."""

    partner: str
    id: str
    type: str
    key: str
    data: bytes

    def headers(self) -> list[tuple[str, bytes]]:
        given = {
            "ce_specversion": "1.0",
            "ce_id": self.id,
            "ce_source": f"/{self.partner}/tilts",
            "ce_type": self.type,
            "ce_time": instant(datetime.now(UTC)),
            "content-type": "application/json",
            "ce_correlationid": self.id,
        }
        return [(name, value.encode()) for name, value in given.items()]


def referral(partner: str, id: str, body: Mapping[str, Any] | bytes) -> Message:
    """A referral under the message id `id`; bytes travel as they are, broken or not."""
    data = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
    key = str(body.get("reference", id)) if isinstance(body, Mapping) else id
    return Message(partner, id, ReferralSubmitted.type, key, data)


def topic(settings: Settings, which: Topic, partner: str) -> str:
    return which.named(settings.municipality.slug, partner)


async def send(bus: Bus, settings: Settings, which: Topic, message: Message, patience: float = 10) -> None:
    """Send it, again and again under the same id until the broker takes it. Raises BusUnavailable after `patience`."""
    record = (message.key.encode(), message.data, message.headers())
    deadline = time.monotonic() + patience
    while True:
        try:
            await bus.send(topic(settings, which, message.partner), 0, [record])
            return
        except BusUnavailable:
            if time.monotonic() > deadline:
                raise
            await asyncio.sleep(0.5)


@dataclass(frozen=True, slots=True)
class Receipt:
    """The first receipt of a message, and how long it took from sending it."""

    type: str
    body: dict[str, Any]
    seconds: float


async def send_and_wait(settings: Settings, message: Message, patience: float) -> Receipt | None:
    """Send a referral and wait for its first receipt; None when none came within `patience` seconds."""
    connection = kafka.connection(settings.broker)
    bus = Bus(connection, settings.broker.produce_deadline)
    receipts = {topic(settings, RECEIPTS, message.partner): EDGE_PARTITIONS}
    try:
        async with listen(connection, receipts) as arrivals, asyncio.timeout(patience) as waiting:
            begun = time.perf_counter()
            await send(bus, settings, REFERRALS, message, patience=0)
            async for arrival in arrivals:
                body = json.loads(arrival.value or b"{}")
                if body.get("message") == message.id:
                    return Receipt(arrival.type, body, time.perf_counter() - begun)
    except TimeoutError:
        if not waiting.expired():
            raise
    finally:
        await bus.close()
    return None
