"""The most bytes a request body may have, whether it says its length or comes in chunks.

Starlette has such a middleware too, but it answers in plain text and replaces a problem that was already made.
"""

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shared.http.problems import Problem


class SizeLimitMiddleware:
    """Answers 413: at once when the request declares too much, while the body is read when that turns out too much."""

    def __init__(self, app: ASGIApp, limit: int) -> None:
        self._app = app
        self._limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        declared = Headers(scope=scope).get("content-length", "0")
        if declared.isdecimal() and int(declared) > self._limit:
            await self._too_large().response()(scope, receive, send)
            return
        received = 0

        async def receive_counting() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > self._limit:
                raise self._too_large()
            return message

        await self._app(scope, receive_counting, send)

    def _too_large(self) -> Problem:
        return Problem("too-large", f"A body may have at most {self._limit} bytes.", limit=self._limit)
