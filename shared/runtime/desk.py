"""What an API handler works with: its service's database, rules and clock, and the way a decision is written."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import asyncpg
from pydantic import BaseModel

from shared.calendar import Clock
from shared.decision import Cause, Decision, Ref, World
from shared.http import Answer
from shared.stream import command
from shared.stream.command import Decided
from shared.stream.deciding import Deciding


@dataclass(frozen=True, slots=True)
class Desk:
    """One service's desk. `wake` tells the relay that something was appended; `peers` reads from other services."""

    pool: asyncpg.Pool
    work: Deciding
    partitions: int
    clock: Clock
    wake: Callable[[], None]
    peers: Any

    @property
    def rules(self) -> Any:
        return self.work.rules

    async def decide(
        self, conn: asyncpg.Connection, cause: Cause, refs: Iterable[Ref], decide: Callable[[World], Decision]
    ) -> Decided:
        """Load, decide, save. Raises the Refusal of the rule that says no."""
        return await command.decide(conn, self.work, self.partitions, cause, refs, decide)

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
