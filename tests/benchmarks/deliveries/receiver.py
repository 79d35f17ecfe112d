"""All partners' webhooks in a process of their own: notes when each message came, and is as well as its path says.

Partners of other paths take whatever comes.

Looking at a signature takes time, so that is done when somebody asks what came.
"""

import asyncio
import json
import time
from dataclasses import dataclass, field
from typing import Any

from standardwebhooks import Webhook

from tests.benchmarks.deliveries.partners import SECRET


@dataclass
class Receiver:
    """`came` holds what came to partners that are well: when, and head and body as they were."""

    came: list[tuple[float, dict[str, str], bytes]] = field(default_factory=list)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while await self._one(reader, writer):
                pass
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        given = {name.lower(): value for name, _, value in (line.partition(": ") for line in head[1:] if line)}
        body = await reader.readexactly(int(given.get("content-length", 0)))
        path, status, answer = head[0].split()[1], "204 No Content", b""
        if path.startswith("/well/"):
            self.came.append((time.perf_counter(), given, body))
        elif path.startswith("/hangs/"):
            await asyncio.sleep(3600)
        elif path.startswith("/fails/"):
            status = "500 Internal Server Error"
        elif path == "/count":
            status, answer = "200 OK", str(len(self.came)).encode()
        elif path == "/all":
            status, answer = "200 OK", json.dumps(self._all()).encode()
        writer.write(f"HTTP/1.1 {status}\r\nContent-Length: {len(answer)}\r\n\r\n".encode() + answer)
        await writer.drain()
        return given.get("connection") != "close"

    def _all(self) -> dict[str, Any]:
        """What came since somebody asked: when by number, how many messages it was, how many of them are signed."""
        came, self.came = self.came, []
        when: dict[str, float] = {}
        for at, _, body in came:
            when.setdefault(json.loads(body)["data"]["number"], at)
        return {"when": when, "messages": len(came), "signed": sum(_is_signed(given, body) for _, given, body in came)}


def _is_signed(given: dict[str, str], body: bytes) -> bool:
    return "webhook-signature" in given and bool(Webhook(SECRET).verify(body, given))


async def main() -> None:
    """Serves until it is ended; its address is the first line of its output."""
    server = await asyncio.start_server(Receiver().serve, "127.0.0.1", 0, limit=2**20)
    print(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
