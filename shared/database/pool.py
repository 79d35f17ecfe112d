"""Connections that cannot hang: every limit that keeps a frozen process from holding a log head is set here."""

import asyncpg

from shared.settings.technical import Database


async def open_pool(settings: Database, service: str) -> asyncpg.Pool:
    """A pool for one service's database, with the limits of `settings` in force on every connection."""
    password = settings.password.get_secret_value() if settings.password else None
    return await asyncpg.create_pool(
        settings.dsn_for(service),
        password=password,
        min_size=settings.pool_min,
        max_size=settings.pool_max,
        timeout=settings.connect_timeout,
        init=_learn_arrays,
        reset=_keep,
        server_settings=_server_settings(settings, service),
    )


async def connect(settings: Database, service: str) -> asyncpg.Connection:
    """One connection without the limits of a request: for migrations and operators' commands."""
    password = settings.password.get_secret_value() if settings.password else None
    return await asyncpg.connect(settings.dsn_for(service), password=password, timeout=settings.connect_timeout)


def _server_settings(settings: Database, service: str) -> dict[str, str]:
    return {
        "application_name": f"tilts-{service}",
        "timezone": "UTC",
        "transaction_timeout": _milliseconds(settings.transaction_timeout),
        "idle_in_transaction_session_timeout": _milliseconds(settings.idle_in_transaction_timeout),
        "lock_timeout": _milliseconds(settings.lock_timeout),
        "statement_timeout": _milliseconds(settings.statement_timeout),
        "tcp_keepalives_idle": str(int(settings.keepalives_idle)),
        "tcp_keepalives_interval": str(int(settings.keepalives_interval)),
        "tcp_keepalives_count": str(settings.keepalives_count),
        # Never publish what a crash of the database can take back.
        "synchronous_commit": "on",
        # Statements here are short; compiling them costs more time and memory than it saves.
        "jit": "off",
    }


def _milliseconds(seconds: float) -> str:
    return str(int(seconds * 1000))


async def _learn_arrays(conn: asyncpg.Connection) -> None:
    """Meet our array types at once: the driver asks PostgreSQL about each new one, for longer than most statements."""
    await conn.prepare("select $1::uuid[], $2::integer[], $3::bigint[], $4::timestamptz[], $5::bytea[]")


async def _keep(conn: asyncpg.Connection) -> None:
    """We set nothing on a connection outside a transaction, so the default reset would be a round trip for nothing."""
