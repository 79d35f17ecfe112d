"""Which request this is: an id that goes into facts, logs and answers, and the trace it belongs to.

The id comes from the caller where it sends a usable one, so that one click can be followed through every service.
"""

import re
from contextvars import ContextVar
from dataclasses import dataclass
from uuid import uuid4

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from structlog.contextvars import bound_contextvars

from shared.observability.tracing import span

HEADER = "Correlation-Id"

_ID = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Correlation:
    """`trace` is a W3C traceparent for what happens meanwhile, None when nobody traces."""

    id: str
    trace: str | None


_current: ContextVar[Correlation] = ContextVar("correlation")


def current() -> Correlation:
    """The correlation of the request being served. Raises LookupError outside one."""
    return _current.get()


def id_of(sent: str | None) -> str:
    """The id that the caller sent, or a new one where that is no UUID: it goes into facts, and might be a name."""
    return sent if sent and _ID.fullmatch(sent) else str(uuid4())


class CorrelationMiddleware:
    """Makes the correlation current while a request is served, and names it in the answer and in each log line."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or _current.get(None):
            # An app mounted in another one serves the same request.
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        id = id_of(headers.get(HEADER))

        async def send_with_id(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)[HEADER] = id
            await send(message)

        with span(f"HTTP {scope['method']}", parent=headers.get("traceparent")) as trace:
            token = _current.set(Correlation(id, trace))
            try:
                with bound_contextvars(correlation=id):
                    await self._app(scope, receive, send_with_id)
            finally:
                _current.reset(token)
