"""Invented people who wait for places, as the service itself would have written them."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import count, islice
from uuid import UUID

import asyncpg

from services.cases.domain.capacity.capacity import Capacity, Said
from services.cases.domain.catalogue.service import Service
from services.cases.domain.catalogue.service_at_location import ServiceAtLocation
from services.cases.domain.places.listed import key_of, listed
from services.cases.domain.places.queue import Queue
from services.cases.domain.requests.request import RequestState, ServiceRequest
from services.cases.domain.units.staff import Staff
from services.cases.store import TABLES
from shared.contracts.catalogue_codes import CapacityPart
from shared.contracts.codes import Priority
from shared.contracts.request_codes import RequestKind
from shared.decision import State, derived
from shared.runtime.desk import Desk
from tests.benchmarks.places.game import Size
from tests.benchmarks.work import cases

VERSION = 2
"""Of a request that was granted."""
_DAY = timedelta(days=1)


async def enter(conn: asyncpg.Connection, desk: Desk, staff: Staff, size: Size) -> list[list[UUID]]:
    """The places of the first offers of the catalogue, and who waits for them: their requests in their order."""
    people = size.people * size.offers
    await cases.enter(conn, [staff], people * cases.EACH_OPEN)
    codes = {one.id: one.code for one in desk.rules.catalogue if isinstance(one, Service)}
    offers = [one for one in desk.rules.catalogue if isinstance(one, ServiceAtLocation)][: size.offers]
    luck, numbers, lines = random.Random(size.answers), count(), []
    for offer in offers:
        code = codes[offer.service]
        order = desk.rules.places.waited_by(code, cases.NOW.date()).order
        requests = [_request(number, offer.id, code, luck) for number in islice(numbers, size.people)]
        line = sorted(listed(offer.id, requests).entries, key=lambda entry: key_of(entry, order))
        said = Said(CapacityPart.PLACES, size.taken, 1, cases.NOW - 900 * _DAY, cases.NOW - 900 * _DAY)
        await save(conn, [Capacity(offer.id, offer.service, (said,))])
        await save(conn, [Queue(offer.id, code, tuple(order), waiting=len(requests))])
        await save(conn, requests)
        lines.append([entry.request for entry in line])
    await conn.execute("analyze")
    return lines


async def save(conn: asyncpg.Connection, states: Sequence[State]) -> None:
    """States of one kind, in place of what is there."""
    (table,) = (table for table in TABLES.tables if table.kind is type(states[0]))
    await table.save(conn, states)


def _request(number: int, offer: UUID, service: str, luck: random.Random) -> ServiceRequest:
    asked = cases.NOW - luck.randrange(1, 800) * _DAY
    asking = ServiceRequest(
        derived(UUID(int=number), "request"), cases.open_id(number), derived(UUID(int=number), "person"), offer,
        service, RequestKind.NEW, luck.choice(list(Priority)), luck.randrange(5), asked, asked + 30 * _DAY,
    )  # fmt: skip
    return replace(asking, state=RequestState.WAITING, decided_at=asked, version=VERSION)
