"""The deploy step before a service starts: its tables, its log, its cursors. Safe to repeat."""

from pathlib import Path

from shared import http, stream
from shared.database import migrations
from shared.database.pool import connect
from shared.runtime.definition import Definition
from shared.settings import Settings
from shared.stream import cursors, log

_SHARED = [Path(room.__file__).parent / "migrations" for room in (stream, http)]


async def migrate(definition: Definition, settings: Settings) -> list[str]:
    """Bring one service's database up to this build; returns the migrations that ran."""
    conn = await connect(settings.database, definition.name)
    try:
        done = await migrations.migrate(conn, [*_SHARED, definition.migrations])
        await log.create(conn, definition.name, settings.log.partitions)
        await cursors.create(conn, definition.sources, settings.log.partitions)
        return done
    finally:
        await conn.close()
