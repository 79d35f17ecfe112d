"""From a fact that takes effect to the sum that changes before the eyes of whoever has the overview open."""

import asyncio
import json
import random
import sys
import time
from collections.abc import AsyncIterator
from datetime import timedelta
from uuid import UUID

import httpx

from services.reporting.app import DEFINITION
from shared.contracts.intake import ReferralReceived
from shared.decision import Cause, derived
from shared.runtime import garbage
from shared.runtime.process import Process
from shared.security import issue_token
from tests.benchmarks.machine import Stopwatch
from tests.services.running import VADIBA, hear, opened, settings_at
from tests.shared.http.conftest import KEY
from tests.shared.http.serving import served

_PATIENCE = 60.0


async def main(dsn: str, count: int) -> None:
    token = issue_token(KEY, VADIBA, timedelta(hours=1))
    async with (
        opened(DEFINITION, settings_at(dsn)) as process,
        served(process.app) as base,
        httpx.AsyncClient(headers={"Authorization": f"Bearer {token}"}, timeout=_PATIENCE) as client,
        client.stream("GET", f"{base}/v1/stream") as answer,
    ):
        garbage.settle()
        sums, times, luck = _received(answer), [], random.Random(count)
        before = await anext(sums)
        for number in range(count):
            # At any moment between two looks at what is applied.
            await asyncio.sleep(luck.random())
            await _hear(process, number)
            begin = time.perf_counter()
            while (now := await anext(sums)) == before:
                pass
            times.append((time.perf_counter() - begin) * 1000)
            before = now
        process.desk.wake.end()
        Stopwatch().report(times=times)


async def _received(answer: httpx.Response) -> AsyncIterator[int]:
    """How many referrals the overview says were received, each time it says something."""
    event = None
    async for line in answer.aiter_lines():
        name, _, said = line.partition(": ")
        if name == "event":
            event = said
        elif name == "data" and event == "overview":
            yield json.loads(said)["received"]["value"]


async def _hear(process: Process, number: int) -> None:
    now, referral = process.desk.clock.now(), derived(UUID(int=number), "live")
    fact = ReferralReceived(
        referral=referral, number=f"LPX-2026-{number:06d}", partner="valsts-policija", channel="kafka",
        kind="police.family_violence", needs=("crisis",), subjects=(derived(referral, "person"),), age_band="7-13",
        received_at=now,
    )  # fmt: skip
    await hear(process, "intake", fact, Cause(referral, now, str(referral), "bench"))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2])))
