"""Where logs are read again: in the databases, by an operator's command; at their owners, by the running service."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Protocol

import asyncpg

from shared.stream import log
from shared.stream.cursor import Place
from shared.stream.event import Recorded
from shared.stream.pull import Sources

_PAGE = 1000


class Logs(Protocol):
    """The logs of all services."""

    async def page(self, place: Place, after: int) -> list[Recorded]:
        """Some facts of one partition with positions above `after`, in order; empty at its end."""


@dataclass(frozen=True, slots=True)
class StoredLogs:
    """The databases of all services, by name."""

    pools: Mapping[str, asyncpg.Pool]

    async def page(self, place: Place, after: int) -> list[Recorded]:
        source, partition = place
        async with self.pools[source].acquire() as conn:
            return await log.read(conn, partition, after, _PAGE)


@dataclass(frozen=True, slots=True)
class PulledLogs:
    """What the services answer when they are asked for their logs. Raises Transient when one does not answer."""

    sources: Sources

    async def page(self, place: Place, after: int) -> list[Recorded]:
        return (await self.sources.page(*place, after)).recorded()


async def pages(logs: Logs, place: Place, after: int, end: int) -> AsyncIterator[list[Recorded]]:
    """The facts of a partition from after `after` up to `end`, in order; never more than one page in memory."""
    while after < end:
        page = [fact for fact in await logs.page(place, after) if fact.position <= end]
        if not page:
            return
        yield page
        after = page[-1].position
