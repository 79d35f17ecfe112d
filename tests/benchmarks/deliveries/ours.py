"""Cases are opened at a steady rate, and notifications brings word of each to its partner, as its process does it.

A fact is clocked from when it arrives: how long it is on Kafka is measured by `latency`.
"""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from services.notifications.app import DEFINITION
from services.notifications.sending import office
from shared.observability import configure
from shared.runtime import garbage
from shared.settings import Settings
from shared.stream import cursors, log
from tests.benchmarks.deliveries.pace import clocked
from tests.benchmarks.deliveries.partners import News, configured, news
from tests.benchmarks.machine import Stopwatch
from tests.services.notifications.room import Room
from tests.services.running import opened


@asynccontextmanager
async def delivering(settings: Settings) -> AsyncIterator[Room]:
    """Notifications over its database, with its workers; facts are heard by hand."""
    # stdout is for the figures.
    configure("WARNING")
    async with opened(DEFINITION, settings) as process:
        async with process.pool.acquire() as conn:
            await log.trust(conn)
            await cursors.create(conn, DEFINITION.sources, process.batch.partitions)
        workers = asyncio.create_task(office.deliver(process.desk))
        garbage.settle()
        yield Room(process)
        workers.cancel()
        await asyncio.gather(workers, return_exceptions=True)


async def main(environment: str, receiver: str, ways: str, count: str, rate: str) -> None:
    settings, unwell = configured(environment, receiver, ways)
    async with delivering(settings) as room:
        watch = Stopwatch()
        watch.report(took=await clocked(receiver, list(news(int(count))), float(rate), partial(tell, room), unwell))


async def tell(room: Room, *some: News) -> None:
    """Let facts about the cases arrive, in one batch."""
    await room.hear(*(fact for one in some for fact in (one.accepted, one.opened)))


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
