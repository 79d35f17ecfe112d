"""Calls to other services: service credentials, a short time limit, and a fresh token for each call."""

import ssl
from collections.abc import Collection
from functools import cache
from uuid import UUID

import httpx

from shared.security import DevelopmentTokens, Purpose, ServiceCredentials
from shared.settings import SERVICES, Settings
from shared.stream.errors import Transient

_PATIENCE = 5.0


@cache
def _tls(trusting: bool) -> ssl.SSLContext:
    """One for all services of a process. Without the certificates of the world, two megabytes, it trusts nobody."""
    return ssl.create_default_context() if trusting else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


class Peers:
    """The declared ports between services: personal reads, who may see a case, and log pull. All else goes by facts."""

    def __init__(self, settings: Settings, tokens: DevelopmentTokens, service: str) -> None:
        # Most neighbours are in this process, or on its private network, and are called without TLS.
        encrypted = any(settings.http.base_url(name).startswith("https:") for name in SERVICES)
        # Neighbours are called directly, whatever proxy the machine has for the world.
        self.client = httpx.AsyncClient(
            auth=ServiceCredentials(tokens, service), timeout=_PATIENCE, verify=_tls(encrypted), trust_env=False
        )
        self._settings = settings

    def bases(self, sources: tuple[str, ...]) -> dict[str, str]:
        return {source: self._settings.http.base_url(source) for source in sources}

    async def people(self, ids: list[UUID], purpose: Purpose) -> list[dict]:
        """What intake knows of these people, read for `purpose` and recorded there. Raises Transient without it."""
        return await self._personal("read", ids, purpose)

    async def reach(self, ids: list[UUID]) -> list[dict]:
        """How each of these people may be reminded now, as intake says and records. Raises Transient without it."""
        return await self._personal("reach", ids, Purpose.REMINDER)

    async def _personal(self, what: str, ids: list[UUID], purpose: Purpose) -> list[dict]:
        url = f"{self._settings.http.base_url('intake')}/v1/people/{what}"
        try:
            answer = await self.client.post(
                url, json={"people": [str(id) for id in ids]}, headers={"Tilts-Purpose": purpose}
            )
            answer.raise_for_status()
        except httpx.HTTPError as error:
            raise Transient(f"intake does not answer a personal read: {type(error).__name__}") from error
        return answer.json()["people"]

    async def seen(self, cases: Collection[UUID], authorization: str) -> frozenset[UUID]:
        """Those of up to 200 cases that whoever calls may see, asked of cases as them. Raises Transient without it."""
        if not cases:
            return frozenset()
        url, asked = f"{self._settings.http.base_url('cases')}/v1/cases/seen", [str(case) for case in cases]
        try:
            answer = await self.client.post(
                url, json={"cases": asked}, headers={"Authorization": authorization}, auth=None
            )
            answer.raise_for_status()
        except httpx.HTTPError as error:
            raise Transient(f"cases does not say who may see a case: {type(error).__name__}") from error
        return frozenset(map(UUID, answer.json()["cases"]))

    async def close(self) -> None:
        await self.client.aclose()
