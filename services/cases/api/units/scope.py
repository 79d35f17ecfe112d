"""Whose staff somebody decides about: a supervisor about those of their units and the ones below, a head about all."""

from uuid import UUID

import asyncpg
from fastapi import Request

from services.cases.api.access import staff_of
from services.cases.queries import units as queries
from shared.decision import Refusal
from shared.http import actor_of
from shared.security import Role


async def units_of(conn: asyncpg.Connection, request: Request) -> list[UUID] | None:
    """The units whose supervisor the caller is; None for a head: all."""
    actor = actor_of(request)
    if Role.HEAD in actor.roles:
        return None
    staff = staff_of(actor)
    return await queries.units_of(conn, staff) if staff else []


async def must_lead(conn: asyncpg.Connection, request: Request, unit: UUID) -> None:
    """Raises Refusal when the unit is not the caller's."""
    units = await units_of(conn, request)
    if units is not None and unit not in units:
        raise Refusal(
            code="unit-not-yours", title="This is another unit's", status=403,
            detail="A supervisor decides about their own unit and those below it: ask theirs, or the head.",
        )  # fmt: skip
