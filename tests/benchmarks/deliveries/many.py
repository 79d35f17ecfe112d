"""Very many deliveries as fast as they go, and what memory the process has after a fifth of them and after all."""

import asyncio
import gc
import sys
from itertools import islice

import httpx
import psutil

from tests.benchmarks.deliveries.ours import delivering, tell
from tests.benchmarks.deliveries.partners import configured, news
from tests.benchmarks.machine import Stopwatch

_BATCH = 250
_SHARES = 5


async def main(environment: str, receiver: str, ways: str, count: str) -> None:
    settings, _ = configured(environment, receiver, ways)
    coming, memory, wanted = news(int(count)), [], 0
    async with delivering(settings) as room, httpx.AsyncClient(base_url=receiver, trust_env=False) as client:
        watch = Stopwatch()
        while some := list(islice(coming, _BATCH)):
            await tell(room, *some)
            wanted += len(some)
            while int((await client.get("/count")).text) < wanted:
                await asyncio.sleep(0.02)
            if wanted % (int(count) // _SHARES) == 0:
                gc.collect()
                memory.append(psutil.Process().memory_info().rss)
        came = (await client.get("/all", timeout=60.0)).json()
        watch.report(memory=memory, messages=came["messages"], notices=len(came["when"]), signed=came["signed"])


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
