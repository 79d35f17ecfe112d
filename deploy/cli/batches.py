"""The batch of one service, as the running service builds it: for what an operator lets take effect by hand."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from prometheus_client import CollectorRegistry

from deploy.cli.database import connected
from shared.database.pool import open_pool
from shared.observability import Metrics
from shared.runtime.definition import Definition
from shared.settings import Settings
from shared.stream.batch import Batch


@asynccontextmanager
async def batch_of(settings: Settings, definition: Definition) -> AsyncIterator[Batch]:
    """Raises Failure when PostgreSQL does not answer. What is appended, the running relay finds by its poll."""
    async with connected(settings, definition.name):
        pool = await open_pool(settings.database, definition.name)
    try:
        metrics, now = Metrics(CollectorRegistry()), settings.calendar.clock().now
        yield Batch(definition.work(settings), pool, settings.log.partitions, metrics, now)
    finally:
        await pool.close()
