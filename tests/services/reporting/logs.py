"""Logs of all services in memory, written by hand in a test, and brought to reporting in the way the test likes."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import NAMESPACE_OID, UUID, uuid5

import asyncpg
from prometheus_client import CollectorRegistry

from services.reporting.projections.projecting import Projecting
from services.reporting.store import INCOMPLETE, PROJECTIONS
from shared.contracts.fact import Fact
from shared.contracts.stream import StreamFact
from shared.observability import Metrics
from shared.stream.batch import Batch
from shared.stream.event import Event, Recorded
from shared.stream.partition import partition_of
from shared.stream.record import FactRecord, HeadRecord, pulled_record

PARTITIONS = 3
SLUG = "liepaja"
NOW = datetime(2026, 12, 1, tzinfo=UTC)
WORK = Projecting(SLUG)


def id_of(name: str) -> UUID:
    """The id that a name stands for in a test."""
    return uuid5(NAMESPACE_OID, name)


class Logs:
    """What each service has said: `facts[source, partition]` in order, positions from 1 on."""

    def __init__(self) -> None:
        self.facts: dict[tuple[str, int], list[Recorded]] = defaultdict(list)

    def tell(self, at: datetime, *facts: Fact) -> None:
        """A service says that something happened `at` that instant; which service follows from the fact."""
        for fact in facts:
            source = fact.consumer if isinstance(fact, StreamFact) else fact.publisher
            partition = partition_of(fact.key, PARTITIONS)
            place = self.facts[source, partition]
            name = uuid5(NAMESPACE_OID, f"{source}/{partition}/{len(place)}")
            event = Event(name, fact.type, fact.key, at, fact.encode().decode(), None, str(name))
            place.append(Recorded(event, partition, len(place) + 1, 1, place[-1].event.id if place else None))

    def records(self) -> list[list[FactRecord]]:
        """Everything as the bus would bring it, one list for each partition."""
        return [[pulled_record(source, SLUG, fact) for fact in facts] for (source, _), facts in self.facts.items()]

    async def keep(self, source: str, pool: asyncpg.Pool) -> None:
        """Write what `source` has said into its database, to which it may add more."""
        rows = [
            (f.partition, f.position, f.epoch, f.event.id, f.event.type, f.event.key, f.event.time, f.event.data,
             f.event.correlation)
            for (by, _), facts in self.facts.items() if by == source for f in facts
        ]  # fmt: skip
        await pool.executemany(
            "insert into event_log (partition, position, epoch, id, type, key, time, data, correlation) "
            "values ($1, $2, $3, $4, $5, $6, $7, $8::text::json, $9)",
            rows,
        )
        await pool.execute(
            "update event_log_head h set position = coalesce((select max(position) from event_log l "
            "where l.partition = h.partition), 0)"
        )


def batch_on(pool: asyncpg.Pool, work: Projecting = WORK) -> Batch:
    """What applies records to reporting's database."""
    return Batch(work, pool, PARTITIONS, Metrics(CollectorRegistry()), lambda: NOW)


async def bring(pool: asyncpg.Pool, batches: Sequence[Sequence[FactRecord]]) -> None:
    """Apply the records, batch by batch, and see that none was parked or had to wait."""
    batch = batch_on(pool)
    for records in batches:
        outcome = await batch.apply(records)
        assert (outcome.parked, outcome.waiting) == (0, {})


async def hear_ends(pool: asyncpg.Pool, at: datetime, *, but: str | None = None) -> None:
    """Every service, `but` one, says that nothing more had happened at that instant than is applied."""
    said = await pool.fetch("select * from consumed where source is distinct from $1", but)
    await batch_on(pool).apply([
        HeadRecord(row["source"], row["partition"], row["epoch"], row["position"], row["position"], row["fact"], at)
        for row in said
    ])  # fmt: skip


async def forget(pool: asyncpg.Pool) -> None:
    """Reporting has heard of nothing any more."""
    tables = ", ".join([INCOMPLETE, *(projection.name for projection in PROJECTIONS)])
    await pool.execute(
        f"truncate {tables}, parked, cut, cut_kept, idempotency_key; update consumed set position = 0, until = null"
    )
    for kept in await pool.fetch("select nspname from pg_namespace where nspname like 'cut\\_%'"):
        await pool.execute(f"drop schema {kept['nspname']} cascade")
