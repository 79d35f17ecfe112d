"""Who may see which document: whoever sees its case, but for one that is kept from most of them."""

from dataclasses import dataclass
from uuid import UUID

import asyncpg
from fastapi import Request

from services.cases.api import access
from services.cases.domain.access import Part
from services.cases.queries import documents as queries
from shared.http import actor_of
from shared.runtime.desk import Desk
from shared.security import Role


@dataclass(frozen=True, slots=True)
class Shelf:
    """The documents as one caller may see them."""

    desk: Desk

    async def found(self, id: UUID, request: Request) -> asyncpg.Record:
        """A document that is not kept from the caller; whether they see its case is asked next, to read or to change.

        Raises Problem 404 when there is none.
        """
        async with self.desk.pool.acquire() as conn:
            row = await queries.document(conn, id, *whoever(request))
        if row is None:
            raise access.nothing()
        return row

    async def to_change(self, id: UUID, request: Request) -> asyncpg.Record:
        """A document that the caller is about to change. Raises Problem 404 when they do not see it."""
        row = await self.found(id, request)
        await access.change(self.desk, request, row["case_id"])
        return row

    async def read(self, conn: asyncpg.Connection, request: Request, case: UUID) -> None:
        """The caller reads documents of a case: checked, and recorded."""
        await access.read(conn, request, case, Part.DOCUMENTS, self.desk.clock.now())


def whoever(request: Request) -> tuple[UUID | None, bool]:
    """The member of staff who asks, and whether they supervise."""
    actor = actor_of(request)
    return access.staff_of(actor), Role.SUPERVISOR in actor.roles
