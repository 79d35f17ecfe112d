"""The most bytes a request body may have, whether it says its length or comes in chunks.

Starlette has such a middleware too, but it answers in plain text and replaces a problem that was already made.
"""

from collections.abc import Mapping

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shared.http.problems import Problem


class SizeLimitMiddleware:
    """Answers 413: at once when the request declares too much, while the body is read when that turns out too much.

    `larger` are other limits, by the path within the service: what streams a body may take more than what holds it.
    """

    def __init__(self, app: ASGIApp, limit: int, larger: Mapping[str, int]) -> None:
        self._app = app
        self._limit = limit
        self._larger = larger

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        limit = self._larger.get(scope["path"].removeprefix(scope.get("root_path", "")), self._limit)
        declared = Headers(scope=scope).get("content-length", "0")
        if declared.isdecimal() and int(declared) > limit:
            await _too_large(limit).response()(scope, receive, send)
            return
        received = 0

        async def receive_counting() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > limit:
                raise _too_large(limit)
            return message

        await self._app(scope, receive_counting, send)


def _too_large(limit: int) -> Problem:
    return Problem("too-large", f"A body may have at most {limit} bytes.", limit=limit)
