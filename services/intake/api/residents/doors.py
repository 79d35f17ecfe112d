"""How often somebody may come by a door that is open to all; whoever came too often is told whom to call."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network
from math import ceil
from uuid import uuid4

from fastapi import Request

from services.intake.domain.residents.door import Bucket, Door, DoorClosed, passed
from shared.calendar import RIGA
from shared.decision import Cause, Decision
from shared.http import Problem
from shared.http.access import ANONYMOUS, actor_of
from shared.runtime.desk import Desk

_HOUSEHOLD = 64
"""As many bits of a newer address name a connection; the rest changes by itself."""


def bucket_id(desk: Desk, request: Request, door: Door, now: datetime) -> str:
    """The keyed digest under which a caller is counted today: an account, or where the call comes from."""
    actor = actor_of(request)
    who = _connection(request) if actor == ANONYMOUS else actor.id
    return desk.rules.fingerprint(f"door:{door}:{now.astimezone(RIGA).date()}:{who}")


async def pass_door(desk: Desk, request: Request, door: Door) -> None:
    """Count somebody who asks, whether or not they get an answer: codes are not to be tried. Raises Problem 429."""
    now = desk.clock.now()
    id, limit = bucket_id(desk, request, door, now), residents(desk).limits[door]
    cause = Cause(uuid4(), now, str(uuid4()), "resident")
    with open_or_told(desk):
        async with desk.pool.acquire() as conn, conn.transaction():
            await desk.decide(
                conn, cause, [(Bucket, id)],
                lambda world: Decision((passed(world.get(Bucket, id), id, limit, now),)),
            )  # fmt: skip


@contextmanager
def open_or_told(desk: Desk) -> Iterator[None]:
    """Turns a closed door into Problem 429, with the number to call."""
    try:
        yield
    except DoorClosed as closed:
        contact = desk.settings.contact
        wait = max(1, ceil(closed.wait / timedelta(seconds=1)))
        raise Problem(
            "too-many-requests",
            f"You have come here often today. Call {contact.call}; if somebody is in danger now, {contact.emergency}.",
            headers={"Retry-After": str(wait)},
            lv=f"Šodien jūs te esat bijuši bieži. Zvaniet {contact.call}; ja kāds ir briesmās, {contact.emergency}.",
        ) from None


def residents(desk: Desk):
    """What residents may do here. Raises Problem 404 where they have no door on the web."""
    if desk.rules.residents is None:
        raise Problem("not-found", f"Residents have no door on the web here: call {desk.settings.contact.call}.")
    return desk.rules.residents


def _connection(request: Request) -> str:
    host = request.client.host if request.client else ""
    try:
        address = ip_address(host)
    except ValueError:
        return host
    return host if address.version == 4 else str(ip_network((address, _HOUSEHOLD), strict=False))
