"""Who may know and write who comes to a session: whoever leads it, at a place of their own unit.

To be named as its leader is not enough, for anybody may name themselves: they see of it what their cases show them.
"""

from collections.abc import Collection, Sequence
from typing import TypeVar
from uuid import UUID

import asyncpg
from fastapi import Request

from services.cases.api import access
from services.cases.api.attendance.found import session_of
from services.cases.api.attendance.views import SessionView
from services.cases.api.requests.sensitive import sight_at, untold
from services.cases.domain.attendance.session import Session
from services.cases.queries import attendance as queries
from services.cases.queries import requests
from services.cases.queries.units import units_of
from shared.http import actor_of
from shared.runtime.desk import Desk

Shown = TypeVar("Shown", bound=SessionView)


async def own_offers(conn: asyncpg.Connection, request: Request) -> frozenset[UUID]:
    """What the caller's units offer, and those below them."""
    staff = access.staff_of(actor_of(request))
    return await queries.offers_of(conn, await units_of(conn, staff)) if staff else frozenset()


def leads(request: Request, session: Session | SessionView, own: Collection[UUID]) -> bool:
    """Whether the caller leads the session at one of their `own` offers."""
    return session.offer in own and access.staff_of(actor_of(request)) in session.staff


async def told(desk: Desk, conn: asyncpg.Connection, request: Request, sessions: Sequence[Shown]) -> list[Shown]:
    """The sessions as the caller may see them: for whom alone one of a sensitive service is, few are told."""
    own = await own_offers(conn, request)
    alone = [one.request for one in sessions if one.request and not leads(request, one, own)]
    hidden = await untold(desk, conn, request, await requests.cases_of(conn, alone))
    return [one.model_copy(update={"request": None}) if one.request in hidden else one for one in sessions]


async def may_write(desk: Desk, request: Request, session: Session, about: Sequence[UUID]) -> None:
    """The caller writes down something about these requests at a session: its leader, or whoever sees their cases.

    Raises Problem 404 otherwise.
    """
    async with desk.pool.acquire() as conn:
        if leads(request, session, await own_offers(conn, request)):
            return
        if await queries.unseen(conn, await sight_at(desk, conn, request, session.offer), about):
            raise access.nothing()


async def may_act(desk: Desk, request: Request, id: UUID) -> None:
    """The caller changes a session. One that is for somebody alone, only its leader or whoever sees their case does.

    Raises Problem 404 otherwise: the answer would tell for whom it is.
    """
    session = await session_of(desk, id)
    await may_write(desk, request, session, [session.request] if session.request else [])
