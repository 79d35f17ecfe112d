"""A live stream of what is appended to a service's log, as server-sent events (SSE): from now on, or from a place.

    @routes.get("/v1/stream", response_class=EventSourceResponse, dependencies=[Depends(audited)])
    async def stream(actor: …, last: LastEventId = None) -> AsyncIterator[ServerSentEvent]:
        async for event in live(desk, last, actor.until, shown):
            yield event

FastAPI writes a comment now and then, so that nobody between takes a quiet connection for a dead one. A stream ends
with the token that opened it and when the service stops; a browser opens it again by itself where it was.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Annotated, Any

from fastapi import Header
from fastapi.sse import ServerSentEvent

from shared.decision import Refusal
from shared.http import Problem
from shared.runtime.desk import Desk
from shared.stream import tail
from shared.stream.tail import Place, Told

Shown = Callable[[Sequence[Told]], Awaitable[dict[Told, Any]]]
"""What of the facts the caller may see, each with the body that is sent. Raises Problem or Refusal when they may not
hear of anything any more, or when that cannot be asked: the stream ends, and opening it again says why."""

LastEventId = Annotated[
    str | None,
    Header(alias="Last-Event-ID", pattern=tail.FORM, description="The id of the last event that came"),
]

_AT_ONCE = 200
_POLL = 2.0
_TOGETHER = 0.2
"""What comes within this time goes out together, so that a burst does not become as many queries for each listener."""


async def live(
    desk: Desk, last: str | None, until: datetime | None, shown: Shown
) -> AsyncIterator[ServerSentEvent]:  # fmt: skip
    """Events from now on, or after `last`. The first one, `begun`, tells the place; `reset` says to read lists anew.

    The log is another one after a restore: then the stream goes on from its end, and says `reset`.
    """
    place, name = await begin(desk, last)
    yield ServerSentEvent(event=name, id=str(place), data={})
    with desk.wake.listening() as woken:
        while not desk.wake.ended and (until is None or desk.clock.now() < until):
            woken.clear()
            async with desk.pool.acquire() as conn:
                told = await tail.after(conn, place, _AT_ONCE)
            try:
                bodies = await shown(told) if told else {}
            except (Problem, Refusal):
                return
            for one in told:
                if one in bodies:
                    yield ServerSentEvent(event=one.kind, id=str(one.place), data=bodies[one])
            if told:
                place = told[-1].place
            if len(told) < _AT_ONCE:
                left = (until - desk.clock.now()).total_seconds() if until else _POLL
                await pause(desk, woken, left)


async def begin(desk: Desk, last: str | None) -> tuple[Place, str]:
    """From where on somebody is told, and what they are told first: `begun`, or `reset` when the log is another one."""
    async with desk.pool.acquire() as conn:
        head = await tail.head(conn)
    if last is None:
        return head, "begun"
    known = Place.read(last)
    ahead = len(known.positions) != len(head.positions) or any(
        position > end for position, end in zip(known.positions, head.positions, strict=False)
    )
    return (head, "reset") if known.epoch != head.epoch or ahead else (known, "begun")


async def pause(desk: Desk, woken: asyncio.Event, left: float) -> None:
    """Until something is appended here, or by another process; never longer than the seconds that are left."""
    with suppress(TimeoutError):
        async with asyncio.timeout(max(0.0, min(_POLL, left))):
            await woken.wait()
    if not desk.wake.ended:
        await asyncio.sleep(_TOGETHER)
