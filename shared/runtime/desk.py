"""What an API handler works with: its service's database, rules and clock, and the way a decision is written."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import asyncpg
from fastapi import Response
from pydantic import BaseModel

from shared.calendar import Clock
from shared.decision import Cause, Decision, Ref, State, World
from shared.http import Answer, Command, Problem, version_of
from shared.observability import Metrics
from shared.runtime.overtaken import overtaken
from shared.runtime.peers import Peers
from shared.runtime.wakeup import Wakeup
from shared.settings import Settings
from shared.stream import command as one
from shared.stream.command import Decided
from shared.stream.deciding import Deciding

Rule = Callable[[Any, World, Cause], Decision]
"""Decides about one state, given the states around it and the cause. Raises Refusal."""


class _Stale(Exception):
    """The state is not at the version that the caller saw."""

    def __init__(self, state: Any) -> None:
        self.state = state


@dataclass(frozen=True, slots=True)
class Desk:
    """One service's desk. `wake` tells of what was appended, `peers` reads from other services."""

    pool: asyncpg.Pool
    work: Deciding
    partitions: int
    clock: Clock
    wake: Wakeup
    peers: Peers
    settings: Settings
    metrics: Metrics

    @property
    def rules(self) -> Any:
        return self.work.rules

    async def decide(
        self, conn: asyncpg.Connection, cause: Cause, refs: Iterable[Ref], decide: Callable[[World], Decision]
    ) -> Decided:
        """Load, decide, save; the caller appends last. Raises the Refusal of the rule that says no."""
        return await one.decide(conn, self.work, self.partitions, cause, refs, decide)

    async def bring_in(self, wanted: Sequence[State], decide: Callable[[World, Sequence[State]], Decision]) -> None:
        """Bring what the configuration says into the database, as one decision that the service takes by itself."""
        id = uuid4()
        cause = Cause(id, self.clock.now(), str(id), self.work.name)
        refs = [(type(state), state.id) for state in wanted]
        async with self.pool.acquire() as conn, conn.transaction():
            decided = await self.decide(conn, cause, refs, lambda world: decide(world, wanted))
            await decided.append(conn)
        self.wake()

    async def change(
        self,
        command: Command,
        target: Ref,
        if_match: str,
        rule: Rule,
        view: type[BaseModel] | Callable[[Any], BaseModel],
        *,
        refs: Iterable[Ref] = (),
        made: tuple[Ref, str] | None = None,
    ) -> Response:
        """Decide about one state at the version that the caller saw; the answer is the `view` of it:
        a model that is read from its fields, or a function that makes one.

        When the decision makes something else, `made` names that and its path, and the answer is the view of that.
        Raises Problem 404 when there is no such state, 412 when it has changed since, and the rule's Refusal.
        """
        cause = command.cause(self.clock.now())
        kind, id = target
        show = view.model_validate if isinstance(view, type) else view
        shown, status, location = (made[0], 201, made[1]) if made else (target, 200, None)

        def at_that_version(world: World) -> Decision:
            state = world.get(kind, id)
            if state is None:
                raise Problem("not-found", f"There is no such {kind.__name__.lower()}.")
            if version_of(if_match) != state.version:
                raise _Stale(state)
            return rule(state, world, cause)

        async def work(conn: asyncpg.Connection) -> Answer:
            try:
                decided = await self.decide(conn, cause, [target, *refs], at_that_version)
            except _Stale as stale:
                shown_as = None if made else show(stale.state)
                raise await overtaken(conn, stale.state, version_of(if_match), shown_as) from None
            after = decided.world.get(*shown)
            return self.answer(decided, show(after), status, location, after.version)

        return await command.run(work)

    async def make(
        self,
        command: Command,
        made: Ref,
        path: str,
        rule: Callable[[World, Cause], Decision],
        view: type[BaseModel],
        *,
        refs: Iterable[Ref] = (),
    ) -> Response:
        """Decide about something new, whatever the version of what is around it; the answer is the `view` of `made`.

        Raises the rule's Refusal.
        """
        cause = command.cause(self.clock.now())

        async def work(conn: asyncpg.Connection) -> Answer:
            decided = await self.decide(conn, cause, [made, *refs], lambda world: rule(world, cause))
            after = decided.world.get(*made)
            return self.answer(decided, view.model_validate(after), 201, path, after.version)

        return await command.run(work)

    def answer(
        self,
        decided: Decided,
        body: BaseModel,
        status: int = 200,
        location: str | None = None,
        version: int | None = None,
    ) -> Answer:
        """The answer to a command; its facts are appended last, and relayed once committed."""
        return Answer(body, status, location, version, last=decided.append, committed=self.wake)
