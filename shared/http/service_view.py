"""How operators see a service's requests: its name in every log line, and each request counted and timed."""

from time import perf_counter

from starlette.types import ASGIApp, Message, Receive, Scope, Send
from structlog.contextvars import bound_contextvars

from shared.observability.metrics import Metrics


class ServiceViewMiddleware:
    def __init__(self, app: ASGIApp, service: str, metrics: Metrics) -> None:
        self._app = app
        self._service = service
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_counted(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._metrics.http_requests.labels(self._service, _route(scope), message["status"]).inc()
            await send(message)

        began = perf_counter()
        with bound_contextvars(service=self._service):
            await self._app(scope, receive, send_counted)
        self._metrics.http_seconds.labels(self._service, _route(scope)).observe(perf_counter() - began)


def _route(scope: Scope) -> str:
    """The route's pattern. An address without one must not become a label: anybody could make up millions."""
    return scope["route"].path if "route" in scope else "none"
