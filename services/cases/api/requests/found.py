"""A request that something else is about: found, then asked for by its case, as every thing of a case."""

from uuid import UUID

from fastapi import Request

from services.cases.api import access
from services.cases.api.requests.sensitive import must_know
from services.cases.domain.access import Part
from services.cases.domain.requests.request import ServiceRequest
from services.cases.queries import requests as queries
from shared.runtime.desk import Desk


async def request_of(desk: Desk, id: UUID) -> ServiceRequest:
    """Raises Problem 404 when there is no such request."""
    async with desk.pool.acquire() as conn:
        found = await queries.request(conn, id)
    if found is None:
        raise access.nothing()
    return found


async def read(desk: Desk, request: Request, id: UUID) -> ServiceRequest:
    """The caller reads about a request: recorded. Raises Problem 404 when they do not see its case.

    Whether they may know which service it is, is asked apart: `sensitive.untold`, `sensitive.must_know`.
    """
    found = await request_of(desk, id)
    async with desk.pool.acquire() as conn:
        await access.read(conn, request, found.case_id, Part.SUMMARY, desk.clock.now())
    return found


async def read_closely(desk: Desk, request: Request, id: UUID) -> ServiceRequest:
    """The caller reads what tells which service it is. Raises the Refusal of who may not know that, too."""
    found = await read(desk, request, id)
    await must_know(desk, request, found.case_id, found.offer)
    return found


async def change(desk: Desk, request: Request, id: UUID) -> ServiceRequest:
    """The caller is about to change something about a request. Raises Problem 404 when they do not see its case."""
    found = await request_of(desk, id)
    await access.change(desk, request, found.case_id)
    await must_know(desk, request, found.case_id, found.offer)
    return found
