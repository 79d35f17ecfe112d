"""Where do I stand? Answered to whoever has the reference of a request: a position, and nothing about anybody."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Annotated, Any
from uuid import UUID

import asyncpg
from fastapi import APIRouter, Request
from pydantic import Field, StringConstraints

from services.cases.api.access import WORKERS
from services.cases.api.places import reading
from services.cases.api.requests import found
from services.cases.api.shape import View, taking
from services.cases.domain.capacity.expected import WINDOW_DAYS, Turnover, expected_days
from services.cases.domain.capacity.usable import usable
from services.cases.domain.places import supply
from services.cases.domain.places.position import position_of
from services.cases.domain.requests import reference
from services.cases.domain.requests.request import RequestState, ServiceRequest
from services.cases.queries import capacity as of_capacity
from services.cases.queries import places
from services.cases.queries import requests as queries
from shared.contracts.catalogue_codes import CapacityPart
from shared.contracts.fields import RuleCode
from shared.http import Problem, allow, audit_read
from shared.runtime.desk import Desk
from shared.security import Role

_ID, _CODE = "019c0b6e-41c7-7a10-8f3e-5d2b9a7c1e05", "7K3M9-QZTAB"


class ReferenceView(View):
    """What somebody who waits is given, to ask where they stand. The code is worked out, and stored nowhere."""

    request: UUID
    code: str = Field(examples=[_CODE])


class Reference(View):
    """What somebody was given."""

    model_config = taking(request=_ID, code=_CODE)

    request: UUID
    code: Annotated[str, StringConstraints(min_length=1, max_length=30)]


class StandingView(View):
    """Where somebody stands. Nobody's name, no reason, and nothing about anybody else."""

    state: RequestState
    service: RuleCode | None
    """Null where it is nobody's matter which service it is."""
    since: datetime
    """Since when they wait: from the request on, however long its decision takes."""
    number: int | None = None
    """1 is next; null when they do not wait for a place, or not yet."""
    missing: list[CapacityPart] = Field(default_factory=list)
    """What no more can be taken for: rooms, staff or places; empty where one is free."""
    expected_days: int | None = None
    """In how many days it is likely to be their turn, by how many left in the last year; null where none can say."""
    answer_due: datetime | None
    """A place is offered to them: until then they have to answer."""


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1", tags=["requests"])

    @routes.get(
        "/requests/{service_request}/reference", response_model=ReferenceView,
        dependencies=[allow(*WORKERS, personal_data=True)], summary="What they may ask with where they stand",
    )  # fmt: skip
    async def given(service_request: UUID, request: Request) -> ReferenceView:
        """Give it to them and to nobody else: whoever has it is answered."""
        seen = await found.read(desk, request, service_request)
        return ReferenceView(request=seen.id, code=reference.code_of(seen.id, keyed()))

    @routes.post(
        "/standing", response_model=StandingView, summary="Where do I stand? (anybody with the reference)",
        dependencies=[allow(Role.RESIDENT, personal_data=True, anonymous=True)],
    )  # fmt: skip
    async def standing(known: Reference, request: Request) -> StandingView:
        """What is wrong with a reference is not told: every wrong one is answered alike. Each reading is recorded."""
        rules = keyed()
        async with desk.pool.acquire() as conn:
            one = reference.asked(await queries.request(conn, known.request), known.code, rules)
            await audit_read(conn, request, [one.case_id, one.person])
            offer = await places.offer(conn, one.offer)
            turn = await where(conn, one) if one.state is RequestState.WAITING else {}
        return StandingView(
            state=one.state, service=None if offer is None or offer["sensitive"] else one.service,
            since=one.requested_at, answer_due=one.answer_due, **turn,
        )  # fmt: skip

    async def where(conn: asyncpg.Connection, one: ServiceRequest) -> dict[str, Any]:
        now = desk.clock.now()
        queue, capacity = await reading.queue_of(conn, one.offer, None), await places.capacity(conn, one.offer)
        left = await of_capacity.turnovers(conn, [one.offer], now - timedelta(days=WINDOW_DAYS))
        held, order = queue.tally(now).held, supply.rule_of(desk.rules, one.service, now).order
        place = position_of(queue, order, now, one.id)
        if place is None:
            # They were offered a place since the request was read.
            return {}
        before = replace(left.get(one.offer, Turnover(0, 0, None)), waiting=place.number - 1)
        return {
            "number": place.number, "missing": reading.missing(capacity, held, now),
            "expected_days": expected_days(usable(capacity, now).people, held, before),
        }  # fmt: skip

    def keyed():
        if desk.rules.key is None:
            raise Problem("not-found", "No references are given here.")
        return desk.rules

    return routes
