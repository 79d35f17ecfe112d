"""The log pull: a consumer that misses facts fetches them from the source's own log, over HTTP.

`GET <source>/log/{partition}?after=&limit=` answers with the facts, the partition's head and the log's epochs.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

import asyncpg
import httpx
from pydantic import BaseModel

from shared.stream import log
from shared.stream.errors import Transient
from shared.stream.event import Event, Recorded

PAGE = 500


class PulledFact(BaseModel):
    """One fact of a page. `data` is the JSON text as it was written, so that a pulled fact equals a published one."""

    position: int
    epoch: int
    id: UUID
    type: str
    key: str
    time: datetime
    data: str
    causation: UUID | None
    correlation: str
    trace: str | None


class Page(BaseModel):
    """Facts after a position, and what the log looks like around them.

    `at` is the fact at that position, so that the reader can tell whether this is the log it has been following;
    `forks` says where each epoch after the first began, `open` whether the log was compared with the bus.
    """

    partition: int
    head: int
    epoch: int
    open: bool
    at: UUID | None
    forks: list[tuple[int, int]]
    facts: list[PulledFact]

    def recorded(self) -> list[Recorded]:
        """The facts as the log's present epoch has them, whichever epoch wrote them."""
        found, previous = [], self.at
        for f in self.facts:
            event = Event(f.id, f.type, f.key, f.time, f.data, f.causation, f.correlation, f.trace)
            found.append(Recorded(event, self.partition, f.position, self.epoch, previous))
            previous = f.id
        return found


async def page(conn: asyncpg.Connection, partition: int, after: int, limit: int) -> Page | None:
    """The source's side: one page of a core partition, or None when there is no such partition."""
    async with conn.transaction(isolation="repeatable_read", readonly=True):
        heads, identity = await log.heads(conn), await log.identity(conn)
        if partition not in heads:
            return None
        rows = await log.read(conn, partition, after, min(limit, PAGE))
        return Page(
            partition=partition, head=heads[partition], epoch=identity.epoch, open=identity.open,
            at=await log.fact_at(conn, partition, after), forks=await log.forks(conn, partition),
            facts=[_pulled(row) for row in rows],
        )  # fmt: skip


def _pulled(row: Recorded) -> PulledFact:
    event = row.event
    return PulledFact(
        position=row.position, epoch=row.epoch, id=event.id, type=event.type, key=event.key, time=event.time,
        data=event.data, causation=event.causation, correlation=event.correlation, trace=event.trace,
    )  # fmt: skip


class Sources(Protocol):
    """Where the logs of the other services can be read."""

    async def page(self, source: str, partition: int, after: int) -> Page:
        """Raises Transient when the source does not answer."""


@dataclass(frozen=True, slots=True)
class HttpSources:
    """Sources by their base addresses. `client` carries the service credentials."""

    client: httpx.AsyncClient
    bases: Mapping[str, str]

    async def page(self, source: str, partition: int, after: int) -> Page:
        url = f"{self.bases[source]}/log/{partition}"
        try:
            answer = await self.client.get(url, params={"after": after, "limit": PAGE})
            answer.raise_for_status()
        except httpx.HTTPError as error:
            raise Transient(f"the log of {source} does not answer: {type(error).__name__}") from error
        return Page.model_validate_json(answer.content)
