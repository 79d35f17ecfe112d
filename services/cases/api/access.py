"""Who may see which case. Every route about a case asks here, with what of the case it is about.

    readers = allow(*READERS, personal_data=True)

    @routes.get("/v1/cases/{case}/plans", dependencies=[readers])
    async def plans(case: UUID, request: Request):
        async with desk.pool.acquire() as conn:
            await access.read(conn, request, case, Part.PLAN, desk.clock.now())   # checks, and records the reading

    @routes.post("/v1/cases/{case}/plans", dependencies=[allow(*WORKERS)])
    async def draft(case: UUID, request: Request, …):
        await access.change(desk, request, case)   # checks; the change is a fact by itself

A thing of a case (a visit, a plan) is found first, then asked for by its `case_id`. In a list, join `social_case c`,
add `queries.sight.seen(n)` with the parameters of `access.sight(…)`, and record with `access.record` what the page
shows. What is not theirs answers 404, like what is not there.

A route that somebody of another agency may call as well declares `allow(*LET_IN, personal_data=True)`, and gives
`sight` the part of the case that it shows.
"""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

import asyncpg
from fastapi import Request

from services.cases.domain.access import Part
from services.cases.queries.sight import EVERYTHING, NOTHING, Sight, case_is_seen, of_account, of_staff
from services.cases.queries.units import units
from shared.http import Problem, actor_of, audit_read
from shared.runtime.desk import Desk
from shared.security import Actor, Role

UNSEEN = "There is none, or none that you may see."
"""Said of both alike: whoever may not see something is not told whether it is there."""

Find = Callable[[asyncpg.Connection, UUID], Awaitable[asyncpg.Record | None]]

READERS = (Role.SOCIAL_WORKER, Role.SUPERVISOR, Role.HEAD)
"""Who reads cases as a member of staff."""
WORKERS = (Role.SOCIAL_WORKER, Role.SUPERVISOR)
"""Who changes cases."""
LET_IN = (*READERS, Role.PROFESSIONAL)
"""Who reads what a grant may open to somebody of another agency."""


async def sight(conn: asyncpg.Connection, actor: Actor, now: datetime, part: Part = Part.SUMMARY) -> Sight:
    """Whose cases the actor sees this part of, at this moment."""
    if actor.roles & {Role.HEAD, Role.AUDITOR}:
        return EVERYTHING
    account = staff_of(actor)
    if account is None:
        return NOTHING
    if actor.roles & set(READERS):
        return await of_staff(conn, account)
    return await of_account(conn, account, part, now)


async def close_sight(conn: asyncpg.Connection, actor: Actor, now: datetime) -> Sight:
    """Of whose cases the actor may know what is sensitive: whoever has one, stands in or opened it; a supervisor of all
    that they see. Not whoever only works in the same unit, nor the head."""
    if Role.SUPERVISOR in actor.roles:
        return await sight(conn, actor, now)
    account = staff_of(actor)
    if account is None or not actor.roles & set(WORKERS):
        return NOTHING
    return replace(await of_staff(conn, account), units=(), cases=())


async def read(conn: asyncpg.Connection, request: Request, case: UUID, part: Part, now: datetime) -> None:
    """The caller reads this part of the case: recorded with the persons it is about. Raises Problem 404 otherwise."""
    found = await _seen(conn, request, case, part, now)
    await audit_read(conn, request, [case, *found["subjects"]])


async def change(desk: Desk, request: Request, case: UUID) -> None:
    """The caller is about to change something of the case. Raises Problem 404 when they do not see it."""
    async with desk.pool.acquire() as conn:
        await _seen(conn, request, case, Part.SUMMARY, desk.clock.now())


async def change_of(desk: Desk, request: Request, find: Find, id: UUID) -> asyncpg.Record:
    """The caller is about to change a thing of a case: its row, which `find` reads and which has its `case_id`.

    Raises Problem 404 when there is no such thing, and when the caller does not see its case.
    """
    async with desk.pool.acquire() as conn:
        found = await find(conn, id)
    if found is None:
        raise nothing()
    await change(desk, request, found["case_id"])
    return found


def nothing() -> Problem:
    """What is raised for a case, or a thing of one, that is not there or is not the caller's to see."""
    return Problem("not-found", UNSEEN)


async def record(conn: asyncpg.Connection, request: Request, cases: Iterable[UUID]) -> None:
    """The caller reads a list of these cases, or of things of them."""
    await audit_read(conn, request, sorted(set(cases)))


def staff_of(actor: Actor) -> UUID | None:
    """The member of staff who asks: their accounts are named by their staff id."""
    try:
        return UUID(actor.id)
    except ValueError:
        return None


async def units_below(conn: asyncpg.Connection, unit: UUID) -> tuple[UUID, ...]:
    """The unit and those under it."""
    return tuple(row["id"] for row in await units(conn, unit))


async def _seen(conn: asyncpg.Connection, request: Request, case: UUID, part: Part, now: datetime) -> asyncpg.Record:
    found = await case_is_seen(conn, await sight(conn, actor_of(request), now, part), case)
    if found is None:
        raise nothing()
    return found
