"""A connection to one service's database, for an operator's command."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg

from deploy.cli.exits import Exit, Failure
from shared.database.pool import connect
from shared.settings import Settings


@asynccontextmanager
async def connected(settings: Settings, service: str) -> AsyncIterator[asyncpg.Connection]:
    """Raises Failure when PostgreSQL does not answer."""
    try:
        conn = await connect(settings.database, service)
    except (OSError, TimeoutError, asyncpg.CannotConnectNowError) as error:
        raise Failure(
            Exit.UNREACHABLE,
            f"PostgreSQL does not answer ({service})",
            str(error) or type(error).__name__,
            "start it: tilts up; or see which address is used: tilts config show database",
        ) from error
    try:
        yield conn
    finally:
        await conn.close()
