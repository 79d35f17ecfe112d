"""Reporting over a real database."""

import asyncio
from pathlib import Path

import asyncpg
import pytest

import shared.http
import shared.stream
from services.reporting.app import DEFINITION
from shared.database.migrations import migrate
from shared.stream import cursors, log
from tests.services.reporting.logs import PARTITIONS, forget

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
