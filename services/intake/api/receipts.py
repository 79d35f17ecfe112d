"""A partner's receipts over HTTP, with long polling: whoever has no Kafka client reads the same receipts here."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Query

from services.intake import store
from services.intake.api.views import Receipts, ReceiptView
from services.intake.queries import referrals as queries
from shared.contracts.partner import ReferralRegistered
from shared.contracts.registry import topics_of
from shared.http import Problem
from shared.runtime.desk import Desk
from shared.runtime.partner import Partner

_LONGEST_WAIT = 30
_LOOK_AGAIN = 1.0
"""Seconds: another process may have written, which wakes nobody here."""
_LIMIT = 100
_TOPIC = topics_of(ReferralRegistered)[0]
_REFUSED = {400: {"$ref": "#/components/responses/Problem400"}}

After = Annotated[
    str | None,
    Query(
        max_length=60,
        description="`next` of the answer before; left out, it begins with your first receipt",
        json_schema_extra={"format": "cursor"},
    ),
]
Wait = Annotated[
    int, Query(ge=0, le=_LONGEST_WAIT, description="How many seconds to wait for a receipt when there is none yet")
]


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1/receipts", tags=["referrals"])
    municipality = desk.settings.municipality.slug

    @routes.get("", response_model=Receipts, responses=_REFUSED, summary="Your own receipts (partners)")
    async def receipts(actor: Partner, after: After = None, wait: Wait = 0) -> Receipts:
        """In the order in which they were sent, up to 100. Call again with `next` as `after`, however often."""
        place, topic = place_after(after), _TOPIC.named(municipality, actor.partner)
        found = []
        if after:
            async with desk.pool.acquire() as conn:
                await store.receipts_read(conn, actor.partner, place, desk.clock.now())
        with desk.wake.listening() as woken:
            try:
                async with asyncio.timeout(wait or None):
                    while not (found := await read(topic, place)) and wait:
                        woken.clear()
                        await _woken(woken)
            except TimeoutError:
                pass
        last = found[-1] if found else None
        return Receipts(
            items=[ReceiptView(**row) for row in found],
            next=f"{last['epoch']}.{last['position']}" if last else after or "0.0",
        )

    async def read(topic: str, place: tuple[int, int]) -> list:
        async with desk.pool.acquire() as conn:
            return await queries.receipts(conn, topic, *place, _LIMIT)

    return routes


async def _woken(event: asyncio.Event) -> None:
    try:
        async with asyncio.timeout(_LOOK_AGAIN):
            await event.wait()
    except TimeoutError:
        return


def place_after(after: str | None) -> tuple[int, int]:
    """Epoch and position of the last receipt that was read. A restored log gives positions out again, in a new epoch.

    Raises Problem 400 for what is no cursor of ours.
    """
    try:
        epoch, position = map(int, (after or "0.0").split("."))
    except ValueError:
        raise Problem("bad-cursor", "The cursor is not one that this list gave; take `next` as it is.") from None
    if not (0 <= epoch < 2**31 and 0 <= position < 2**63):
        raise Problem("bad-cursor", "The cursor is not one that this list gave; take `next` as it is.")
    return epoch, position
