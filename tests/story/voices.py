"""The people of the story, each with a token, speaking with services that may go away in the middle of a sentence."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from uuid import uuid4

import httpx

_PATIENCE = 60.0
_AWAY = frozenset({502, 503, 504})


@dataclass
class Voices:
    """`base` says where a service answers, at the moment; `tokens` has one for each person.

    Each command has a key of its own and names the version it was read at. Unanswered, it is said again under the same
    key and version: whatever became of the first try, it takes effect once.
    """

    base: Callable[[str], str]
    tokens: dict[str, str]
    client: httpx.AsyncClient
    told: str = field(default_factory=lambda: uuid4().hex)
    trouble: Callable[[], Awaitable[None]] | None = None
    """What befalls the services while a command is on its way."""
    _number: Callable[[], int] = field(default_factory=lambda: count(1).__next__)

    async def read(self, who: str, service: str, path: str, **query: Any) -> Any:
        """What somebody reads, once it can be read."""
        return (await self.ask(who, service, path, **query)).json()

    async def ask(self, who: str, service: str, path: str, **query: Any) -> httpx.Response:
        """The whole answer, which may be a refusal."""
        return await self._answer(who, service, "GET", path, params=query)

    async def do(
        self,
        who: str,
        path: str,
        body: Any = None,
        *,
        at: str | None = None,
        version: int | None = None,
        service: str = "cases",
    ) -> dict[str, Any]:
        """A command; `at` is the path of what it changes, or `version` is known. Fails when it is refused."""
        answer = await self.attempt(who, path, body, at=at, version=version, service=service)
        assert answer.is_success, f"{who} {path}: {answer.text}"
        return answer.json()

    async def attempt(
        self,
        who: str,
        path: str,
        body: Any = None,
        *,
        at: str | None = None,
        version: int | None = None,
        service: str = "cases",
    ) -> httpx.Response:
        """A command that may be refused."""
        headers = {"Idempotency-Key": f"{self.told}-{self._number()}"}
        if at:
            version = (await self.read(who, service, at))["version"]
        if version is not None:
            headers["If-Match"] = f'"{version}"'
        sending = asyncio.create_task(self._answer(who, service, "POST", path, json=body, headers=headers))
        if self.trouble:
            await self.trouble()
        return await sending

    async def upload(self, who: str, path: str, data: bytes, media: str) -> dict[str, Any]:
        """Bytes, sent again when nobody answers: what nobody uses of them is forgotten."""
        headers = {"Content-Type": media}
        answer = await self._answer(who, "cases", "POST", path, content=data, headers=headers)
        assert answer.is_success, f"{who} {path}: {answer.text}"
        return answer.json()

    async def until(self, who: str, service: str, path: str, found: Callable[[Any], Any], **query: Any) -> Any:
        """Read until there is what is looked for: facts take a moment from one service to the next."""
        async with asyncio.timeout(_PATIENCE):
            while not (what := found(await self.read(who, service, path, **query))):
                await asyncio.sleep(0.05)
        return what

    async def _answer(self, who: str, service: str, method: str, path: str, **sent: Any) -> httpx.Response:
        headers = {"Authorization": f"Bearer {self.tokens[who]}", **sent.pop("headers", {})}
        async with asyncio.timeout(_PATIENCE):
            while True:
                try:
                    url = f"{self.base(service)}{path}"
                    answer = await self.client.request(method, url, headers=headers, **sent)
                except httpx.TransportError:
                    await asyncio.sleep(0.1)
                    continue
                if answer.status_code not in _AWAY:
                    return answer
                await asyncio.sleep(0.1)
