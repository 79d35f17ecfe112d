"""Closing a gap: pull what is missing from the source's log and apply it through the same cursor as everything else."""

from dataclasses import dataclass, replace

import structlog

from shared.observability.metrics import Metrics
from shared.stream import cursors
from shared.stream.batch import Batch
from shared.stream.cursor import Forked, enter
from shared.stream.cursors import Place
from shared.stream.errors import Transient
from shared.stream.pull import Sources
from shared.stream.record import pulled_record

_log = structlog.get_logger("catchup")


@dataclass(slots=True)
class CatchUp:
    """Brings one partition of one source up to the source's head."""

    batch: Batch
    sources: Sources
    metrics: Metrics

    async def close(self, place: Place) -> int:
        """Pull and apply until nothing is missing; returns how many facts were pulled.

        Raises Transient (source down, database away), Forked (only a person can decide).
        """
        source, partition = place
        pulled = 0
        while True:
            cursor = await self._cursor(place)
            page = await self.sources.page(source, partition, cursor.position)
            if page.epoch > cursor.epoch:
                await self._enter(place, page.epoch, page.forks)
                continue
            if not page.facts:
                return pulled
            # What the log holds now is valid in its present epoch, whichever epoch wrote it.
            facts = [replace(fact, epoch=page.epoch) for fact in page.recorded()]
            outcome = await self.batch.apply(
                [pulled_record(source, self.batch.work.municipality, fact) for fact in facts]
            )
            if place in outcome.waiting:
                raise Transient(f"the log of {source} changed its epoch while it was pulled")
            pulled += len(page.facts)
            self.metrics.pulled.labels(self.batch.work.name, source).inc(len(page.facts))

    async def _cursor(self, place: Place):
        async with self.batch.pool.acquire() as conn, conn.transaction():
            return (await cursors.lock(conn, [place]))[place]

    async def _enter(self, place: Place, epoch: int, forks) -> None:
        """Follow the source into its new epoch, unless we applied facts it does not have any more."""
        async with self.batch.pool.acquire() as conn, conn.transaction():
            cursor = (await cursors.lock(conn, [place]))[place]
            try:
                entered = enter(cursor, epoch, forks)
            except Forked:
                self.metrics.forked.labels(self.batch.work.name, place[0]).set(1)
                _log.error("source_forked", source=place[0], partition=place[1], position=cursor.position, epoch=epoch)
                raise
            await cursors.move(conn, {place: entered}, {})
