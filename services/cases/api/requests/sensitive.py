"""Who may know which sensitive service somebody has to do with. Others who see the case see that there is one.

Those are whoever has the case, stands in or opened it, and their supervisors: `close_sight`. What is asked by a case is
shown without the service (`untold`); what is asked by an offer, only of the cases of that closer sight (`sight_at`).
"""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

import asyncpg
from fastapi import Request

from services.cases.api import access
from services.cases.queries.sight import Sight, seen_of
from shared.decision import Refusal
from shared.http import actor_of
from shared.runtime.desk import Desk

UNTOLD = {"offer": None, "service": None}
"""What a request does not show to whoever may not know which service it is."""


def is_sensitive(desk: Desk, offer: UUID | None) -> bool:
    return offer in desk.rules.sensitive_offers


async def sight_at(desk: Desk, conn: asyncpg.Connection, request: Request, offer: UUID | None) -> Sight:
    """Of whose cases the caller may know that they have to do with an offer."""
    look = access.close_sight if is_sensitive(desk, offer) else access.sight
    return await look(conn, actor_of(request), desk.clock.now())


async def untold(
    desk: Desk, conn: asyncpg.Connection, request: Request, rows: Iterable[Mapping[str, Any]]
) -> frozenset[UUID]:
    """The ids of those requests whose service the caller may not know; each row has `id`, `case_id` and `offer`."""
    hidden = [row for row in rows if is_sensitive(desk, row["offer"])]
    if not hidden:
        return frozenset()
    close = await access.close_sight(conn, actor_of(request), desk.clock.now())
    known = await seen_of(conn, close, [row["case_id"] for row in hidden])
    return frozenset(row["id"] for row in hidden if row["case_id"] not in known)


async def must_know(desk: Desk, request: Request, case: UUID, offer: UUID | None) -> None:
    """Raises the Refusal of somebody who sees the case, and may not know which service it has to do with."""
    if not is_sensitive(desk, offer):
        return
    async with desk.pool.acquire() as conn:
        close = await access.close_sight(conn, actor_of(request), desk.clock.now())
        if case not in await seen_of(conn, close, [case]):
            raise withheld()


def withheld() -> Refusal:
    return Refusal(
        code="service-undisclosed", status=403, title="Which service it is, stays with few",
        detail="The service is sensitive: whoever has the case, stands in or opened it does this, or a supervisor.",
    )  # fmt: skip
