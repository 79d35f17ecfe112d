"""One transaction applies up to 500 records: lock cursors, drop repeats, decide, save, park, move cursors, append.

What has to wait (a gap, a later epoch) takes only its own partition out of the batch; what cannot be processed is
parked with its key; what fails all at once opens the circuit.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import asyncpg

from shared.contracts import registry
from shared.contracts.codes import ParkReason
from shared.observability.metrics import Metrics
from shared.stream import cursors, edge, log, parking
from shared.stream.circuit import Circuit
from shared.stream.cursor import Place
from shared.stream.isolation import apply_isolated
from shared.stream.judging import Outcome, judge_all
from shared.stream.reading import unreadable
from shared.stream.record import EdgeRecord, FactRecord, HeadRecord, Record
from shared.stream.telemetry import BatchTelemetry
from shared.stream.work import BEHIND, Applied, Failure, Heard, Stopwatch, Work


@dataclass(slots=True, repr=False)
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
    _telemetry: BatchTelemetry = field(init=False)

    def __post_init__(self) -> None:
        self._telemetry = BatchTelemetry(self.metrics, self.work.name)

    async def apply(self, records: Sequence[FactRecord | HeadRecord | EdgeRecord]) -> Outcome:
        """All or nothing. Raises what `is_transient` knows, CircuitOpen, or a bug outside any one record."""
        async with self.pool.acquire() as conn, conn.transaction():
            outcome, applied = await self._in_transaction(conn, records)
        # Once it is certain, it is remembered and told.
        self.circuit.committed(applied.count, len(_counted(applied.failures)))
        if outcome.appended:
            self.appended()
        self._telemetry.committed(records, outcome, applied.seconds)
        return outcome

    async def _in_transaction(self, conn: asyncpg.Connection, records: Sequence) -> tuple[Outcome, Applied]:
        places = [(r.source, r.partition) for r in records if not isinstance(r, EdgeRecord)]
        outcome = Outcome(cursors=await cursors.lock(conn, places) if places else {})
        standing, applied = dict(outcome.cursors), Applied()
        fresh = await self._unseen(conn, judge_all(records, outcome), applied)
        behind = await parking.waiting(conn, {(r.source, r.key) for r in fresh}) if fresh else set()
        applied.add(await apply_isolated(conn, self.work, self._read(fresh, behind, applied), set()))
        self.circuit.judge(applied.count, len(_counted(applied.failures)))
        await self._park(conn, fresh, applied)
        until = self._until(outcome)
        moved = {p: c for p, c in outcome.cursors.items() if c != standing[p] or p in until}
        await cursors.move(conn, moved, until)
        watch = Stopwatch()
        await log.append(conn, applied.events, self.partitions)
        watch.lap("append")
        applied.seconds |= watch.laps
        outcome.applied, outcome.parked, outcome.appended = applied.count, len(applied.failures), len(applied.events)
        return outcome, applied

    def _until(self, outcome: Outcome) -> dict[Place, datetime]:
        """Until when everything has taken effect; never later than now, however wrong a source's clock is."""
        now = self.now()
        return {place: min(at, now) for place, record in outcome.newest.items() if (at := record.at)}

    async def _unseen(self, conn: asyncpg.Connection, records: Sequence[Record], applied: Applied) -> list[Record]:
        """Without the partners' messages that were received before, which are answered as they were then."""
        messages = [r for r in records if isinstance(r, EdgeRecord)]
        if not messages:
            return list(records)
        receipt = await edge.receive(conn, messages)
        applied.events += receipt.repeated
        applied.failures += receipt.reused
        new = {id(message) for message in receipt.new}
        return [r for r in records if not isinstance(r, EdgeRecord) or id(r) in new]

    def _read(self, fresh: Sequence[Record], behind: set[tuple[str, str]], applied: Applied) -> list[Heard]:
        """Validate each record by itself: one bad record is one failure, whatever stands around it."""
        now, blocked, read = self.now(), set(behind), []
        for record in fresh:
            stands = (record.source, record.key)
            if stands in blocked:
                applied.failures.append(Failure(record, ParkReason.BEHIND, BEHIND))
                continue
            try:
                heard = self.work.read(record, now)
            except registry.UndecodableRecord as error:
                blocked.add(stands)
                applied.failures.append(unreadable(record, error))
                continue
            if heard:
                read.append(heard)
            else:
                applied.count += 1  # deliberately ignored: it has taken its effect, which is none
        return read

    async def _park(self, conn: asyncpg.Connection, fresh: Sequence[Record], applied: Applied) -> None:
        """Park what failed, in the order in which it came, and answer the partners among the senders."""
        order = {id(record): index for index, record in enumerate(fresh)}
        failures = sorted(applied.failures, key=lambda f: order.get(id(f.origin), -1))
        now = self.now()
        applied.events += [event for f in failures if (event := self.work.answer(f, now))]
        applied.events += await parking.park(conn, self.work.name, failures, now)


def _counted(failures: Sequence[Failure]) -> set[tuple[str, str]]:
    """The keys whose failure may be our fault: a partner's bad messages say nothing about us, however many they are."""
    return {f.stands for f in failures if f.reason is not ParkReason.BEHIND and not isinstance(f.origin, EdgeRecord)}
