"""A list as CSV, page by page as the database writes it: a million lines take no more memory than a page of them."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from uuid import UUID

import asyncpg

from services.reporting.export.lists import List

LINES = 10_000
"""To a page: a few megabytes."""
MARK = "\ufeff".encode()
"""Without it Excel takes the letters for another encoding."""

Reading = Callable[[], AbstractAsyncContextManager[asyncpg.Connection]]
"""Gives a connection for one page. None is held while somebody reads slowly: a snapshot would keep dead rows alive."""


@dataclass(frozen=True, slots=True)
class Part:
    """The lines of a list within a period, after that of an id; all of them without one."""

    list: List
    since: datetime
    until: datetime
    after: UUID | None = None

    async def pages(self, reading: Reading) -> AsyncIterator[bytes]:
        """In the order of ids, with a heading where the list begins; at least one page, which may be empty.

        Whoever was cut off asks again after the id of the last whole line that came.
        """
        after, written = self.after, await self._page(reading, self.after)
        yield written if after else self._heading() + written
        while written:
            last = written[written.rfind(b"\n", 0, -1) + 1 :]
            after = UUID(last[:36].decode())
            if written := await self._page(reading, after):
                yield written

    def _heading(self) -> bytes:
        return MARK + ",".join(column.name for column in self.list.columns).encode() + b"\n"

    async def _page(self, reading: Reading, after: UUID | None) -> bytes:
        page, period = BytesIO(), (self.since, self.until)
        async with reading() as conn:
            await conn.copy_from_query(self.list.page, *period, after, LINES, output=page, format="csv")
        return page.getvalue()
