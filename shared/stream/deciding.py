"""load → decide → save, for a batch or for one command: the way of every service that owns state."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg

from shared.contracts import registry
from shared.contracts.codes import ParkReason
from shared.contracts.message import EdgeMessage
from shared.database.table import Tables
from shared.decision import Cause, Consequence, Decision, Handler, Marking, Ref, Refusal, Timer, World
from shared.stream import changes, timers
from shared.stream.changes import Change
from shared.stream.event import Event, event_of
from shared.stream.reading import read
from shared.stream.record import EdgeRecord, Record
from shared.stream.work import BEHIND, Applied, Failure, Heard, Stopwatch


@dataclass(frozen=True, slots=True)
class Deciding:
    """One service's tables of handlers over its tables of state.

    `facts` and `messages` map a type to its handler, `timers` a kind; `ignored` are the types this service is sent and
    deliberately does nothing with: any other type is parked. `commands` are what the service gives to itself in many
    (rows of a file), by a name of its own. `replayed` maps the service's own fact types to the
    handlers that rebuild its state from them (after a restore).
    """

    name: str
    municipality: str
    tables: Tables
    rules: Any
    facts: Mapping[str, Handler]
    ignored: frozenset[str] = frozenset()
    messages: Mapping[str, Handler] = field(default_factory=dict)
    timers: Mapping[str, Handler] = field(default_factory=dict)
    commands: Mapping[str, Handler] = field(default_factory=dict)
    replayed: Mapping[str, Handler] = field(default_factory=dict)
    rejection: Any = None
    """(message id, Failure) → EdgeMessage: the answer to a partner whose message could not be processed."""
    marking: Marking | None = None
    consequence: Consequence | None = None
    keeps_staff: bool = False
    """Whether the log names the member of staff behind each fact: only where nobody else acts."""

    def world(self) -> World:
        """A world that asks for what every decision of the service may read."""
        return World(asked=set(self.marking.refs) if self.marking else set())

    def asked(self, refs: Iterable[Ref]) -> set[Ref]:
        """The states that a decision needs, and those that its consequence does."""
        asked = set(refs)
        return asked.union(self.consequence.refs(asked)) if self.consequence else asked

    def whole(self, world: World, decision: Decision, cause: Cause) -> Decision:
        """A decision with what follows from it."""
        return decision + self.consequence.follow(world, decision, cause, self.rules) if self.consequence else decision

    def read(self, record: Record, now: datetime) -> Heard | None:
        edge = isinstance(record, EdgeRecord)
        if not edge and record.type in self.ignored:
            return None
        return read(record, self.messages if edge else self.facts, now)

    async def apply(self, conn: asyncpg.Connection, heard: Sequence[Heard], failed: set[tuple[str, str]]) -> Applied:
        applied, world, watch = Applied(), self.world(), Stopwatch()
        broken = self._ask(world, heard)
        await self.tables.load(conn, world)
        watch.lap("load")
        changed: list[Change] = []
        due = self._decide(world, heard, broken, failed, applied, changed)
        watch.lap("decide")
        await self.tables.save(conn, world)
        await changes.keep(conn, changed)
        await timers.schedule(conn, due)
        watch.lap("save")
        applied.seconds = watch.laps
        return applied

    def _ask(self, world: World, heard: Sequence[Heard]) -> dict[int, Exception]:
        """Name the states that are needed; returns the failures by index, to be told when their turn comes."""
        broken: dict[int, Exception] = {}
        for index, one in enumerate(heard):
            try:
                world.asked |= self.asked(self._handler(one).refs(one.body, one.cause, self.rules))
            except Exception as error:
                broken[index] = error
        return broken

    def _decide(
        self,
        world: World,
        heard: Sequence[Heard],
        broken: Mapping[int, Exception],
        failed: set,
        applied: Applied,
        changed: list[Change],
    ) -> list[Timer]:
        due: list[Timer] = []
        for index, one in enumerate(heard):
            if one.stands in failed:
                applied.failures.append(Failure(one, ParkReason.BEHIND, BEHIND))
                continue
            try:
                if index in broken:
                    raise broken[index]
                decision = self._handler(one).decide(world, one.body, one.cause, self.rules)
                decision = self.whole(world, decision, one.cause)
                events = self.events(world, decision, one.cause)
            except Exception as error:
                failed.add(one.stands)
                applied.failures.append(Failure(one, ParkReason.RULE, _told(error), error))
                continue
            changed += changes.of(world, decision, one.cause, self.actor(one.cause))
            world.accept(decision)
            due += decision.timers
            applied.events += events
            applied.count += 1
        return due

    def events(self, world: World, decision: Decision, cause: Cause) -> list[Event]:
        """A decision's facts and receipts as events, ids derived from the cause."""
        facts = decision.facts
        if self.marking:
            facts = [self.marking.mark(world, fact, cause) for fact in facts]
        actor = self.actor(cause)
        events = [event_of(cause, i, f.type, f.key, f.encode().decode(), actor=actor) for i, f in enumerate(facts)]
        for i, reply in enumerate(decision.replies):
            message = reply.message
            topic = self._topic(reply.partner, message)
            events.append(event_of(cause, i, message.type, message.key, message.encode().decode(), topic))
        return events

    def actor(self, cause: Cause) -> UUID | None:
        """Who is named beside what the cause leads to."""
        return cause.staff if self.keeps_staff else None

    def answer(self, failure: Failure, now: datetime) -> Event | None:
        record = failure.origin
        if not isinstance(record, EdgeRecord) or self.rejection is None:
            return None
        message = self.rejection(record.own_id, failure)
        topic = self._topic(record.partner, message)
        return event_of(record.cause(now), 0, message.type, message.key, message.encode().decode(), topic)

    def _topic(self, partner: str, message: EdgeMessage) -> str:
        return registry.topics_of(type(message))[0].named(self.municipality, partner)

    def _handler(self, one: Heard) -> Handler:
        if one.record is None:
            return self.timers[one.type] if one.type in self.timers else self.commands[one.type]
        return self.messages[one.type] if isinstance(one.record, EdgeRecord) else self.facts[one.type]


def _told(error: Exception) -> str:
    """A rule's words may be shown; those of any other exception could quote the record, so only its name is kept."""
    if isinstance(error, Refusal):
        return f"{error.code}: {error.detail}"
    return f"{type(error).__name__} in the handler"
