"""Reporting over a real database, and the people who ask it."""

import asyncio
from datetime import datetime
from pathlib import Path

import asyncpg
import httpx
import pytest
from fastapi import APIRouter, FastAPI
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
from tests.conftest import NUMBERS
from tests.services.reporting.logs import PARTITIONS, bring, forget, hear_ends
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
    addresses = {service: new_database(postgres, f"reporting_{service}") for service in DEFINITION.sources}
    for service, address in addresses.items():
        asyncio.run(prepare(address, service))
    return addresses


@pytest.fixture(scope="session")
def told_database(postgres) -> str:
    """The address of reporting's database after November, which no test changes."""

    async def tell() -> None:
        await prepare(address, "reporting")
        async with asyncpg.create_pool(address, min_size=1) as pool:
            await tell_november(pool)

    address = new_database(postgres, "reporting_told")
    asyncio.run(tell())
    return address


def new_database(postgres, name: str) -> str:
    """An empty database, under a name of its own: other rooms of tests use these fixtures too."""
    numbered = f"{name}_{next(NUMBERS)}"
    postgres.create_database(numbered)
    return postgres.dsn(numbered)


async def tell_november(pool: asyncpg.Pool) -> None:
    await bring(pool, [[record for partition in november().records() for record in partition]])
    await hear_ends(pool, StoppedClock().now())


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
async def pool(databases):
    """A pool over reporting's database, which has heard of nothing."""
    async with asyncpg.create_pool(databases["reporting"], min_size=1, max_size=3) as pool:
        await forget(pool)
        yield pool


@pytest.fixture
async def told(told_database):
    """A pool over reporting's database after November; for reading."""
    async with asyncpg.create_pool(told_database, min_size=1, max_size=3) as pool:
        yield pool


class StoppedClock:
    """Says noon (UTC) of the last day of November."""

    def now(self) -> datetime:
        return at(30, 12)


def application(pool: asyncpg.Pool, *more: APIRouter) -> FastAPI:
    """Reporting's application over a database, as it runs in development, with further routes."""
    registry = CollectorRegistry()
    metrics, work = Metrics(registry), DEFINITION.work(SETTINGS)
    desk = Desk(pool, work, PARTITIONS, StoppedClock(), Wakeup(), None, SETTINGS, metrics)
    return create_app(
        title=DEFINITION.title, service=DEFINITION.name, version="0", routers=[*DEFINITION.routers(desk), *more],
        authenticator=DevelopmentTokens(KEY, development=True), pool=pool, settings=HttpSettings(development=True),
        checks={}, metrics=metrics, registry=registry,
    )  # fmt: skip


def asking(pool: asyncpg.Pool, actor: Actor = HEAD) -> httpx.AsyncClient:
    """Somebody who asks reporting over a database."""
    headers = {"Authorization": f"Bearer {issue_token(KEY, actor)}"}
    transport = httpx.ASGITransport(application(pool))
    return httpx.AsyncClient(transport=transport, base_url="http://tilts.test", headers=headers)


@pytest.fixture
async def client(told):
    """The head of the service asks about November."""
    async with asking(told) as client:
        yield client
