"""`GET /v1/stream`: what changes of the cases that the caller sees, as it happens."""

from collections.abc import AsyncIterator, Sequence
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi.sse import EventSourceResponse, ServerSentEvent

from services.cases.api import access
from services.cases.api.access import LET_IN
from services.cases.domain.access import Part
from services.cases.queries.sight import seen_of
from shared.http import actor_of, allow
from shared.runtime.desk import Desk
from shared.runtime.live import LastEventId, live
from shared.security import Actor
from shared.stream.tail import Told


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1", tags=["stream"])

    async def opening(request: Request) -> None:
        """That somebody listens is recorded, and then of which cases they heard."""
        async with desk.pool.acquire() as conn:
            await access.record(conn, request, [])

    @routes.get("/stream", response_class=EventSourceResponse, summary="Changes as they happen")
    async def stream(
        request: Request,
        actor: Annotated[Actor, allow(*LET_IN, personal_data=True)],
        _: Annotated[None, Depends(opening)],
        last: LastEventId = None,
    ) -> AsyncIterator[ServerSentEvent]:
        """Server-sent events: `event` is the kind of fact, the data has `case`, `at` and `by`; read the case for more.

        Whoever was cut off sends `Last-Event-ID` and misses nothing. It ends with the token. After `reset`, read your
        lists anew. Somebody of another agency hears of the cases whose timeline they may see.
        """

        async def shown(told: Sequence[Told]) -> dict[Told, Any]:
            by_key = {one.key: UUID(one.key) for one in told if _is_id(one.key)}
            async with desk.pool.acquire() as conn:
                # Asked each time: who is let in, stands in or has a case may have changed meanwhile.
                sight = await access.sight(conn, actor_of(request), desk.clock.now(), Part.TIMELINE)
                visible = await seen_of(conn, sight, list(by_key.values()))
                heard = [one for one in told if by_key.get(one.key) in visible]
                if heard:
                    await access.record(conn, request, {by_key[one.key] for one in heard})
            return {
                one: {"case": one.key, "at": one.at.isoformat(), "by": one.actor and str(one.actor)} for one in heard
            }

        async for event in live(desk, last, actor.until, shown):
            yield event

    return routes


def _is_id(key: str) -> bool:
    """Facts about the service itself are ordered by other keys."""
    try:
        UUID(key)
    except ValueError:
        return False
    return True
