"""Numbered SQL files, forward only, run once each under a lock; a file that was changed after it ran is refused."""

import re
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import asyncpg

_NAME = re.compile(r"\d{4}_[a-z0-9_]+\.sql")
_LOCK = 7_450_417
"""Any number, the same for every process: two deployments must not migrate one database at once."""


class MigrationError(RuntimeError):
    """The files and the database do not fit together."""


async def migrate(conn: asyncpg.Connection, folders: Sequence[Path]) -> list[str]:
    """Run what has not run yet, folder after folder, each file in a transaction of its own; returns their names.

    Raises MigrationError when a file that has run was changed or is gone.
    """
    await conn.execute("select pg_advisory_lock($1)", _LOCK)
    try:
        await conn.execute(
            """
            create table if not exists migration
                (name text primary key, digest text not null, at timestamptz not null default now())
            """
        )
        done = dict(map(tuple, await conn.fetch("select name, digest from migration")))
        files = [file for folder in folders for file in sorted(folder.glob("*.sql"))]
        _check(files, done)
        fresh = [file for file in files if _title(file) not in done]
        for file, sql in [(file, _sql(file)) for file in fresh]:
            await _run(conn, file, sql)
        return [_title(file) for file in fresh]
    finally:
        await conn.execute("select pg_advisory_unlock($1)", _LOCK)


async def _run(conn: asyncpg.Connection, file: Path, sql: str) -> None:
    async with conn.transaction():
        # A migration may wait longer than a request, but not for ever: it holds up everybody behind it.
        await conn.execute("set local lock_timeout = '30s'; set local statement_timeout = '10min'")
        try:
            await conn.execute(sql)
        except asyncpg.PostgresError as error:
            raise MigrationError(f"{_title(file)}: {error}") from error
        await conn.execute("insert into migration (name, digest) values ($1, $2)", _title(file), _digest(file))


def _check(files: Sequence[Path], done: dict[str, str]) -> None:
    for file in files:
        if not _NAME.fullmatch(file.name):
            raise MigrationError(f"{file.name}: a migration is named like 0001_what_it_does.sql")
        if done.get(_title(file), _digest(file)) != _digest(file):
            raise MigrationError(f"{_title(file)} was changed after it had run: restore it and write a new migration")
    newest = {_room(_title(file)): _title(file) for file in sorted(files)}
    known = {_title(file) for file in files}
    # What comes after our newest was run by a newer build; an older one may still be deployed beside or after it.
    if gone := sorted(title for title in done.keys() - known if title < newest.get(_room(title), "")):
        raise MigrationError(f"{', '.join(gone)} ran once and is gone: restore it")


def _room(title: str) -> str:
    return title.partition("/")[0]


def _title(file: Path) -> str:
    """The room and the file: `stream/0001_stream.sql`."""
    return f"{file.parent.parent.name}/{file.name}"


def _sql(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def _digest(file: Path) -> str:
    return sha256(file.read_bytes()).hexdigest()
