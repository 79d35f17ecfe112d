"""A log of its own for each test, and two real services, on the real PostgreSQL."""

from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import pytest
import pytest_asyncio

from services.cases.app import DEFINITION as CASES
from services.intake.app import DEFINITION as INTAKE
from shared import stream
from shared.database.migrations import migrate
from shared.runtime.definition import Definition
from shared.runtime.migrate import migrate as migrate_service
from shared.runtime.process import Process
from shared.stream import cursors, log
from tests.services.running import emptied, opened, settings_at

PARTITIONS = 4


@pytest.fixture
async def dsn(database) -> str:
    """The address of a database with an empty log, not compared with any bus yet."""
    conn = await asyncpg.connect(database)
    await migrate(conn, [Path(stream.__file__).parent / "migrations"])
    await log.create(conn, "intake", PARTITIONS)
    await cursors.create(conn, ["cases"], PARTITIONS)
    await conn.close()
    return database


@pytest.fixture
async def conn(dsn) -> AsyncIterator[asyncpg.Connection]:
    """A connection to an open log."""
    conn = await asyncpg.connect(dsn)
    await log.trust(conn)
    yield conn
    await conn.close()


async def _opened(postgres, definition: Definition) -> AsyncIterator[Process]:
    name = f"stream_{definition.name}"
    postgres.create_database(name)
    settings = settings_at(postgres.dsn(name))
    await migrate_service(definition, settings)
    async with opened(definition, settings) as process:
        yield process


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def cases_over_postgres(postgres) -> AsyncIterator[Process]:
    async for process in _opened(postgres, CASES):
        yield process


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def intake_over_postgres(postgres) -> AsyncIterator[Process]:
    async for process in _opened(postgres, INTAKE):
        yield process


@pytest_asyncio.fixture(loop_scope="session")
async def cases(cases_over_postgres) -> Process:
    """Cases, which opens a case for each accepted referral, as it was when it began."""
    return await emptied(cases_over_postgres)


@pytest_asyncio.fixture(loop_scope="session")
async def intake(intake_over_postgres) -> Process:
    """Intake, which registers what partners send, as it was when it began."""
    return await emptied(intake_over_postgres)
