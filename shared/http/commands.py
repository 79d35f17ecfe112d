"""Commands over HTTP take effect once, however often they are sent: effect and answer are committed together.

    @router.post("/v1/visits", status_code=201, response_model=VisitView)
    async def schedule(wish: ScheduleVisit, command: Command, actor: Annotated[Actor, allow(Role.SOCIAL_WORKER)]):
        async def work(conn):
            visit = await scheduled(conn, wish, command.cause(clock.now()))
            return Answer(visit, status=201, location=f"/v1/visits/{visit.id}", version=visit.version)

        return await command.run(work)

A work that raises leaves nothing behind, neither effect nor answer: sent again, the command is decided again. Answers
are kept for 72 hours, so give ids and versions in them rather than what is known about a person.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Annotated
from uuid import UUID, uuid5

import asyncpg
from fastapi import Depends, Header, Request, Response
from pydantic import BaseModel

from shared.contracts import personal_code
from shared.database.table import Overtaken
from shared.decision import Cause
from shared.http.access import actor_of
from shared.http.correlation import current
from shared.http.idempotency import CommandKey, StoredAnswer, find_or_lock, keep
from shared.http.problems import FieldError, Problem
from shared.http.versions import etag

_PATIENCE = 5.0
_OVERTAKEN_AT_MOST = 3
_CAUSES = UUID("0f0e9a3c-54a4-5b0e-9d0c-2f8c1a7b6e51")

IdempotencyKey = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        pattern=r"^[!-~]{1,128}$",
        description="A new one for each command; sent again with the same one, it has no second effect",
        examples=["7f1c2e9a-3b52-4c0e-8a53-0b1f6a1d2c3e"],
    ),
]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command answers with; `location` is the path within this service, `version` becomes the ETag.

    `last`, if given, is the transaction's last statement. Appending to the event log belongs there, because it holds a
    lock that every other writer waits for.
    """

    body: BaseModel | None = None
    status: int = 200
    location: str | None = None
    version: int | None = None
    last: Callable[[asyncpg.Connection], Awaitable[None]] | None = None
    committed: Callable[[], None] | None = None
    """Called once everything is committed; wakes the relay, say."""


class CommandRequest:
    """One sending of one command."""

    def __init__(self, request: Request, key: str, request_hash: bytes) -> None:
        self._request = request
        self._key = key
        self._hash = request_hash

    def cause(self, time: datetime) -> Cause:
        """The cause of what is decided; each sending of the same command gives the same id, and so the same facts."""
        actor = actor_of(self._request)
        correlation = current()
        id = uuid5(_CAUSES, f"{actor.id} {self._key} {self._hash.hex()}")
        return Cause(id=id, time=time, correlation=correlation.id, by=actor.id, trace=correlation.trace)

    async def run(self, work: Callable[[asyncpg.Connection], Awaitable[Answer]]) -> Response:
        """The answer of `work`, or the one it gave before.

        Raises Problem 409 or 422 (see idempotency), and what `work` raises. When somebody else made a row that it took
        for missing, nothing was written and it is asked again: the row is there now.
        """
        for _ in range(_OVERTAKEN_AT_MOST):
            try:
                return await self._run(work)
            except Overtaken:
                continue
        return await self._run(work)

    async def _run(self, work: Callable[[asyncpg.Connection], Awaitable[Answer]]) -> Response:
        command = CommandKey(actor_of(self._request).id, self._key, self._hash)
        pool: asyncpg.Pool = self._request.app.state.pool
        async with pool.acquire(timeout=_PATIENCE) as conn, conn.transaction():
            stored = await find_or_lock(conn, command)
            if stored is not None:
                return self._response(stored, {"Idempotency-Replayed": "true"})
            answer = await work(conn)
            body = answer.body.model_dump_json() if answer.body else None
            stored = StoredAnswer(answer.status, answer.location, answer.version, body)
            await keep(conn, command, stored)
            if answer.last:
                await answer.last(conn)
        if answer.committed:
            answer.committed()
        return self._response(stored, {})

    def _response(self, answer: StoredAnswer, headers: dict[str, str]) -> Response:
        if answer.location is not None:
            headers["Location"] = self._request.scope.get("root_path", "") + answer.location
        if answer.version is not None:
            headers["ETag"] = etag(answer.version)
        return Response(answer.body, answer.status, headers, "application/json" if answer.body else None)


async def _command(request: Request, idempotency_key: IdempotencyKey) -> CommandRequest:
    if personal_code.stands_in(idempotency_key):
        # Keys are kept, and become the ids of partners' messages.
        field = FieldError(location="header", pointer="/Idempotency-Key", detail="names a person; send a random one")
        raise Problem("invalid-request", "The Idempotency-Key holds a personal code.", errors=[field.model_dump()])
    url = request.url
    said = [request.method, url.path, url.query, request.headers.get("if-match", "")]
    digest = sha256("\n".join(said).encode() + b"\n" + await request.body())
    return CommandRequest(request, idempotency_key, digest.digest())


Command = Annotated[CommandRequest, Depends(_command)]
