"""What the service's own work leads to, written in one transaction: outcomes of tries, and what is passed on."""

from collections.abc import Sequence

import stamina
import structlog

from shared.runtime.desk import Desk
from shared.stream import log
from shared.stream.errors import is_transient
from shared.stream.work import Heard

_log = structlog.get_logger("notices")


async def take_effect(desk: Desk, heard: Sequence[Heard]) -> None:
    """All of it or nothing. Tried again by itself: what is not recorded would be sent twice."""
    # Not as a decorator: that would log its arguments, which name people.
    async for attempt in stamina.retry_context(on=is_transient, attempts=5, timeout=20.0):
        with attempt:
            async with desk.pool.acquire() as conn, conn.transaction():
                applied = await desk.work.apply(conn, heard, set())
                await log.append(conn, applied.events, desk.partitions)
    desk.wake()
    for failure in applied.failures:
        _log.error("work_not_recorded", notice=failure.record.key, detail=failure.detail)
