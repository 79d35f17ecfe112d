"""Builds the projections from the logs, in a schema of their own, up to any place that reporting has stood at.

One code for all that reads the logs again: a rebuild, `tilts verify`, and the report as of a cut. It runs in the
caller's transaction: whatever interrupts it, nothing of it stays.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import asyncpg

from services.reporting.projections.projecting import OwnFactUnreadable, Projecting
from services.reporting.rebuild.logs import Logs, pages
from services.reporting.rebuild.standing import Standing, passed_over
from services.reporting.store import INCOMPLETE, PROJECTIONS
from shared.contracts.registry import UndecodableRecord
from shared.stream import wire
from shared.stream.cursor import Cursor, Place
from shared.stream.errors import is_transient
from shared.stream.event import Recorded
from shared.stream.record import FactRecord
from shared.stream.work import Heard

RUNNING = "public"
"""The schema of the running tables."""

Told = Callable[[int, int], None]
"""Told of progress: how many facts were read, of how many."""


def nobody(done: int, of: int) -> None:
    """Who wants to hear nothing."""


async def without_limits(conn: asyncpg.Connection) -> None:
    """As many facts as there are take as long as they take; nothing that others wait for is held meanwhile."""
    await conn.execute(
        "set local transaction_timeout = 0; set local statement_timeout = 0; "
        "set local idle_in_transaction_session_timeout = 0"
    )


@dataclass(slots=True)
class Building:
    """Tables that grow from the logs. `unread` says what was applied once, and is not in the logs now or is refused."""

    conn: asyncpg.Connection
    logs: Logs
    municipality: str
    schema: str
    told: Told = nobody
    facts: int = 0
    unread: list[str] = field(default_factory=list)
    _reached: dict[Place, int] = field(default_factory=dict)
    _passed_over: set[tuple[str, int, int]] = field(default_factory=set)

    async def lay_out(self) -> None:
        """Make the empty tables, with what a row needs to be found and nothing that only reading needs."""
        like = "(like {running} including all excluding indexes, primary key ({key}))"
        for name, key in [(INCOMPLETE, "name"), *((projection.name, "id") for projection in PROJECTIONS)]:
            columns = like.format(running=f"{RUNNING}.{name}", key=key)
            await self.conn.execute(f"create table {self.schema}.{name} {columns}")

    async def reach(self, there: Standing) -> None:
        """Apply what reporting had applied when it stood there, from where this stands on."""
        passed = await passed_over(self.conn, there)
        # They come before later facts of their keys, which waited behind them.
        for source, partition, position in sorted(self._passed_over - passed):
            facts = await self.logs.page((source, partition), position - 1)
            await self._apply((source, partition), facts[:1], passed)
        self._passed_over = passed
        for place, cursor in sorted(there.applied.items()):
            await self._replay(place, cursor, there.facts)

    def lags(self, there: Standing) -> int:
        """How many facts are missing here that had been applied there."""
        return there.facts - sum(self._reached.values())

    async def finish(self) -> None:
        """Add what reading needs: the indexes of the running tables under their names, and statistics."""
        rows = await self.conn.fetch(
            """
            select tablename, indexdef from pg_indexes
            where schemaname = $1 and tablename = any($2) and indexname <> tablename || '_pkey'
            """,
            RUNNING, [projection.name for projection in PROJECTIONS],
        )  # fmt: skip
        for name, definition in rows:
            await self.conn.execute(definition.replace(f" ON {RUNNING}.{name} ", f" ON {self.schema}.{name} ", 1))
        for projection in PROJECTIONS:
            await self.conn.execute(f"analyze {self.schema}.{projection.name}")

    async def _replay(self, place: Place, cursor: Cursor, of: int) -> None:
        """Apply one partition of one log up to the cursor, as far as it can be read."""
        last, fact = self._reached.get(place, 0), cursor.fact
        async for page in pages(self.logs, place, last, cursor.position):
            if page[-1].position - last > len(page):
                self.unread.append(f"{place[0]}: facts after {last} are missing in partition {place[1]} of the log")
            await self._apply(place, page, self._passed_over)
            self.facts += len(page)
            self.told(self.facts, of)
            last, fact = page[-1].position, str(page[-1].event.id)
        if last < cursor.position:
            self.unread.append(
                f"{place[0]}: facts after {last} are missing in partition {place[1]}, applied were {cursor.position}"
            )
        elif cursor.fact not in (None, fact):
            self.unread.append(f"{place[0]}: another fact than was applied stands at {last} of partition {place[1]}")
        self._reached[place] = cursor.position

    async def _apply(self, place: Place, page: list[Recorded], passed: set[tuple[str, int, int]]) -> None:
        heard = [one for fact in page if (*place, fact.position) not in passed and (one := self._heard(place, fact))]
        try:
            async with self.conn.transaction():
                await Projecting(self.municipality, schema=self.schema).apply(self.conn, heard, set())
        except asyncpg.PostgresError as error:
            if is_transient(error):
                raise
            self.unread.append(f"{_at(place, page[0])} or one soon after it is refused: {error.sqlstate}")

    def _heard(self, place: Place, fact: Recorded) -> Heard | None:
        try:
            return Projecting(self.municipality).read(_record(place[0], fact), fact.event.time)
        except (UndecodableRecord, OwnFactUnreadable) as error:
            self.unread.append(f"{_at(place, fact)} cannot be read: {error}")
            return None


def _record(source: str, fact: Recorded) -> FactRecord:
    """What the bus would have brought, without the headers that nothing is read from here."""
    event = fact.event
    return FactRecord(
        source, fact.partition, fact.epoch, fact.position, event.id, None, event.key, event.type, event.data.encode(),
        headers=(), given={"time": wire.instant(event.time)},
    )  # fmt: skip


def _at(place: Place, fact: Recorded) -> str:
    return f"{place[0]}: fact {fact.position} of partition {place[1]}"
