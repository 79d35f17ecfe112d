"""One transaction applies up to 500 records: lock cursors, drop repeats, decide, save, park, append, move cursors.

What has to wait (a gap, a later epoch) takes only its own partition out of the batch; what cannot be processed is
parked with its key; what fails all at once opens the circuit.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

import asyncpg

from shared.contracts import registry
from shared.contracts.codes import ParkReason
from shared.observability.metrics import Metrics
from shared.stream import cursors, edge, log, parking, wire
from shared.stream.circuit import Circuit
from shared.stream.cursor import Cursor, Verdict, judge, judge_head
from shared.stream.cursors import Place
from shared.stream.errors import is_transient
from shared.stream.record import EdgeRecord, FactRecord, HeadRecord, Record
from shared.stream.work import Applied, Failure, Heard, Work

_REASONS = {
    registry.InvalidData: ParkReason.INVALID,
    registry.UnknownType: ParkReason.UNKNOWN_TYPE,
    registry.UnknownVersion: ParkReason.UNKNOWN_VERSION,
}


@dataclass(slots=True)
class Outcome:
    """What became of a batch. `waiting`: per core partition, the first record that must wait, and why (PULL or ASK)."""

    waiting: dict[Place, tuple[FactRecord | HeadRecord, Verdict]] = field(default_factory=dict)
    applied: int = 0
    parked: int = 0
    appended: int = 0
    cursors: dict[Place, Cursor] = field(default_factory=dict)


@dataclass(slots=True)
class Batch:
    """Applies records to one service's database."""

    work: Work
    pool: asyncpg.Pool
    partitions: int
    metrics: Metrics
    now: Callable[[], datetime]
    appended: Callable[[], None] = lambda: None
    """Told after a commit that appended something: wakes the relay."""
    circuit: Circuit = field(default_factory=Circuit)
    message_retention: timedelta = timedelta(days=30)

    async def apply(self, records: Sequence[FactRecord | HeadRecord | EdgeRecord]) -> Outcome:
        """All or nothing. Raises what `is_transient` knows, CircuitOpen, or a bug outside any one record."""
        async with self.pool.acquire() as conn, conn.transaction():
            outcome, applied, failed_keys = await self._in_transaction(conn, records)
        self.circuit.committed(applied.count, failed_keys)
        if outcome.appended:
            self.appended()
        self._count(outcome)
        return outcome

    async def _in_transaction(self, conn: asyncpg.Connection, records: Sequence) -> tuple[Outcome, Applied, int]:
        places = [(r.source, r.partition) for r in records if not isinstance(r, EdgeRecord)]
        outcome = Outcome(cursors=await cursors.lock(conn, places) if places else {})
        standing = dict(outcome.cursors)
        fresh: list[Record] = _judge_all(records, outcome)
        messages = [r for r in fresh if isinstance(r, EdgeRecord)]
        applied = Applied()
        if messages:
            receipt = await edge.receive(conn, messages, self.now())
            applied.events += receipt.repeated
            unseen = {id(message) for message in receipt.new}
            fresh = [r for r in fresh if not isinstance(r, EdgeRecord) or id(r) in unseen]
            applied.failures += receipt.reused
        behind = await parking.waiting(conn, {(r.source, r.key) for r in fresh}) if fresh else set()
        read = self._read(fresh, behind, applied)
        applied.add(await self._isolate(conn, read, {_stands(f) for f in applied.failures} | behind))
        failed_keys = {_stands(f) for f in applied.failures if f.reason is not ParkReason.BEHIND and not _is_edge(f)}
        self.circuit.judge(applied.count, len(failed_keys))
        await self._finish(conn, fresh, applied)
        moved = {place: cursor for place, cursor in outcome.cursors.items() if cursor != standing[place]}
        await cursors.move(conn, moved, _last_facts(fresh))
        outcome.applied, outcome.parked, outcome.appended = applied.count, len(applied.failures), len(applied.events)
        return outcome, applied, len(failed_keys)

    def _read(self, fresh: Sequence[Record], behind: set[tuple[str, str]], applied: Applied) -> list[Heard]:
        """Validate each record by itself: one bad record is one failure, whatever stands around it."""
        now, blocked, read = self.now(), set(behind), []
        for record in fresh:
            stands = (record.source, record.key)
            if stands in blocked:
                applied.failures.append(Failure(record, ParkReason.BEHIND, "an earlier record of its key is parked"))
                continue
            try:
                heard = self.work.read(record, now)
            except registry.UndecodableRecord as error:
                blocked.add(stands)
                applied.failures.append(Failure(record, _REASONS[type(error)], str(error), error=error))
                continue
            if heard:
                read.append(heard)
            else:
                applied.count += 1  # deliberately ignored: it has taken its effect, which is none
        return read

    async def _isolate(self, conn: asyncpg.Connection, heard: Sequence[Heard], failed: set[tuple[str, str]]) -> Applied:
        """Apply under a savepoint; when the database refuses, halve by key until the refused record is alone."""
        if not heard:
            return Applied()
        tried = set(failed)
        try:
            async with conn.transaction():
                applied = await self.work.apply(conn, heard, tried)
        except asyncpg.PostgresError as error:
            if is_transient(error):
                raise
            if len(heard) == 1:
                failed.add(heard[0].stands)
                return Applied(
                    failures=[Failure(heard[0], ParkReason.RULE, f"the database refused it: {error.sqlstate}")]
                )
            left, right = _halves(heard)
            applied = await self._isolate(conn, left, failed)
            applied.add(await self._isolate(conn, right, failed))
            return applied
        failed |= tried
        return applied

    async def _finish(self, conn: asyncpg.Connection, fresh: Sequence[Record], applied: Applied) -> None:
        """Park and answer what failed, in the order in which it came, then append everything: the last statement."""
        order = {id(record): index for index, record in enumerate(fresh)}
        failures = sorted(applied.failures, key=lambda f: order.get(id(_record(f)), 0))
        now = self.now()
        answers = [event for f in failures if (event := self.work.answer(f, now))]
        parked = await parking.park(conn, self.work.name, failures, now)
        applied.events += answers + parked
        await log.append(conn, applied.events, self.partitions)

    def _count(self, outcome: Outcome) -> None:
        self.metrics.applied.labels(self.work.name).inc(outcome.applied)
        self.metrics.parked.labels(self.work.name).inc(outcome.parked)


