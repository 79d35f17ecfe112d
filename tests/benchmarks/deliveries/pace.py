"""News at a steady rate, and how long each took to reach its partner."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Collection, Sequence

import httpx

from tests.benchmarks.deliveries.partners import News
from tests.benchmarks.rounds import must_be

WARM_UP = 2.0
"""Seconds at the beginning that are not counted: first times are slower."""
_PATIENCE = 60.0


async def clocked(
    receiver: str,
    news: Sequence[News],
    rate: float,
    tell: Callable[[News], Awaitable[object]],
    unwell: Collection[str] = (),
) -> list[float]:
    """Milliseconds from when each was due to when its partner, one that is well, had it; after the warm-up.

    Raises RowsMissing when a message did not come, or came twice.
    """
    async with httpx.AsyncClient(base_url=receiver, trust_env=False) as client:
        await client.get("/all")
        begun, due = time.perf_counter(), {}
        for number, one in enumerate(news):
            due[one.number] = begun + number / rate
            # A late start of one does not delay the next: the rate is kept, and who waits for its turn is clocked.
            await asyncio.sleep(max(0.0, due[one.number] - time.perf_counter()))
            await tell(one)
        wanted = [one.number for one in news if one.partner not in unwell]
        return await _took(client, due, wanted, int(rate * WARM_UP))


async def _took(client: httpx.AsyncClient, due: dict[str, float], wanted: Sequence[str], warm_up: int) -> list[float]:
    until = time.perf_counter() + _PATIENCE
    while int((await client.get("/count")).text) < len(wanted) and time.perf_counter() < until:
        await asyncio.sleep(0.1)
    came = (await client.get("/all", timeout=_PATIENCE)).json()
    must_be(came["messages"], len(wanted), "messages that came")
    must_be(len(came["when"].keys() & set(wanted)), len(wanted), "notices that came")
    return [(came["when"][number] - due[number]) * 1000 for number in wanted[warm_up:]]
