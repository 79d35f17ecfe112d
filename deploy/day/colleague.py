"""Whoever calls the APIs on the day: with a token of their own, and patience when a service is started again."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx

from shared.security import Actor, Purpose, Role, issue_token
from shared.settings import Settings
from shared.settings.municipality import staff_id

_DAY = timedelta(days=1)
_TRIES = 40
_PAUSE = 0.25
_AGAIN = frozenset({409, 412, 425, 429, 503})
"""Somebody else was faster, or the service is busy: the next look shows how things are now."""


class Refused(RuntimeError):
    """A service said no to what the day thought was right: the day, or the service, is wrong."""


async def patiently(ask: Callable[[], Awaitable[httpx.Response]]) -> httpx.Response:
    """Ask until somebody answers, for ten seconds: whoever supervises starts a service again that died."""
    for _ in range(_TRIES):
        try:
            answer = await ask()
        except httpx.TransportError as error:
            failure = error
        else:
            if not answer.is_server_error:
                return answer
            failure = Refused(f"{answer.request.method} {answer.request.url.path}: {answer.status_code}")
        await asyncio.sleep(_PAUSE)
    raise failure


def bearer(settings: Settings, actor: Actor) -> str:
    """The value of Authorization for `actor`, for the day."""
    return f"Bearer {issue_token(settings.security.development_key.get_secret_value(), actor, _DAY)}"


def partner(code: str) -> Actor:
    return Actor(f"partner:{code}", frozenset({Role.PARTNER}), Purpose.PARTNER_EXCHANGE, partner=code)


class Colleague:
    """A member of staff by code, with the role and purpose of their token."""

    def __init__(self, settings: Settings, client: httpx.AsyncClient, code: str, role: Role, purpose: Purpose) -> None:
        actor = Actor(str(staff_id(settings.municipality.slug, code)), frozenset({role}), purpose)
        self.code = code
        self.authorization = bearer(settings, actor)
        self._settings = settings
        self.client = client

    async def read(self, service: str, path: str, **query: Any) -> Any:
        """What a service shows. Raises Refused."""
        url = f"{self._settings.http.base_url(service)}/v1/{path}"
        headers = {"Authorization": self.authorization}
        answer = await patiently(lambda: self.client.get(url, params=query, headers=headers))
        return self._accepted(answer).json()

    async def all(self, service: str, path: str, **query: Any) -> list[dict[str, Any]]:
        """A whole list, page by page."""
        items, cursor = [], None
        while True:
            page = await self.read(service, path, limit=200, **query, **({"cursor": cursor} if cursor else {}))
            items += page["items"]
            cursor = page["next"]
            if cursor is None:
                return items

    async def do(self, service: str, path: str, version: int, wish: dict[str, Any] | None = None) -> Any | None:
        """Change something at the version that was seen; None when somebody was faster. Raises Refused."""
        url = f"{self._settings.http.base_url(service)}/v1/{path}"
        headers = {
            "Authorization": self.authorization,
            "Idempotency-Key": str(uuid4()),
            "If-Match": f'"{version}"',
        }
        answer = await patiently(lambda: self.client.post(url, json=wish, headers=headers))
        return None if answer.status_code in _AGAIN else self._accepted(answer).json()

    def _accepted(self, answer: httpx.Response) -> httpx.Response:
        if answer.is_error:
            said = answer.json()
            request = answer.request
            raise Refused(f"{self.code}: {request.method} {request.url.path} → {answer.status_code} {said['title']}")
        return answer
