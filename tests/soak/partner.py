"""A partner who sends without pause, and sends again, under the same id, whatever has got no receipt.

That is all a partner has to do for nothing to get lost: the embedded broker forgets what it had when it dies.
"""

import asyncio
import json
import random
from contextlib import suppress
from dataclasses import dataclass, field

from aiokafka.errors import KafkaError

from deploy.partner import RECEIPTS, topic
from shared.stream import kafka
from shared.stream.bus import BusUnavailable
from shared.stream.listening import listen
from shared.stream.topics import EDGE_PARTITIONS
from tests.faults.harness import PARTNER, Deployment

_EVERY = 0.25
_PATIENCE = 15.0
"""Seconds without a receipt after which a message is sent again."""
_MOST_UNANSWERED = 2_000
_AT_ONCE = 20
_DOUBTS = 0.03
"""How many are sent again although they were answered."""


@dataclass
class Partner:
    """Sends `rate` new messages a second, unless `quiet`; what got no receipt is sent again in any case."""

    deployment: Deployment
    rate: float
    chance: random.Random
    quiet: bool = False
    repeats: int = 0
    """How many messages were sent once more, and taken by the broker."""
    _unanswered: dict[str, float] = field(default_factory=dict)
    """Message id → when it was sent last."""

    @property
    def state(self) -> str:
        """In a few words, for whoever watches."""
        return (
            f"{len(self.deployment.sent)} messages, {len(self._unanswered)} without a receipt, {self.repeats} repeats"
        )

    async def run(self) -> None:
        """Until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._send())
            tasks.create_task(self._listen())

    async def _send(self) -> None:
        async with self.deployment.bus() as bus:
            while True:
                await asyncio.sleep(_EVERY)
                new = self._new()
                ids = [*new, *self._again()]
                now = asyncio.get_running_loop().time()
                self._unanswered |= dict.fromkeys(ids, now)
                # What the broker did not take, or did without saying so, gets no receipt, and is sent again.
                with suppress(BusUnavailable):
                    await self.deployment.send_by(bus, ids)
                    self.repeats += len(ids) - len(new)

    def _new(self) -> list[str]:
        if self.quiet or len(self._unanswered) >= _MOST_UNANSWERED:
            return []
        first = len(self.deployment.sent)
        return [f"{first + number:07}" for number in range(round(self.rate * _EVERY))]

    def _again(self) -> list[str]:
        late = asyncio.get_running_loop().time() - _PATIENCE
        ids = [id for id, sent in self._unanswered.items() if sent < late][:_AT_ONCE]
        if self.deployment.sent and not self.quiet and self.chance.random() < self.rate * _EVERY * _DOUBTS:
            ids.append(f"{self.chance.randrange(len(self.deployment.sent)):07}")
        return ids

    async def _listen(self) -> None:
        receipts = {topic(self.deployment.settings, RECEIPTS, PARTNER): EDGE_PARTITIONS}
        connection = kafka.connection(self.deployment.settings.broker)
        while True:
            try:
                async with listen(connection, receipts, from_start=True) as arrivals:
                    async for arrival in arrivals:
                        self._unanswered.pop(json.loads(arrival.value or b"{}").get("message"), None)
            except (BusUnavailable, KafkaError, OSError):
                await asyncio.sleep(1)
