"""Who read whose data, when and why. A route that reads personal data cannot answer without having said so here."""

from collections.abc import Iterable
from uuid import UUID

import asyncpg
from fastapi import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shared.http.access import actor_of
from shared.http.correlation import current

_INSERT = """
    insert into read_audit (actor, roles, purpose, correlation, route, subjects) values ($1, $2, $3, $4, $5, $6)
"""


class UnauditedRead(RuntimeError):
    """A route that declares personal data was about to answer without an audit row; call audit_read."""


async def audit_read(conn: asyncpg.Connection, request: Request, subjects: Iterable[UUID]) -> None:
    """Record that the caller reads data about `subjects` (none, when a search found nobody).

    Write it before the data leaves, on a connection whose transaction, if any, commits before the handler returns.
    """
    actor = actor_of(request)
    route = f"{request.method} {request.scope['route'].path_format}"
    await conn.execute(_INSERT, actor.id, sorted(actor.roles), actor.purpose, current().id, route, list(subjects))
    request.state.read_audited = True


class AuditGuardMiddleware:
    """Lets no personal data out unrecorded: raises UnauditedRead in place of a good answer without an audit row."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        state = scope.setdefault("state", {})

        async def send_if_audited(message: Message) -> None:
            good = message["type"] == "http.response.start" and message["status"] < 400
            if good and state.get("personal_data") and not state.get("read_audited"):
                raise UnauditedRead(scope["route"].path)
            await send(message)

        await self._app(scope, receive, send_if_audited)
