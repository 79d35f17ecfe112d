"""An HTTP command is a batch of one: load → decide → save → append, in the caller's transaction."""

from collections.abc import Callable, Iterable

import asyncpg

from shared.decision import Cause, Decision, Ref, World
from shared.stream import log, timers
from shared.stream.deciding import Deciding


async def execute(
    conn: asyncpg.Connection,
    work: Deciding,
    partitions: int,
    cause: Cause,
    refs: Iterable[Ref],
    decide: Callable[[World], Decision],
) -> Decision:
    """Take one decision and write it. Raises the Refusal of the rule that says no; then nothing was written.

    It appends, so it comes last in the transaction.
    """
    world = World(asked=set(refs))
    await work.tables.load(conn, world)
    decision = decide(world)
    world.accept(decision)
    await work.tables.save(conn, world)
    await timers.schedule(conn, decision.timers)
    await log.append(conn, work.events(decision, cause), partitions)
    return decision
