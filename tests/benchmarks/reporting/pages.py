"""What the head of the service opens in the browser, over HTTP, each time beside a bare answer of the same application.

The empty page is that of a month before there was anything: the same figures, definitions and table heads, no numbers.
"""

import asyncio
import sys
import time
from collections.abc import Awaitable, Callable
from functools import partial

from services.reporting.app import DEFINITION
from services.reporting.figures import Page
from shared.runtime import garbage
from tests.benchmarks.machine import Stopwatch
from tests.services.running import VADIBA, Caller, opened, settings_at

BARE, EMPTY, OVERVIEW = "bare answer", "overview of an empty month", "overview"
_EMPTY = {"from": "2020-01-01", "to": "2020-01-31"}


async def main(dsn: str, rounds: int) -> None:
    async with opened(DEFINITION, settings_at(dsn, TILTS_DATABASE__POOL_MIN="1")) as process:
        # Two years in a minute leave what autovacuum has two years for.
        await process.pool.execute("reindex database")
        await process.pool.execute("vacuum analyze")
        garbage.settle()
        head = Caller(process, VADIBA)

        async def ask(path: str, **query: str) -> None:
            (await head.get(path, **query)).raise_for_status()

        kinds: dict[str, Callable[[], Awaitable]] = {
            BARE: partial(ask, "/health/live"), EMPTY: partial(ask, "/", **_EMPTY), OVERVIEW: partial(ask, "/"),
        }  # fmt: skip
        times = await _measured(kinds, rounds)
        others = {f"page {page}": partial(ask, f"/pages/{page}") for page in Page if page is not Page.OVERVIEW}
        times |= await _measured(others, max(1, rounds // 10))
        Stopwatch().report(times=times)


async def _measured(kinds: dict[str, Callable[[], Awaitable]], rounds: int) -> dict[str, list[float]]:
    """Milliseconds of each, one of each in every round: whatever slows the machine slows them all."""
    times: dict[str, list[float]] = {name: [] for name in kinds}
    for number in range(rounds + 1):
        for name, one in kinds.items():
            begin = time.perf_counter()
            await one()
            if number:
                # The first time, statements are planned and templates read.
                times[name].append((time.perf_counter() - begin) * 1000)
    return times


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2])))
