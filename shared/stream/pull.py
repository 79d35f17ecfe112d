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
    """Facts after a position, where the partition ends, and where each epoch after the first began."""

    partition: int
    head: int
    epoch: int
    forks: list[tuple[int, int]]
    facts: list[PulledFact]

    def recorded(self) -> list[Recorded]:
        return [
            Recorded(
                Event(f.id, f.type, f.key, f.time, f.data, f.causation, f.correlation, f.trace),
                self.partition, f.position, f.epoch,
            )
            for f in self.facts
        ]  # fmt: skip


async def page(conn: asyncpg.Connection, partition: int, after: int, limit: int) -> Page | None:
    """The source's side: one page of a core partition, or None when there is no such partition."""
    async with conn.transaction(isolation="repeatable_read", readonly=True):
        head = await conn.fetchval(
            "select position from event_log_head where partition = $1 and lane = 'core'", partition
        )
        if head is None:
            return None
        epoch = await conn.fetchval("select epoch from log_identity")
        facts = [
            PulledFact(
                position=r.position, epoch=r.epoch, id=r.event.id, type=r.event.type, key=r.event.key,
                time=r.event.time, data=r.event.data, causation=r.event.causation,
                correlation=r.event.correlation, trace=r.event.trace,
            )
            for r in await log.read(conn, partition, after, min(limit, PAGE))
        ]  # fmt: skip
        return Page(partition=partition, head=head, epoch=epoch, forks=await log.forks(conn, partition), facts=facts)


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
