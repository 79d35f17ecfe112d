"""An import: up to 500 rows in one transaction, taken by the same load → decide → save → append as any other message.

How far the file is moves in that transaction, so an import that is killed goes on where it stopped, and what became of
every row is certain: it was taken, repeated something, or was rejected.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from uuid import UUID

import asyncpg
import stamina

from shared.bulk import jobs
from shared.bulk.jobs import Counts, Job
from shared.bulk.judging import Judge, Rejection, rejection
from shared.bulk.rejected import RejectedRows
from shared.decision import Decision, Handler
from shared.stream import log
from shared.stream.batch import Batch
from shared.stream.deciding import Deciding
from shared.stream.errors import is_transient
from shared.stream.isolation import apply_isolated
from shared.stream.work import Applied, Heard
from shared.tabular.rows import Place, Row, Rows

AT_ONCE = 500
_TRIES, _PATIENCE = 8, 60.0

Rejections = list[tuple[Row, Rejection]]


@dataclass(frozen=True, slots=True)
class Judged:
    """Rows that were read: the commands that they are, and by its line why another one is none."""

    rows: Sequence[Row]
    heard: Sequence[Heard]
    why: Mapping[str, Rejection]
    after: Place


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of the rows of one batch. `new` are those that changed something, `rejections` are in file order."""

    applied: Applied
    counts: Counts
    rejections: Rejections
    new: list[Heard]


@dataclass
class Importing:
    """Takes the rows of one file. `told` hears of every batch that is certain."""

    batch: Batch
    judge: Judge
    rejected: RejectedRows
    told: Callable[[Job, Rejections], None]
    _changing: set[UUID] = field(default_factory=set)
    """The causes in this batch that changed something."""

    async def run(self, rows: Rows, job: Job) -> Job:
        """Take all rows from where the job stands. Raises what is transient when it does not pass after some tries."""
        while (judged := self.read(rows)).rows:
            job, rejections = await self._patiently(judged, job)
            self.told(job, rejections)
        async with self.batch.pool.acquire() as conn:
            await jobs.finish(conn, job)
        return job

    def read(self, rows: Rows) -> Judged:
        """The next rows, each judged by itself; none at the end of the file."""
        some, heard, why, now = list(islice(rows, AT_ONCE)), [], {}, self.batch.now()
        for row in some:
            try:
                heard.append(self.judge.heard(row, now))
            except Rejection as error:
                why[str(row.line)] = error
        return Judged(some, heard, why, rows.now)

    async def _patiently(self, judged: Judged, job: Job) -> tuple[Job, Rejections]:
        """The batch, tried again when what was in its way may have passed."""
        async for attempt in stamina.retry_context(on=is_transient, attempts=_TRIES, timeout=_PATIENCE):
            with attempt:
                return await self._batch(judged, job)
        raise AssertionError("the last try returns or raises")

    async def _batch(self, judged: Judged, job: Job) -> tuple[Job, Rejections]:
        async with self.batch.pool.acquire() as conn, conn.transaction():
            seen = await jobs.lock(conn, job.id)
            if seen.place == judged.after:
                return seen, []  # It was committed, and only the answer got lost.
            taken = await self.take(conn, judged)
            length = self.rejected.write(taken.rejections, job.rejected_bytes)
            job = job.after(judged.after, taken.counts, length)
            await jobs.move(conn, job)
            await log.append(conn, taken.applied.events, self.batch.partitions)
        return job, taken.rejections

    async def take(self, conn: asyncpg.Connection, judged: Judged) -> Taken:
        """Let rows take effect in the caller's transaction, without appending. A row that cannot harms no other."""
        self._changing.clear()
        applied = await apply_isolated(conn, self._work, judged.heard, set())
        why = {**judged.why, **{failure.record.key: rejection(failure) for failure in applied.failures}}
        done = [one for one in judged.heard if one.key not in why]
        # The same message twice in one batch: the first one changed something, the second one repeats it.
        new = {one.cause.id: one for one in reversed(done) if one.cause.id in self._changing}
        counts = Counts(len(judged.rows), len(new), len(done) - len(new), len(why))
        rejections = [(row, why[str(row.line)]) for row in judged.rows if str(row.line) in why]
        return Taken(applied, counts, rejections, list(new.values()))

    @property
    def _work(self) -> Deciding:
        """The service's own work, which also notes what changes something: the other rows repeat what was said."""
        name = self.judge.command
        handler = self.batch.work.commands[name]

        def decide(world, said, cause, rules) -> Decision:
            decision = handler.decide(world, said, cause, rules)
            if decision.states:
                self._changing.add(cause.id)
            return decision

        return replace(self.batch.work, commands={name: Handler(handler.refs, decide)})
