"""Invented requests, each with all that was ever said of it: where it stands, and the queues, follow from that.

A few offers have very long queues, and most have short ones.
"""

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import reduce
from uuid import UUID

import asyncpg

from services.cases.domain.capacity.capacity import Capacity, Said
from services.cases.domain.catalogue.service_at_location import ServiceAtLocation
from services.cases.domain.places.queue import Queue, moved
from services.cases.domain.requests.request import RequestState, evolve
from shared.contracts.catalogue_codes import CapacityPart
from shared.contracts.codes import Priority
from shared.contracts.fact import Fact
from shared.contracts.request_codes import (
    RefusalReason,
    RequestDecision,
    RequestKind,
    ServiceEndReason,
    ServiceResult,
    WaitingCriterion,
)
from shared.contracts.requests import (
    PlaceAccepted,
    PlaceOffered,
    ServiceDecided,
    ServiceEnded,
    ServiceRequested,
    ServiceStarted,
)
from shared.decision import Cause, derived
from shared.runtime.desk import Desk
from shared.stream import log
from shared.stream.event import Event, event_of
from tests.benchmarks.places.waiting import save
from tests.benchmarks.search.catalogue import Catalogue
from tests.benchmarks.work import cases

ORDER = (WaitingCriterion.URGENCY, WaitingCriterion.POINTS, WaitingCriterion.SINCE)
EACH_CASE = 4
"""Requests of one case."""
_FAR = {"requested": 3, "refused": 5, "waiting": 15, "offered": 1, "accepted": 1, "started": 25, "ended": 50}
"""Of a hundred requests, so many came so far."""
_USED = ("offered", "accepted", "started", "ended")
"""One after the other, once somebody's turn came."""
_LEAST_DAYS = 100
"""Since when the last one waits, or has come to its end."""
_SKEW = 3
_CHUNK = 2_000
_DAY = timedelta(days=1)
_SOMEBODY = UUID(int=1)

Told = tuple[datetime, Fact]


async def enter(conn: asyncpg.Connection, desk: Desk, catalogue: Catalogue, count: int) -> dict[UUID, list[UUID]]:
    """So many requests and what the log says of them, with the queues that follow: who waits, by offer."""
    luck, codes, now = random.Random(count), catalogue.codes, desk.clock.now()
    offers = list(codes.items())
    queues = {offer: Queue(offer, code, ORDER) for offer, code in offers}
    waiting: dict[UUID, list[UUID]] = defaultdict(list)
    for begin in range(0, count, _CHUNK):
        told = [list(_told(number, now, luck, offers)) for number in range(begin, min(begin + _CHUNK, count))]
        found = [reduce(evolve, (fact for _, fact in one), None) for one in told]
        await save(conn, found)
        await log.append(conn, [_event(*said) for one in told for said in one], desk.partitions)
        for one in found:
            queues[one.offer] = moved(queues[one.offer], None, one, ORDER)
            if one.state is RequestState.WAITING:
                waiting[one.offer].append(one.id)
    await save(conn, list(queues.values()))
    await save(conn, [_capacity(one, queues[one.id].held, now) for one in catalogue.offers])
    return waiting


def person(number: int) -> UUID:
    """For whom the request of that number is."""
    return derived(UUID(int=number // EACH_CASE), "person")


def _told(number: int, now: datetime, luck: random.Random, offers: Sequence[tuple[UUID, str]]) -> Iterator[Told]:
    """All that was said of one request, and when."""
    (far,) = luck.choices(list(_FAR), list(_FAR.values()))
    offer, service = offers[int(len(offers) * luck.random() ** _SKEW)]
    at = now - timedelta(days=_LEAST_DAYS + luck.randrange(700), seconds=luck.randrange(86_400))
    of = {"request": derived(UUID(int=number), "request"), "offer": offer, "case": cases.id_of(number // EACH_CASE)}
    yield at, ServiceRequested(
        **of, person=person(number), service=service, kind=RequestKind.NEW, urgency=luck.choice(list(Priority)),
        points=luck.randrange(20), requested_at=at, decide_by=at + 30 * _DAY,
    )  # fmt: skip
    if far == "requested":
        return
    at, reason = at + 20 * _DAY, RefusalReason.NOT_NEEDED if far == "refused" else None
    yield at, ServiceDecided(
        **of, decision=RequestDecision.REFUSED if reason else RequestDecision.GRANTED, decided_at=at, reason=reason,
        decided_by=_SOMEBODY, contest_by=at + 30 * _DAY,
    )  # fmt: skip
    for stage in _USED[: _USED.index(far) + 1] if far in _USED else ():
        at += 20 * _DAY
        yield at, _used(stage, of, at)


def _used(stage: str, of: dict[str, UUID], at: datetime) -> Fact:
    match stage:
        case "offered":
            return PlaceOffered(**of, offered_at=at, answer_due=at + 7 * _DAY, held=0)
        case "accepted":
            return PlaceAccepted(**of, accepted_at=at)
        case "started":
            return ServiceStarted(**of, started_at=at)
    return ServiceEnded(**of, reason=ServiceEndReason.COMPLETED, ended_at=at, result=ServiceResult.GOALS_MET)


def _event(at: datetime, fact: Fact) -> Event:
    cause = Cause(derived(fact.request, fact.type), at, str(fact.request), "bench")
    return event_of(cause, 0, fact.type, fact.key, fact.encode().decode())


def _capacity(offer: ServiceAtLocation, held: int, now: datetime) -> Capacity:
    """As many places as are taken: whoever waits, waits for one of them."""
    begun = now - 900 * _DAY
    return Capacity(offer.id, offer.service, (Said(CapacityPart.PLACES, max(held, 1), 1, begun, begun),))
