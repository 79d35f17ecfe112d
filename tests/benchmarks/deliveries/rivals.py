"""What deliveries are measured against: bare posts at the same rate, and what a user would write.

The naive service handles one fact after the other: it asks intake for the name, writes a row, posts, and goes on when
an answer came or the time was over. It has no rules, signs nothing, keeps no ledger and tries nothing again.
"""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress

import asyncpg
import httpx

from shared.runtime.opening import authenticator
from shared.runtime.peers import Peers
from shared.security import Purpose
from shared.settings import Settings
from tests.benchmarks.deliveries.pace import clocked
from tests.benchmarks.deliveries.partners import News, configured, news
from tests.benchmarks.machine import Stopwatch

_TIME_LIMIT = 10.0
"""Of one post, as long as ours."""
_PERSON = {
    "given_name": "Paraugs",
    "family_name": "Izdomāts",
    "address": "Izdomātā iela 7–12",
    "phone": "+371 50000000",
}


class Rivals:
    """Both, as ways to tell a partner of something."""

    def __init__(self, settings: Settings, client: httpx.AsyncClient, peers: Peers, conn: asyncpg.Connection) -> None:
        self._addresses = {name: str(partner.webhook_url) for name, partner in settings.partners.items()}
        self._client, self._peers, self._conn = client, peers, conn

    async def floor(self, one: News) -> None:
        await self._post(one, _PERSON)

    async def naive(self, one: News) -> None:
        (person,) = await self._peers.people(list(one.opened.subjects), purpose=Purpose.NOTICE)
        await self._conn.execute("insert into told (number, partner) values ($1, $2)", one.number, one.partner)
        with suppress(httpx.TimeoutException):
            await self._post(one, {name: person[name] for name in _PERSON})

    async def _post(self, one: News, person: dict[str, str]) -> None:
        await self._client.post(self._addresses[one.partner], json={"data": {"number": one.number, "subject": person}})


async def main(environment: str, receiver: str, ways: str, count: str, rate: str, contender: str) -> None:
    settings, unwell = configured(environment, receiver, ways)
    peers = Peers(settings, authenticator(settings), "notifications")
    conn = await asyncpg.connect(settings.database.dsn_for("notifications"))
    await conn.execute("create table told (number text, partner text)")
    async with httpx.AsyncClient(trust_env=False, timeout=_TIME_LIMIT) as client:
        tell: Callable[[News], Awaitable[None]] = getattr(Rivals(settings, client, peers, conn), contender)
        watch = Stopwatch()
        took = await clocked(receiver, list(news(int(count))), float(rate), tell, unwell)
        watch.report(took=took)
    await peers.close()
    await conn.close()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
