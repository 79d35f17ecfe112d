"""Closing a gap: pull what is missing from the source's log and apply it through the same cursor as everything else."""

from dataclasses import dataclass

import structlog

from shared.observability.metrics import Metrics
from shared.stream import cursors
from shared.stream.batch import Batch
from shared.stream.cursor import Cursor, Forked, Place, enter, follow
from shared.stream.errors import Transient
from shared.stream.pull import Page, Sources
from shared.stream.record import FactRecord, HeadRecord, pulled_record

_log = structlog.get_logger("catchup")


@dataclass(slots=True)
class CatchUp:
    """Brings one partition of one source up to the source's head."""

    batch: Batch
    sources: Sources
    metrics: Metrics

    async def close(self, place: Place, waiting: FactRecord | HeadRecord | None = None) -> int:
        """Pull and apply until nothing is missing; returns how many facts were pulled.

        `waiting` is the record that showed the gap: it must be no gap any more. Raises Transient (source down, database
        away, or the source does not have what the bus has), Forked (only a person can decide).
        """
        source, partition = place
        pulled = 0
        while True:
            cursor = await self._cursor(place)
            page = await self.sources.page(source, partition, cursor.position)
            if page.epoch > cursor.epoch:
                await self._enter(place, page.epoch, page.forks)
                continue
            self._check(place, cursor, page)
            if not page.facts:
                _reached(place, cursor, waiting)
                return pulled
            await self._apply(place, page)
            pulled += len(page.facts)
            self.metrics.pulled.labels(self.batch.work.name, source).inc(len(page.facts))

    async def _apply(self, place: Place, page: Page) -> None:
        municipality = self.batch.work.municipality
        outcome = await self.batch.apply([pulled_record(place[0], municipality, fact) for fact in page.recorded()])
        if place in outcome.waiting:
            raise Transient(f"the cursor of {place} was moved while its facts were pulled")

    async def _cursor(self, place: Place) -> Cursor:
        async with self.batch.pool.acquire() as conn, conn.transaction():
            return (await cursors.lock(conn, [place]))[place]

    def _check(self, place: Place, cursor: Cursor, page: Page) -> None:
        try:
            follow(cursor, page.epoch, page.head, str(page.at) if page.at else None)
        except Forked as error:
            if not page.open:
                raise Transient(f"the log of {place[0]} is being recovered: {error}") from error
            raise self._forked(place, error) from None
        self.metrics.forked.labels(self.batch.work.name, place[0]).set(0)

    async def _enter(self, place: Place, epoch: int, forks: list[tuple[int, int]]) -> None:
        """Follow the source into its new epoch, unless we applied facts it does not have any more."""
        async with self.batch.pool.acquire() as conn, conn.transaction():
            cursor = (await cursors.lock(conn, [place]))[place]
            try:
                entered = enter(cursor, epoch, forks)
            except Forked as error:
                raise self._forked(place, error) from None
            await cursors.move(conn, {place: entered})

    def _forked(self, place: Place, error: Forked) -> Forked:
        self.metrics.forked.labels(self.batch.work.name, place[0]).set(1)
        _log.error("source_forked", source=place[0], partition=place[1], reason=str(error))
        return error


def _reached(place: Place, cursor: Cursor, waiting: FactRecord | HeadRecord | None) -> None:
    """A bus that knows more than the source's log is not to be asked again at once."""
    if waiting is None:
        return
    wanted = waiting.relayed if isinstance(waiting, HeadRecord) else waiting.position
    if (cursor.epoch, cursor.position) < (waiting.epoch, wanted):
        raise Transient(
            f"the bus has epoch {waiting.epoch}, position {wanted} of {place}, "
            f"the source's log only epoch {cursor.epoch}, position {cursor.position}"
        )
