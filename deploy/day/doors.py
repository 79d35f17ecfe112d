"""The doors by which referrals come: a partner's topic, the partners' HTTP API, the desk, the residents' web."""

import asyncio
from http import HTTPStatus

import httpx

from deploy.day.colleague import Colleague, bearer, partner, patiently
from deploy.day.ledger import Ledger
from deploy.day.referrals import Sample
from deploy.partner import REFERRALS, Message, send
from shared.contracts.partner import ReferralSubmitted
from shared.settings import Settings
from shared.stream.bus import Bus

_PATIENCE = 150


class Doors:
    """Sends samples, each by its own door, and writes down what HTTP answers at once."""

    def __init__(self, settings: Settings, bus: Bus, desk: Colleague, ledger: Ledger) -> None:
        self._settings = settings
        self._bus = bus
        self._client = desk.client
        self._desk = desk
        self._ledger = ledger
        self._intake = settings.http.base_url("intake")

    async def send(self, sample: Sample) -> None:
        """Send one sample. Raises BusUnavailable or httpx.TransportError when its door stays shut."""
        if sample.repeated:
            await self._answered(sample)
        self._ledger.sending(sample)
        if sample.channel == "kafka":
            key = sample.body["reference"]
            message = Message(sample.partner, sample.message_id, ReferralSubmitted.type, key, sample.data)
            await send(self._bus, self._settings, REFERRALS, message)
        else:
            self._note(sample, await self._post(sample))

    async def _answered(self, sample: Sample) -> None:
        """A partner that missed the answer sends again: while the first is in flight, there is none to be missed."""
        for _ in range(_PATIENCE):
            if self._ledger.is_settled(sample.message_id):
                return
            await asyncio.sleep(0.1)

    async def _post(self, sample: Sample) -> httpx.Response:
        headers = {
            "Idempotency-Key": sample.message_id,
            "Correlation-Id": sample.message_id,
            "Content-Type": "application/json",
        }
        if sample.partner is not None:
            path, headers["Authorization"] = "v1/referrals", bearer(self._settings, partner(sample.partner))
        elif sample.channel == "web":
            path = "v1/concerns"  # by somebody without an account
        else:
            path = f"v1/desk/referrals?channel={sample.channel}"
            headers["Authorization"] = self._desk.authorization
        url = f"{self._intake}/{path}"
        while True:
            answer = await patiently(lambda: self._client.post(url, content=sample.data, headers=headers))
            if answer.status_code != HTTPStatus.CONFLICT:
                return answer
            # The first sending of the message is not answered yet.
            await asyncio.sleep(0.5)

    def _note(self, sample: Sample, answer: httpx.Response) -> None:
        if answer.is_client_error:
            self._ledger.refused[sample.message_id] = answer.json()["type"]
        elif "Idempotency-Replayed" in answer.headers:
            self._ledger.answered_again[sample.message_id] += 1
        else:
            self._ledger.answered.add(sample.message_id)
