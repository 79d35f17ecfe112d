"""What changes of notices, as it happens or since a place: an agency hears of its own, staff of cases that they see."""

from collections.abc import AsyncIterator, Sequence
from typing import Any

from fastapi import APIRouter, Request
from fastapi.sse import EventSourceResponse, ServerSentEvent

from services.notifications import queries
from services.notifications.api.notices import StaffOrAgency
from services.notifications.api.sight import visible
from shared.http import actor_of, audit_read, still_admitted
from shared.runtime.desk import Desk
from shared.runtime.live import LastEventId, Shown, live
from shared.runtime.missed import After, Changes, Wait, missed
from shared.stream.tail import Told

_AMONG_US = frozenset({"notice-escalated", "follow-up-asked", "follow-up-claimed", "follow-up-done"})
"""What agencies are not told: who of us looks after what they say nothing to."""


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1", tags=["stream"])

    @routes.get("/stream", response_class=EventSourceResponse, summary="Changes of notices as they happen")
    async def stream(
        request: Request, actor: StaffOrAgency, last: LastEventId = None
    ) -> AsyncIterator[ServerSentEvent]:  # fmt: skip
        """Server-sent events: `event` is the kind of fact, the data says which notice or reminder; read that for more.

        An agency hears of its own notices, staff of those of cases that they see and of reminders to clients. Whoever
        was cut off sends `Last-Event-ID` and misses nothing. It ends with the token. After `reset`, read your lists
        anew.
        """
        async for event in live(desk, last, actor.until, heard_by(request)):
            yield event

    @routes.get("/changes", response_model=Changes, summary="What changed since you last asked")
    async def changes(request: Request, actor: StaffOrAgency, after: After = None, wait: Wait = 0) -> Changes:
        """The same as the stream, for whoever asks now and then. Without `after` it tells the place from which to go
        on: take that first, read your lists, then ask for what came after it, and nothing is missed."""
        return await missed(desk, after, wait, heard_by(request))

    def heard_by(request: Request) -> Shown:
        async def shown(told: Sequence[Told]) -> dict[Told, Any]:
            # Asked each time: access may have ended meanwhile, and who sees a case may be another.
            await still_admitted(request)
            async with desk.pool.acquire() as conn:
                rows = await queries.told(conn, [(one.partition, one.position) for one in told])
            about = {(row["partition"], row["position"]): row for row in rows}
            found = [(one, row) for one in told if (row := about.get((one.partition, one.position)))]
            if agency := actor_of(request).partner:
                return {
                    one: {"notice": str(row["notice"]), "at": one.at.isoformat()}
                    for one, row in found
                    if row["agency"] == agency and one.kind not in _AMONG_US
                }
            return await of_staff(request, found)

        return shown

    async def of_staff(request: Request, found: Sequence[tuple[Told, Any]]) -> dict[Told, Any]:
        theirs = await visible(desk, request, {row["case_id"] for _, row in found})
        heard = [(one, row) for one, row in found if row["case_id"] in theirs]
        if heard:
            async with desk.pool.acquire() as conn:
                await audit_read(conn, request, {row["case_id"] for _, row in heard if row["case_id"]})
        return {one: _for_staff(one, row) for one, row in heard}

    return routes


def _for_staff(told: Told, row: Any) -> dict[str, Any]:
    """Of a reminder to a client its id, of a notice that and its agency."""
    about = {"reminder": row["reminder"]} if row["reminder"] else {"notice": row["notice"], "agency": row["agency"]}
    said = {name: value and str(value) for name, value in (about | {"case": row["case_id"]}).items()}
    return said | {"at": told.at.isoformat()}
