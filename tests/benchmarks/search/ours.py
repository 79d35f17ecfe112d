"""What people look for, over HTTP, each time beside a bare select: whatever slows the machine slows them all."""

import asyncio
import random
import sys
import time
from collections.abc import Awaitable, Callable
from functools import partial

from services.cases.app import DEFINITION
from shared.runtime import garbage
from tests.benchmarks.machine import Stopwatch
from tests.benchmarks.places.waiting import save
from tests.benchmarks.rounds import say
from tests.benchmarks.search import requests
from tests.benchmarks.search.asked import HEAD, PUBLIC, STAFF, Asked, Looking
from tests.benchmarks.search.catalogue import catalogue
from tests.benchmarks.work import cases
from tests.services.running import LIGITA, VADIBA, Caller, begun, settings_at

_PAGE = 50
BARE = "select * from service_request order by requested_at desc, id desc limit 50"


async def main(dsn: str, services: int, count: int, rounds: int) -> None:
    async with (
        begun(DEFINITION, settings_at(dsn, TILTS_DATABASE__POOL_MIN="1")) as process,
        process.pool.acquire() as conn,
    ):
        made = catalogue(services)
        for states in (made.organizations, made.locations, made.services, made.offers):
            await save(conn, states)
        await cases.enter(conn, process.desk.rules.staff, count // requests.EACH_CASE)
        queues = await requests.enter(conn, process.desk, made, count)
        looking = Looking(random.Random(rounds), process.desk.clock.now(), services // _PAGE, count, queues)
        await conn.execute("vacuum analyze")
        say(f"  {services} services, {count} requests; {len(looking.longest)} wait in the longest queue")
        garbage.settle()
        anybody, ligita, head = (Caller(process, who) for who in (LIGITA, LIGITA, VADIBA))

        async def ask(caller: Caller, wish: Callable[[Looking], Asked]) -> None:
            path, query = wish(looking)
            (await caller.get(path, **query)).raise_for_status()

        kinds: dict[str, Callable[[], Awaitable]] = {
            "select 1": lambda: conn.fetchval("select 1"), "bare": lambda: conn.fetch(BARE),
        }  # fmt: skip
        for caller, wishes in ((anybody, PUBLIC), (ligita, STAFF), (head, HEAD)):
            kinds |= {name: partial(ask, caller, wish) for name, wish in wishes.items()}
        watch, times = Stopwatch(), {name: [] for name in kinds}
        for _ in range(rounds):
            for name, one in kinds.items():
                begin = time.perf_counter()
                await one()
                times[name].append((time.perf_counter() - begin) * 1000)
        watch.report(times=times)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], *map(int, sys.argv[2:])))
