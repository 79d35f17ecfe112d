"""What of a service's log somebody has missed since a place, for whoever asks now and then instead of listening.

    @routes.get("/v1/changes", response_model=Changes)
    async def changes(actor: …, after: After = None, wait: Wait = 0) -> Changes:
        return await missed(desk, after, wait, shown)

It is the stream of `live` in portions: the same events, in the same order, under the same places.
"""

from time import monotonic
from typing import Annotated, Any

from fastapi import Query
from pydantic import BaseModel, Field

from shared.described import Described
from shared.runtime.desk import Desk
from shared.runtime.live import Shown, begin, pause
from shared.stream import tail

_AT_ONCE = 200
_ENOUGH = 100
_LOOKED_AT = 2000
"""Facts that one answer looks at: somebody whom few of them concern is told to ask again rather than made to wait."""
_LONGEST_WAIT = 30

After = Annotated[
    str | None,
    Query(
        pattern=tail.FORM,
        description="`next` of the answer before, or the id of an event of the stream; left out, from now on",
    ),
]
Wait = Annotated[
    int, Query(ge=0, le=_LONGEST_WAIT, description="How many seconds to wait for a change when there is none yet")
]


class Change(BaseModel):
    """One change."""

    event: str = Field(examples=["notice-issued"])
    id: str = Field(examples=["1-12.7.0.3.9.4"])
    data: dict[str, Any]


class Changes(Described):
    """What was missed, in order."""

    items: list[Change]
    next: str = Field(examples=["1-12.7.0.3.9.5"])
    """Send it as `after` for what comes next. It may move on while nothing of what happens is yours."""
    more: bool
    """Whether to ask again at once."""
    reset: bool
    """Whether the place you gave is worth nothing any more, because the service was restored: read your lists anew."""


async def missed(desk: Desk, after: str | None, wait: float, shown: Shown) -> Changes:
    """What the caller may see of what was appended after a place; waits up to so many seconds for the first of it."""
    place, name = await begin(desk, after)
    reset, found, looked_at, end = name == "reset", [], 0, monotonic() + wait
    with desk.wake.listening() as woken:
        while True:
            woken.clear()
            async with desk.pool.acquire() as conn:
                told = await tail.after(conn, place, _AT_ONCE)
            bodies = await shown(told) if told else {}
            found += [Change(event=one.kind, id=str(one.place), data=bodies[one]) for one in told if one in bodies]
            place, looked_at = told[-1].place if told else place, looked_at + len(told)
            more, left = len(told) == _AT_ONCE, end - monotonic()
            # Whoever asks for the first time is given a place to go on from, and does not wait for it.
            if (found and not more) or len(found) >= _ENOUGH or looked_at >= _LOOKED_AT or reset or after is None:
                break
            if not more and (left <= 0 or desk.wake.ended):
                break
            if not more:
                await pause(desk, woken, left)
    return Changes(items=found, next=str(place), more=more, reset=reset)
