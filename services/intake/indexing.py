"""Entering into the index whoever was entered by a build that had none, a few at a time, while the service works."""

import asyncio
from uuid import uuid4

from services.intake.domain.people.amend import index, refs
from services.intake.domain.people.person import Person
from services.intake.queries import people as people_queries
from shared.database.table import Overtaken
from shared.decision import Cause, Decision, World
from shared.runtime.desk import Desk

_AT_ONCE = 100
_REST = 60.0
"""How long until it is looked again: during a roll-out old replicas still enter people without an index."""


async def index_people(desk: Desk) -> None:
    """Go on until cancelled. Raises what the database raises; the caller begins again."""
    while True:
        if not await index_some(desk):
            await asyncio.sleep(_REST)


async def index_some(desk: Desk) -> int:
    """Index up to a hundred people in one transaction; returns how many were found without."""
    id = uuid4()
    cause = Cause(id, desk.clock.now(), str(id), desk.work.name)
    async with desk.pool.acquire() as conn:
        found = [Person(**row) for row in await people_queries.not_indexed(conn, _AT_ONCE)]
    if not found:
        return 0
    touched = {ref for person in found for ref in refs(person, desk.rules)}

    def decide(world: World) -> Decision:
        decision = Decision()
        for person in found:
            now = world.get(Person, person.id)
            if now and now.folded is None:
                step = index(world, now, cause, desk.rules)
                world.accept(step)
                decision += step
        return decision

    try:
        async with desk.pool.acquire() as conn, conn.transaction():
            decided = await desk.decide(conn, cause, touched, decide)
            await decided.append(conn)
    except Overtaken:
        # Somebody was registered meanwhile under a key that nobody had; the next round sees it.
        return len(found)
    desk.wake()
    return len(found)
