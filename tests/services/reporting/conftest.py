"""Reporting over a real database, and the people who ask it."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import asyncpg
import httpx
import pytest
from fastapi import FastAPI
from prometheus_client import CollectorRegistry

import shared.http
import shared.stream
from services.reporting.app import DEFINITION
from shared.database.migrations import migrate
from shared.http import HttpSettings, create_app
from shared.observability import Metrics
from shared.runtime.desk import Desk
from shared.runtime.wakeup import Wakeup
from shared.security import Actor, DevelopmentTokens, Purpose, Role, issue_token
from shared.settings import Settings
from shared.stream import cursors, log
from tests.services.reporting.logs import PARTITIONS, bring, forget
from tests.services.reporting.november import at, november

KEY = "k" * 32
HEAD = Actor("vadiba", frozenset({Role.HEAD}), Purpose.STATISTICS)
SETTINGS = Settings.load("liepaja", {})
SHARED = [Path(room.__file__).parent / "migrations" for room in (shared.stream, shared.http)]


async def prepare(address: str, service: str) -> None:
    """The tables and the open log of one service."""
    conn = await asyncpg.connect(address)
    await migrate(conn, [*SHARED, *([DEFINITION.migrations] if service == "reporting" else [])])
    await log.create(conn, service, PARTITIONS)
    await cursors.create(conn, DEFINITION.sources, PARTITIONS)
    await conn.execute("update log_identity set incarnation = log_incarnation()")
    await conn.close()


@pytest.fixture(scope="session")
def databases(postgres) -> dict[str, str]:
    """The addresses of the databases of all services, for all tests of this room."""

    async def prepare_all(addresses: dict[str, str]) -> None:
        for service, address in addresses.items():
            await prepare(address, service)

    addresses = {}
    for service in DEFINITION.sources:
        postgres.create_database(f"reporting_{service}")
        addresses[service] = postgres.dsn(f"reporting_{service}")
    asyncio.run(prepare_all(addresses))
    return addresses


@pytest.fixture
async def pools(databases):
    """A pool over each service's database: no facts, nothing applied."""
    opened = {name: await asyncpg.create_pool(address, min_size=1, max_size=3) for name, address in databases.items()}
    await forget(opened["reporting"])
    for pool in opened.values():
        await pool.execute("truncate event_log; update event_log_head set position = 0")
        # A table filled anew looks like another database, which must be compared with the bus before it may grow.
        await pool.execute("update log_identity set incarnation = log_incarnation()")
    yield opened
    for pool in opened.values():
        await pool.close()


@pytest.fixture
def pool(pools) -> asyncpg.Pool:
    """A pool over reporting's database, empty."""
    return pools["reporting"]


@pytest.fixture
async def told(pool) -> asyncpg.Pool:
    """Reporting's database after November."""
    await bring(pool, [[record for partition in november().records() for record in partition]])
    return pool


class StoppedClock:
    """Says what it is set to: noon (UTC) of the last day of November."""

    def __init__(self) -> None:
        self.at: datetime = at(30, 12)

    def now(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock()


@pytest.fixture
def app(pool, clock) -> FastAPI:
    """Reporting's application as it runs in development."""
    registry = CollectorRegistry()
    metrics, work = Metrics(registry), DEFINITION.work(SETTINGS)
    desk = Desk(pool, work, PARTITIONS, clock, Wakeup(), None, SETTINGS, metrics)
    return create_app(
        title=DEFINITION.title, service=DEFINITION.name, version="0", routers=DEFINITION.routers(desk),
        authenticator=DevelopmentTokens(KEY, development=True), pool=pool, settings=HttpSettings(development=True),
        checks={}, metrics=metrics, registry=registry,
    )  # fmt: skip


@pytest.fixture
def asking(app) -> Callable[[Actor | None], httpx.AsyncClient]:
    """A function that gives a client who asks as somebody."""

    def client(actor: Actor | None = HEAD) -> httpx.AsyncClient:
        headers = {"Authorization": f"Bearer {issue_token(KEY, actor)}"} if actor else {}
        return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://tilts.test", headers=headers)

    return client


@pytest.fixture
async def client(asking, told):
    """The head of the service asks about November."""
    async with asking(HEAD) as client:
        yield client
