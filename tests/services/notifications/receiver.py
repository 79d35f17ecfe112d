"""An agency's webhook on a real socket: keeps what it got, verifies each signature, and misbehaves as told."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from ssl import SSLContext
from typing import Any

from standardwebhooks import Webhook

from tests.services.notifications.samples import SECRET

Answer = Callable[[asyncio.StreamWriter], Awaitable[None]]


def answers(status: str, *headers: str, body: bytes = b"") -> Answer:
    """Answers at once and closes."""

    async def answer(writer: asyncio.StreamWriter) -> None:
        lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers, "", ""]
        writer.write("\r\n".join(lines).encode() + body)

    return answer


async def says_nothing(writer: asyncio.StreamWriter) -> None:
    """Takes everything and never answers."""
    await asyncio.sleep(60)


async def drips(writer: asyncio.StreamWriter) -> None:
    """Sends a header's letters one by one, each well within any limit of a single read."""
    while True:
        writer.write(b"H")
        await writer.drain()
        await asyncio.sleep(0.02)


async def never_ends(writer: asyncio.StreamWriter) -> None:
    """Says yes, and goes on with a body that has no end."""
    writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
    await drips(writer)


async def hangs_up(writer: asyncio.StreamWriter) -> None:
    """Closes in place of an answer."""


@dataclass
class Receiver:
    """`got` holds (webhook-id, verified body) of each POST."""

    answer: Answer = field(default_factory=lambda: answers("204 No Content"))
    got: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    hosts: list[str] = field(default_factory=list)
    url: str = ""

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
            headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in head[1:] if line)}
            body = await reader.readexactly(int(headers.get("content-length", 0)))
            self.hosts.append(headers["host"])
            if head[0].startswith("POST "):
                self.got.append((headers["webhook-id"], Webhook(SECRET).verify(body, headers)))
            await self.answer(writer)
            await writer.drain()
        except (ConnectionError, asyncio.CancelledError):
            pass
        finally:
            writer.close()


@asynccontextmanager
async def receiving(
    tls: SSLContext | None = None, host: str = "127.0.0.1", port: int = 0
) -> AsyncIterator[Receiver]:  # fmt: skip
    """A receiver on this machine, on a free port unless given another, until the block is left."""
    receiver = Receiver()
    server = await asyncio.start_server(receiver._serve, host, port, ssl=tls)
    scheme = "https" if tls else "http"
    receiver.url = f"{scheme}://{host}:{server.sockets[0].getsockname()[1]}/pazinojumi"
    try:
        yield receiver
    finally:
        server.close()
