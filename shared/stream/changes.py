"""Which fields each change of a state touched, who made it and when: for whoever saw an older version.

Only names of fields are kept. What they hold now stands in the state, so nothing about a person is kept twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg

from shared.decision import Cause, Decision, World

_KEPT = "interval '30 days'"
_KEEP = """
    insert into state_change (kind, id, version, before, at, actor, fields)
    select kind, id, version, before, at, actor, string_to_array(fields, ',')
    from unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[], $5::timestamptz[], $6::uuid[], $7::text[])
        as c(kind, id, version, before, at, actor, fields)
    on conflict do nothing
"""


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one state, from version `before` to `version`."""

    kind: str
    id: str
    version: int
    before: int
    at: datetime
    actor: UUID | None
    fields: tuple[str, ...]


def of(world: World, decision: Decision, cause: Cause, actor: UUID | None) -> list[Change]:
    """What a decision changes of states that were there and have a version. Ask before the world accepts it."""
    found = []
    # Of several states in one decision about one thing, the last is what is kept.
    for ref, after in {(type(state), state.id): state for state in decision.states}.items():
        before = world.states.get(ref)
        if before is None or not hasattr(after, "version") or before.version == after.version:
            continue
        touched = tuple(
            field.name
            for field in fields(after)
            if field.name != "version" and getattr(before, field.name) != getattr(after, field.name)
        )
        found.append(Change(ref[0].__name__, str(after.id), after.version, before.version, cause.time, actor, touched))
    return found


async def keep(conn: asyncpg.Connection, changed: Sequence[Change]) -> None:
    """Write them down, in the transaction of the changes themselves."""
    if changed:
        rows = ((c.kind, c.id, c.version, c.before, c.at, c.actor, ",".join(c.fields)) for c in changed)
        await conn.execute(_KEEP, *map(list, zip(*rows, strict=True)))


async def since(conn: asyncpg.Connection, state: Any, version: int) -> list[Change] | None:
    """What changed of a state after a version, in order; None when that is not known any more, or never was one."""
    rows = await conn.fetch(
        """
        select kind, id, version, before, at, actor, fields from state_change
        where kind = $1 and id = $2 and version > $3 order by version
        """,
        type(state).__name__, str(state.id), version,
    )  # fmt: skip
    found = [Change(*row.values()) for row in rows]
    steps = [version, *(change.version for change in found)]
    whole = [change.before for change in found] == steps[:-1] and steps[-1] == state.version
    return found if whole else None


async def forget(conn: asyncpg.Connection) -> int:
    """Forget those older than thirty days; gives their number."""
    return int((await conn.execute(f"delete from state_change where at < now() - {_KEPT}")).removeprefix("DELETE "))
