"""Opens what one service needs before anything moves: its migrated database with its own log, and who may call it."""

import asyncpg

from shared.database.pool import open_pool
from shared.runtime.definition import Definition
from shared.runtime.errors import CannotStart
from shared.security import DevelopmentTokens
from shared.settings import Settings, SettingsError
from shared.stream import cursors, log
from shared.stream.errors import is_transient

_MENDS = (
    # The first that fits: a class stands before those it derives from.
    (asyncpg.InvalidCatalogNameError, "does not exist: create it, then run `tilts migrate`"),
    (asyncpg.InvalidAuthorizationSpecificationError, "refuses user or password: correct database.dsn and its password"),
    (asyncpg.UndefinedTableError, "has no tables: run `tilts migrate`"),
    (asyncpg.UndefinedColumnError, "has tables of an older build: run `tilts migrate`"),
    (asyncpg.ClientConfigurationError, "has an address that cannot be read: correct database.dsn"),
)


async def open_database(definition: Definition, settings: Settings) -> asyncpg.Pool:
    """A pool over the service's database, whose log is its own. Raises CannotStart, and LogMismatch."""
    try:
        pool = await open_pool(settings.database, definition.name)
    except Exception as error:
        raise _explained(error, definition.name) from error
    try:
        async with pool.acquire() as conn:
            await log.create(conn, definition.name, settings.log.partitions)
            await cursors.create(conn, definition.sources, settings.log.partitions)
    except Exception as error:
        await pool.close()
        raise _explained(error, definition.name) from error
    return pool


def authenticator(settings: Settings) -> DevelopmentTokens:
    """Who may call. Raises SettingsError without a key or for a short one, DevelopmentOnly outside development mode."""
    key = settings.security.development_key
    try:
        return DevelopmentTokens(key.get_secret_value() if key else "", development=settings.deployment.is_development)
    except ValueError as error:
        problem = f"security.development_key: {error}" if key else "security.development_key is missing"
        raise SettingsError("The settings", [f"{problem}; set TILTS_SECURITY__DEVELOPMENT_KEY"]) from None


def _explained(error: Exception, service: str) -> Exception:
    for kind, mend in _MENDS:
        if isinstance(error, kind):
            return CannotStart(f"the database of {service} {mend}")
    if is_transient(error):
        return CannotStart(f"the database of {service} does not answer: start PostgreSQL, or correct database.dsn")
    return error
