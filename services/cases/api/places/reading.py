"""A queue as it is, or as it was at an instant, from what the log says: what somebody's position is explained by."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

import asyncpg

from services.cases.api.places.views import OccupancyView
from services.cases.api.requests.views import AheadView
from services.cases.domain.capacity.capacity import Capacity
from services.cases.domain.capacity.usable import usable
from services.cases.domain.places.position import Position
from services.cases.domain.places.queue import Queue, with_request
from services.cases.domain.places.rules import WaitingRule
from services.cases.domain.requests.request import RequestState, ServiceRequest, evolve
from services.cases.queries import places, requests
from shared.calendar import RIGA
from shared.contracts.catalogue_codes import CapacityPart
from shared.contracts.registry import decode
from shared.decision import Refusal
from shared.http import Problem
from shared.runtime.desk import Desk


async def queue_of(conn: asyncpg.Connection, offer: UUID, service: str, at: datetime | None) -> Queue:
    """The queue of an offer now, or as it was `at` an instant. Where nobody has waited yet, it is empty."""
    if at is None:
        return await places.queue(conn, offer) or Queue(offer, service)
    found: dict[UUID, ServiceRequest] = {}
    for row in await requests.told_until(conn, offer, at):
        fact = decode(row["type"], row["data"].encode())
        found[fact.request] = evolve(found.get(fact.request), fact)
    queue = Queue(offer, service)
    for one in found.values():
        queue = with_request(queue, one, ())
    return queue


async def offer_of(conn: asyncpg.Connection, offer: UUID) -> asyncpg.Record:
    """Raises Problem 404 when there is no such offer."""
    row = await places.offer(conn, offer)
    if row is None:
        raise Problem("not-found", "There is no such service at a location.")
    return row


def rule_of(desk: Desk, service: str, at: datetime) -> WaitingRule:
    """By which rule people waited for a service at an instant."""
    return desk.rules.places.waited_by(service, at.astimezone(RIGA).date())


def past(at: datetime | None, now: datetime) -> datetime | None:
    """An instant that lies behind, or none for now. Raises Refusal for one that lies ahead."""
    if at is not None and at > now:
        raise Refusal(
            code="instant-ahead", title="That instant lies ahead",
            detail="Nobody knows yet who waits then: leave `at` out, or name an instant behind.",
        )  # fmt: skip
    return at


def missing(capacity: Capacity | None, held: int, at: datetime) -> list[CapacityPart]:
    """What nobody more can be taken for; nothing while a place is free."""
    has = usable(capacity, at)
    return list(has.bottleneck) if has.people is not None and held >= has.people else []


def occupancy(offer: dict, capacity: Capacity | None, queue: Queue, at: datetime) -> OccupancyView:
    """What there is of an offer at an instant, as it was known then."""
    known = capacity.as_known(at) if capacity else None
    has, waiting = usable(known, at).people, [entry for entry in queue.entries if entry.waits]
    offered = sum(entry.state is RequestState.OFFERED for entry in queue.entries)
    return OccupancyView(
        offer=queue.id, service=offer["service"], location=offer["location"], code=offer["code"], usable=has,
        offered=offered, used=queue.taken, free=None if has is None else has - queue.held, waiting=len(waiting),
        ready=sum(entry.may_be_offered(at) for entry in waiting),
        waits_longest_since=min((entry.since for entry in waiting), default=None),
        missing=missing(known, queue.held, at),
    )  # fmt: skip


def ahead(position: Position) -> Iterable[AheadView]:
    return [AheadView(criterion=what, count=count) for what, count in position.ahead.items()]
