"""A body has an upper limit, whether it says its length or comes in chunks, and whoever sends it."""

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest

from shared.security import issue_token
from tests.shared.http.conftest import ILZE, KEY, client_of
from tests.shared.http.serving import served

HEADERS = {"Content-Type": "application/json", "Idempotency-Key": "one"}


async def chunks(size: int) -> AsyncIterator[bytes]:
    """A note of about `size` bytes in chunks of a hundred."""
    yield b'{"text": "Zvans"'
    for _ in range(size // 100):
        yield b" " * 100
    yield b"}"


@pytest.mark.parametrize(("size", "status"), [(900, 201), (1100, 413), (100_000, 413)])
async def test_a_body_in_chunks_is_measured_as_it_comes(app, size, status):
    async with served(app) as address, httpx.AsyncClient(base_url=address) as client:
        client.headers["Authorization"] = f"Bearer {issue_token(KEY, ILZE)}"
        answer = await client.post("/v1/notes", content=chunks(size), headers=HEADERS)
        after = await client.get("/v1/notes")
    assert answer.status_code == status
    assert len(after.json()["items"]) == (status == 201)
    if status == 413:
        assert (answer.json()["type"], answer.json()["limit"]) == ("/problems/too-large", 1000)


async def test_a_declared_length_is_refused_before_the_body_is_sent(app):
    async with served(app) as address:
        reader, writer = await asyncio.open_connection(*address.removeprefix("http://").split(":"))
        writer.write(b"POST /v1/notes HTTP/1.1\r\nHost: tilts.test\r\nContent-Length: 1001\r\n\r\n")
        status = await reader.readline()
        writer.close()
    assert status.startswith(b"HTTP/1.1 413 ")


async def test_somebody_unknown_may_not_send_much_either(app):
    async with client_of(app, None) as unknown:
        assert (await unknown.post("/v1/notes", content=b" " * 1001, headers=HEADERS)).status_code == 413
