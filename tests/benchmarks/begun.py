"""A service over a database of its own, as it is when it has just begun: configured, and with its log open."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from shared.runtime.definition import Definition
from shared.runtime.process import Process
from shared.stream import cursors, log
from tests.services.running import opened, settings_at


@asynccontextmanager
async def begun(definition: Definition, dsn: str, connections: int = 1) -> AsyncIterator[Process]:
    """The service over a migrated database, with so many connections from the beginning."""
    async with opened(definition, settings_at(dsn, TILTS_DATABASE__POOL_MIN=str(connections))) as process:
        async with process.pool.acquire() as conn:
            # There is no bus to compare it with.
            await log.trust(conn)
            await cursors.create(conn, process.definition.sources, process.batch.partitions)
        await definition.prepare(process.desk)
        yield process
