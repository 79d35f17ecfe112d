"""The agencies that are told: the orphan's court by its topic, the crisis centre by its webhook.

They acknowledge what they get, take most of it on, and once the crisis centre overlooks a notice until it is called.
"""

import asyncio
import json
from contextlib import AsyncExitStack
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx

from deploy.day.colleague import bearer, partner, patiently
from deploy.day.ledger import Ledger
from deploy.day.webhook import Receiver
from deploy.partner import ANSWERS, NOTICES, Message, send, topic
from shared.calendar import Clock
from shared.contracts.codes import AnswerCode, DeclineReason, OutcomeCode
from shared.contracts.partner import NoticeAcknowledged, NoticeAnswered, NoticeSent
from shared.settings import Settings
from shared.stream import kafka
from shared.stream.bus import Bus, BusUnavailable
from shared.stream.listening import listen
from shared.stream.topics import EDGE_PARTITIONS

COURT, CRISIS_CENTRE = "barintiesa", "krizes-centrs"
_READING, _WORKING = timedelta(minutes=4), timedelta(minutes=12)
_OVERLOOKED = timedelta(minutes=90)
"""How long after its term the one notice is found that was overlooked: the ladder has been climbed by then."""
_REFUSED_EVERY = 7
_BLINK = 0.05


class Agencies:
    """Both agencies, from entering until leaving the block."""

    def __init__(self, settings: Settings, clock: Clock, bus: Bus, client: httpx.AsyncClient, ledger: Ledger) -> None:
        self._settings = settings
        self._clock = clock
        self._bus = bus
        self._client = client
        self._ledger = ledger
        self._busy: set[asyncio.Task] = set()
        self._got: set[str] = set()
        self._overlooked = False
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> "Agencies":
        centre = self._settings.partners[CRISIS_CENTRE]
        receiver = Receiver(str(centre.webhook_url), centre.webhook_secret.get_secret_value(), self._by_webhook)
        self._stack.callback(receiver.close)
        self._begin(self._by_topic())
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in self._busy:
            task.cancel()
        await asyncio.gather(*self._busy, return_exceptions=True)
        await self._stack.aclose()

    def _by_webhook(self, message: dict[str, Any]) -> None:
        self._begin(self._take(CRISIS_CENTRE, message["type"], message["data"]))

    async def _by_topic(self) -> None:
        topics = {topic(self._settings, NOTICES, partner): EDGE_PARTITIONS for partner in (COURT, CRISIS_CENTRE)}
        while True:
            try:
                async with listen(kafka.connection(self._settings.broker), topics) as arrivals:
                    async for arrival in arrivals:
                        agency = arrival.topic.split(".")[2]
                        self._begin(self._take(agency, arrival.type, json.loads(arrival.value or b"{}")))
            except BusUnavailable:
                await asyncio.sleep(1)

    async def _take(self, agency: str, type: str, notice: dict[str, Any]) -> None:
        """Read it, acknowledge it, say whether the agency takes it on."""
        if type != NoticeSent.type or notice["notice"] in self._got:
            return
        self._got.add(notice["notice"])
        number = len(self._got)
        self._ledger.delivered(notice["notice"])
        await self._pass(self._reading(agency, notice))
        await self._say(agency, NoticeAcknowledged(notice=notice["notice"]))
        await self._pass(_WORKING)
        if number % _REFUSED_EVERY:
            answer = NoticeAnswered(
                notice=notice["notice"], answer=AnswerCode.ACCEPTED, outcome=OutcomeCode.ACTION_TAKEN
            )
        else:
            answer = NoticeAnswered(
                notice=notice["notice"], answer=AnswerCode.REFUSED, reason=DeclineReason.NO_CAPACITY
            )
        await self._say(agency, answer)

    def _reading(self, agency: str, notice: dict[str, Any]) -> timedelta:
        if agency == COURT or self._overlooked:
            return _READING
        self._overlooked = True
        return datetime.fromisoformat(notice["acknowledge_by"]) + _OVERLOOKED - self._clock.now()

    async def _pass(self, span: timedelta) -> None:
        """Wait until `span` has passed on the clock of the day, which in the end is the real one."""
        until = self._clock.now() + span
        while True:
            # The clock may change its pace meanwhile, so the real end cannot be computed.
            if self._clock.now() >= until:
                return
            await asyncio.sleep(_BLINK)

    async def _say(self, agency: str, said: NoticeAcknowledged | NoticeAnswered) -> None:
        """The court answers on its topic, the crisis centre over HTTP, as it was told."""
        id = str(uuid4())
        if agency == COURT:
            await send(self._bus, self._settings, ANSWERS, Message(agency, id, said.type, said.key, said.encode()))
            return
        what = "acknowledge" if isinstance(said, NoticeAcknowledged) else "answer"
        url = f"{self._settings.http.base_url('notifications')}/v1/notices/{said.notice}/{what}"
        body = said.model_dump(mode="json", exclude={"notice"}, exclude_none=True)
        headers = {"Authorization": bearer(self._settings, partner(agency)), "Idempotency-Key": id}
        await patiently(lambda: self._client.post(url, json=body or None, headers=headers))

    def _begin(self, work) -> None:
        task = asyncio.create_task(work)
        self._busy.add(task)
        task.add_done_callback(self._busy.discard)
