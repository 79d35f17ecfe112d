"""A log of its own for each test, on the real PostgreSQL."""

from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import pytest

from shared import stream
from shared.database.migrations import migrate
from shared.stream import cursors, log

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
