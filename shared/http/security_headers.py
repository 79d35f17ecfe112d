"""Headers that keep a browser from doing more with an answer than was meant."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    # Most answers are about people: no shared computer and no proxy shall keep them.
    "Cache-Control": "no-store",
}
_BEHIND_TLS = {"Strict-Transport-Security": "max-age=31536000"}


class SecurityHeadersMiddleware:
    """Adds each header that the answer does not set itself: a page brings its own policy for its styles."""

    def __init__(self, app: ASGIApp, development: bool) -> None:
        self._app = app
        self._headers = _ALWAYS if development else _ALWAYS | _BEHIND_TLS

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_with_headers)
