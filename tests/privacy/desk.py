"""Somebody who works at cases over HTTP: whatever they do must succeed, and every answer is kept to be searched."""

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import httpx

from shared.http import etag
from tests.privacy.people import HIDDEN_IN_WRONG_PLACES, NARRATIVE, VICTIM
from tests.shared.files.samples import PDF

NAME = HIDDEN_IN_WRONG_PLACES
WHO = f"{VICTIM['given_name']} {VICTIM['family_name']}, {VICTIM['phone']}"
WORDS = f"{WHO}: {NARRATIVE} {NAME}"
"""What people write wherever they may write freely; `WHO` where one line is taken."""
CALL = {"who": WHO, "phone": VICTIM["phone"], "round_the_clock": True}
LETTER = PDF.replace(b"<<>>", f"<</Title ({WORDS})>>".encode(), 1)

_NOW = datetime.now(UTC)
TODAY, SOON = str(_NOW.date()), str(_NOW.date() + timedelta(days=60))
LATER = (_NOW + timedelta(days=3)).isoformat()


class Desk:
    """One member of staff, by the id of their account."""

    def __init__(self, client: httpx.AsyncClient, id: str, answers: list[httpx.Response]) -> None:
        self._client, self.id, self._answers = client, id, answers

    async def do(self, path: str, body: Any = None, version: int | None = None) -> dict:
        """A command; one that changes a version is sent by somebody who saw that version as well, and is too late."""
        done = self._kept(await self._client.post(path, json=body, headers=self.keyed(version))).json()
        if version is not None:
            late = await self._client.post(path, json=body, headers=self.keyed(version))
            assert late.status_code == 412, late.text
            self._answers.append(late)
        return done

    async def fails(self, path: str, body: Any, version: int | None = None) -> None:
        """A command that is refused, with words in its hands."""
        refused = await self._client.post(path, json=body, headers=self.keyed(version))
        assert refused.status_code in (409, 422), f"{path}: {refused.text}"
        self._answers.append(refused)

    async def on(self, path: str, act: str, body: Any = None) -> dict:
        """A command about something, at the version that it has now."""
        return await self.do(f"{path}/{act}", body, (await self.read(path))["version"])

    async def read(self, path: str) -> Any:
        """What somebody sees who may. Nobody keeps that, and it may hold words."""
        answer = await self._client.get(path)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def sees(self, path: str, **fields: Any) -> bool:
        """Whether these fields hold this now."""
        now = await self.read(path)
        return all(now[name] == value for name, value in fields.items())

    async def send(self, data: bytes) -> str:
        """A file whose name is given as browsers and people do; gives the id of the upload."""
        headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(WHO)}"}
        sent = await self._client.post("/v1/uploads", content=data, headers=headers, params={"name": WHO})
        return self._kept(sent).json()["id"]

    @staticmethod
    def keyed(version: int | None = None) -> dict[str, str]:
        """The headers of a command."""
        headers = {"Idempotency-Key": str(uuid4())}
        return headers if version is None else headers | {"If-Match": etag(version)}

    @staticmethod
    def new_id() -> str:
        return str(uuid4())

    def _kept(self, answer: httpx.Response) -> httpx.Response:
        self._answers.append(answer)
        assert answer.status_code < 300, f"{answer.request.url}: {answer.text}"
        return answer