def _judge_all(records: Sequence, outcome: Outcome) -> list[Record]:
    """Walk the records with the cursors' arithmetic: what is new, in order; moves `outcome.cursors` on."""
    fresh: list[Record] = []
    for record in records:
        if isinstance(record, EdgeRecord):
            fresh.append(record)
            continue
        place = (record.source, record.partition)
        if place in outcome.waiting:
            continue
        if place not in outcome.cursors:
            raise LookupError(f"no cursor for {place}: it is created before consumption starts")
        cursor = outcome.cursors[place]
        head = isinstance(record, HeadRecord)
        verdict = (
            judge_head(cursor, record.epoch, record.head) if head else judge(cursor, record.epoch, record.position)
        )
        if verdict in (Verdict.PULL, Verdict.ASK):
            outcome.waiting[place] = (record, verdict)
        elif verdict is Verdict.APPLY:
            outcome.cursors[place] = cursor.moved_to(record.position, record.epoch)
            fresh.append(record)
    return fresh


def _last_facts(fresh: Sequence[Record]) -> dict[Place, UUID | None]:
    last = {(r.source, r.partition): r for r in fresh if isinstance(r, FactRecord)}
    return {place: wire.identifier(record.given, "id") for place, record in last.items()}


def _halves(heard: Sequence[Heard]) -> tuple[list[Heard], list[Heard]]:
    """Two parts with whole keys, in order; a single key is cut in time: what came before its fault still applies."""
    keys = list(dict.fromkeys(one.stands for one in heard))
    if len(keys) == 1:
        middle = len(heard) // 2
        return list(heard[:middle]), list(heard[middle:])
    left = set(keys[: len(keys) // 2])
    return [one for one in heard if one.stands in left], [one for one in heard if one.stands not in left]


def _record(failure: Failure) -> Record | None:
    return failure.record.record if isinstance(failure.record, Heard) else failure.record


def _stands(failure: Failure) -> tuple[str, str]:
    record = failure.record
    return record.stands if isinstance(record, Heard) else (record.source, record.key)


def _is_edge(failure: Failure) -> bool:
    """A partner's bad messages say nothing about us, however many they are."""
    return isinstance(_record(failure), EdgeRecord)
