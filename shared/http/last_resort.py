"""What nobody foresaw: logged with its place in the code, answered without its inside."""

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shared.http.problems import Problem
from shared.observability.failures import described

log = structlog.get_logger(__name__)


class LastResortMiddleware:
    """Turns an unforeseen exception into a 500 problem; the log keeps what it may (see observability.failures)."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def send_noting_start(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, send_noting_start)
        except Exception as error:
            log.error("request failed", error=described(error))
            if started:
                # Half an answer is out; only a broken connection tells the caller that the rest is missing.
                raise
            await Problem("internal-error", "The request failed by a fault of ours.").response()(scope, receive, send)
