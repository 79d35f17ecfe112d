"""A queue as it is, or as it was at an instant, from what the log says: what somebody's position is explained by."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

import asyncpg

from services.cases.api.places.views import OccupancyView
from services.cases.domain.capacity.capacity import Capacity
from services.cases.domain.capacity.usable import usable
from services.cases.domain.places import supply
from services.cases.domain.places.listed import Tally, WaitingList, listed
from services.cases.domain.places.rules import WaitingRule
from services.cases.domain.requests.request import ServiceRequest, evolve
from services.cases.queries import places, requests
from shared.contracts.catalogue_codes import CapacityPart
from shared.contracts.registry import decode
from shared.decision import Refusal
from shared.http import Problem
from shared.runtime.desk import Desk


async def queue_of(conn: asyncpg.Connection, offer: UUID, at: datetime | None) -> WaitingList:
    """Who stands in the queue of an offer now, or stood `at` an instant."""
    if at is None:
        return await places.waiting_list(conn, offer)
    found: dict[UUID, ServiceRequest] = {}
    for row in await requests.told_until(conn, offer, at):
        fact = decode(row["type"], row["data"].encode())
        found[fact.request] = evolve(found.get(fact.request), fact)
    return listed(offer, found.values())


async def offer_of(conn: asyncpg.Connection, offer: UUID) -> asyncpg.Record:
    """Raises Problem 404 when there is no such offer."""
    row = await places.offer(conn, offer)
    if row is None:
        raise Problem("not-found", "There is no such service at a location.")
    return row


def past(at: datetime | None, now: datetime) -> datetime | None:
    """An instant that lies behind, or none for now. Raises Refusal for one that lies ahead."""
    if at is not None and at > now:
        raise Refusal(
            code="instant-ahead", title="That instant lies ahead",
            detail="Nobody knows yet who waits then: leave `at` out, or name an instant behind.",
        )  # fmt: skip
    return at


def rule_then(desk: Desk, service: str, at: datetime) -> WaitingRule:
    """By which rule people waited for a service at a past instant. Raises Refusal for one before every rule."""
    try:
        return supply.rule_of(desk.rules, service, at)
    except LookupError:
        raise Refusal(
            code="instant-before-rules", title="No rule held at that instant",
            detail="By no rule that is configured people waited then: name a later instant.",
        ) from None  # fmt: skip


def missing(capacity: Capacity | None, held: int, at: datetime) -> list[CapacityPart]:
    """What nobody more can be taken for; nothing while a place is free."""
    has = usable(capacity, at)
    return list(has.bottleneck) if has.people is not None and held >= has.people else []


def occupancy(offer: Mapping, capacity: Capacity | None, tally: Tally, at: datetime) -> OccupancyView:
    """What there is of an offer at an instant, as it was known then."""
    known = capacity.as_known(at) if capacity else None
    has = usable(known, at).people
    return OccupancyView(
        offer=offer["offer"], service=offer["service"], location=offer["location"], code=offer["code"], usable=has,
        offered=tally.offered, used=tally.taken, free=None if has is None else has - tally.held,
        waiting=tally.waiting, ready=tally.ready, waits_longest_since=tally.waits_longest_since,
        missing=missing(known, tally.held, at),
    )  # fmt: skip
