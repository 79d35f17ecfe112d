"""The partner's own `.notices` topic: all letters of a batch in one produce per agency, never kept in a log."""

import asyncio
from collections.abc import Sequence

from services.notifications.domain.delivery import TryOutcome
from services.notifications.sending.channel import Result
from services.notifications.sending.letters import Letter
from shared.contracts.codes import NoticeChannel
from shared.contracts.partner import NoticeSent
from shared.contracts.registry import topics_of
from shared.settings import Settings
from shared.stream import kafka
from shared.stream.bus import Bus, BusUnavailable, Message
from shared.stream.event import Event
from shared.stream.wire import Sender, headers_of

_TOPIC = topics_of(NoticeSent)[0]
_PARTITION = 0


class PartnerTopic:
    """Every agency that reads a topic. The producer is its own: what breaks here must not break the relay."""

    name = NoticeChannel.PARTNER_TOPIC
    agency = None
    limit = 200

    def __init__(self, settings: Settings) -> None:
        self._bus = Bus(kafka.connection(settings.broker), settings.broker.produce_deadline)
        self._sender = Sender("notifications", settings.municipality.slug)

    async def send(self, letters: Sequence[Letter]) -> list[Result]:
        agencies = sorted({letter.due.agency for letter in letters})
        sent = await asyncio.gather(*(self._to(a, [x for x in letters if x.due.agency == a]) for a in agencies))
        arrived = {letter.id for group in sent for letter in group}
        return [Result(TryOutcome.DELIVERED if letter.id in arrived else TryOutcome.UNANSWERED) for letter in letters]

    async def close(self) -> None:
        await self._bus.close()

    async def _to(self, agency: str, letters: Sequence[Letter]) -> Sequence[Letter]:
        """Send in order, as many to a request as fit; returns those that arrived."""
        topic, done = _TOPIC.named(self._sender.municipality, agency), 0
        try:
            while done < len(letters):
                sent, _ = await self._bus.send(topic, _PARTITION, [self._message(x) for x in letters[done:]])
                done += sent
        except BusUnavailable:
            pass
        return letters[:done]

    def _message(self, letter: Letter) -> Message:
        due, message = letter.due, letter.message
        event = Event(
            letter.id, message.type, message.key, due.issued_at, message.encode().decode(), None, due.correlation,
            due.trace,
        )  # fmt: skip
        return message.key.encode(), event.data.encode(), headers_of(self._sender, event)
