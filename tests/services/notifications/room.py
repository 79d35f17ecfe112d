"""The service as a test speaks with it: facts and answers by the real batch, deadlines by the real timers."""

import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

import asyncpg
from prometheus_client import CollectorRegistry

from services.notifications.domain.notice import Notice
from shared.calendar import SystemClock
from shared.contracts.contract import Contract
from shared.contracts.fact import Fact
from shared.decision import World
from shared.observability import Metrics
from shared.runtime.process import Process
from shared.stream.batch import Outcome
from shared.stream.event import Event, Recorded
from shared.stream.partition import partition_of
from shared.stream.record import edge_record, pulled_record
from shared.stream.timers import Timers
from tests.services.emptying import empty
from tests.services.memory import NOBODY


@dataclass
class LateClock:
    """The machine's clock, ahead by what a test has let pass."""

    ahead: timedelta = timedelta()

    def now(self) -> datetime:
        return SystemClock().now() + self.ahead


@dataclass(repr=False)
class Room:
    """One opened service; of each partition of the others' logs, how far it was heard and the last fact heard."""

    process: Process
    positions: Counter = field(default_factory=Counter)
    last: dict[tuple[str, int], UUID] = field(default_factory=dict)

    @property
    def desk(self):
        return self.process.desk

    @property
    def pool(self) -> asyncpg.Pool:
        return self.process.pool

    async def hear(self, *facts: Fact) -> Outcome:
        """Let facts of the other services arrive, in one batch."""
        return await self.process.batch.apply([self._record(fact) for fact in facts])

    async def says(self, agency: str, said: Contract | bytes, message: str = "m1", type: str | None = None) -> Outcome:
        """Let a message of an agency arrive on its topic; `said` may be anything an agency could write."""
        body = said if isinstance(said, bytes) else said.encode()
        kind = type or said.type
        headers = [("ce_id", message.encode()), ("ce_type", kind.encode())]
        record = edge_record(agency, f"liepaja.partner.{agency}.answers", None, body, headers)
        return await self.process.batch.apply([record])

    async def run_out(self, within: timedelta = timedelta()) -> int:
        """Let the deadlines up to so long from now run out; returns how many did."""
        desk, metrics = self.desk, Metrics(CollectorRegistry())
        clock = LateClock(within)
        timers = Timers(desk.work, desk.pool, desk.partitions, metrics, clock.now, desk.wake)
        fired = 0
        while some := await timers.fire():
            fired += some
        return fired

    async def notices(self) -> list[Notice]:
        """All notices as they are kept, the oldest first."""
        async with self.pool.acquire() as conn, conn.transaction():
            ids = [row["id"] for row in await conn.fetch("select id from notice order by issued_at, rule desc")]
            world = World(asked={(Notice, id) for id in ids})
            await self.desk.work.tables.load(conn, world)
        return [world.states[Notice, id] for id in ids]

    async def logged(self, *, topic: str | None = None) -> list[tuple[str, dict[str, Any]]]:
        """What the service has told: (the last part of the type, body), on its core topic or on a partner's."""
        rows = await self.pool.fetch(
            """
            select type, data::text as data from event_log where topic is not distinct from $1
            order by time, partition, position
            """,
            topic,
        )
        return [(row["type"].split(".")[-2], json.loads(row["data"])) for row in rows]

    def _record(self, fact: Fact):
        source, partition = fact.publisher, partition_of(fact.key, self.desk.partitions)
        self.positions[source, partition] += 1
        id = uuid5(NOBODY, f"{fact.type} {fact.key}")
        event = Event(id, fact.type, fact.key, SystemClock().now(), fact.encode().decode(), None, str(id))
        first = self.positions[source, partition] == 1
        before, self.last[source, partition] = None if first else self.last[source, partition], id
        fact = Recorded(event, partition, self.positions[source, partition], 1, before)
        return pulled_record(source, "liepaja", fact)


async def forget(pool: asyncpg.Pool) -> None:
    """Forget everything but the tables; the log may grow."""
    await empty(pool, ["migration", "log_identity", "event_log_head", "relayed", "consumed"])
    for table in ("relayed", "consumed"):
        await pool.execute(f"update {table} set position = 0")


async def people(pool: asyncpg.Pool, *people: tuple[UUID, dict[str, Any]]) -> None:
    """Let intake know some people."""
    for id, person in people:
        fields = {"id": str(id)} | person
        await pool.execute(
            f"insert into person ({', '.join(fields)}) select {', '.join(fields)} "
            "from json_populate_record(null::person, $1::json)",
            json.dumps(fields),
        )
