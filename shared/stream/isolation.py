"""Finds the records that cannot be processed among those that can: halving by key, each try under a savepoint.

A handler's own exception concerns one record, and the service's work reports it as that record's failure. What the work
itself raises concerns all of them (the database refused a statement that carried 500 rows); then halves are tried,
until the refused record is alone.
"""

from collections.abc import Sequence

import asyncpg

from shared.contracts.codes import ParkReason
from shared.stream.errors import is_transient
from shared.stream.work import Applied, Failure, Heard, Work


async def apply_isolated(
    conn: asyncpg.Connection, work: Work, heard: Sequence[Heard], failed: set[tuple[str, str]]
) -> Applied:
    """Let records take effect, in order; keys that fail are added to `failed`. Raises only what is transient."""
    if not heard:
        return Applied()
    tried = set(failed)
    try:
        async with conn.transaction():
            applied = await work.apply(conn, heard, tried)
    except Exception as error:
        if is_transient(error):
            raise
        if len(heard) == 1:
            failed.add(heard[0].stands)
            return Applied(failures=[Failure(heard[0], ParkReason.RULE, _told(error), error)])
        applied = Applied()
        for half in _halves(heard):
            applied.add(await apply_isolated(conn, work, half, failed))
        return applied
    failed |= tried
    return applied


def _told(error: Exception) -> str:
    """The text of an exception could quote the record, so only its name is kept."""
    state = getattr(error, "sqlstate", None)
    return f"the database refused it: {state}" if state else f"{type(error).__name__} while it was saved"


def _halves(heard: Sequence[Heard]) -> tuple[list[Heard], list[Heard]]:
    """Two parts with whole keys, in order; a single key is cut in time: what came before its fault still applies."""
    keys = list(dict.fromkeys(one.stands for one in heard))
    if len(keys) == 1:
        middle = len(heard) // 2
        return list(heard[:middle]), list(heard[middle:])
    left = set(keys[: len(keys) // 2])
    return [one for one in heard if one.stands in left], [one for one in heard if one.stands not in left]
