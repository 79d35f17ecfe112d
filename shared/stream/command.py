"""An HTTP command is a batch of one: load → decide → save → append, in the caller's transaction."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import asyncpg

from shared.decision import Cause, Decision, Ref, World
from shared.stream import changes, log, timers
from shared.stream.deciding import Deciding


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision whose states are written. `append` must follow, as the transaction's last statement."""

    decision: Decision
    world: World
    work: Deciding
    cause: Cause
    partitions: int

    async def append(self, conn: asyncpg.Connection) -> None:
        await log.append(conn, self.work.events(self.world, self.decision, self.cause), self.partitions)


async def decide(
    conn: asyncpg.Connection,
    work: Deciding,
    partitions: int,
    cause: Cause,
    refs: Iterable[Ref],
    decide: Callable[[World], Decision],
) -> Decided:
    """Take one decision and write its states and timers. Raises the Refusal of the rule that says no."""
    world = work.world()
    world.asked |= work.asked(refs)
    await work.tables.load(conn, world)
    decision = work.whole(world, decide(world), cause)
    changed = changes.of(world, decision, cause, work.actor(cause))
    world.accept(decision)
    await work.tables.save(conn, world)
    await changes.keep(conn, changed)
    await timers.schedule(conn, decision.timers)
    return Decided(decision, world, work, cause, partitions)
