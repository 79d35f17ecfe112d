"""An agency's webhook: takes what carries a good signature, once, and refuses everything else.

In a thread of its own with the standard library's server, as the simplest receiver that anybody could write.
"""

import asyncio
import json
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

from standardwebhooks import Webhook, WebhookVerificationError

_LONGEST = 100_000


class Receiver:
    """Listens where `url` says. `take` is called in the loop that made it, with the data of each new message."""

    def __init__(self, url: str, secret: str, take: Callable[[dict[str, Any]], None]) -> None:
        self._loop = asyncio.get_running_loop()
        self._signature = Webhook(secret)
        self._take = take
        self._seen: set[str] = set()
        where = urlsplit(url)
        self._server = ThreadingHTTPServer((where.hostname, where.port), self._handler())
        self._server.daemon_threads = True
        Thread(target=self._server.serve_forever, name="webhook", daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def receive(self, body: bytes, headers: dict[str, str]) -> int:
        """The HTTP status for one request: a repeat is as welcome as the first, and changes nothing."""
        try:
            message = self._signature.verify(body.decode(), headers)
        except (WebhookVerificationError, UnicodeDecodeError, json.JSONDecodeError):
            return 401
        id = headers["webhook-id"]
        if id not in self._seen:
            self._seen.add(id)
            self._loop.call_soon_threadsafe(self._take, message)
        return 204

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        receive = self.receive

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                length = int(self.headers.get("Content-Length", 0))
                body = self.rfile.read(min(length, _LONGEST))
                self.send_response(receive(body, {name.lower(): value for name, value in self.headers.items()}))
                self.end_headers()

            def log_message(self, format: str, *args: Any) -> None:
                """Nothing: an access log of notices is nobody's."""

        return Handler
