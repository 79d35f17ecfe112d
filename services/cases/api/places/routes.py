"""Places: what there is of each offer, who waits for it and why, and the next place for whoever is next."""

from typing import Annotated
from uuid import UUID

import asyncpg
from fastapi import APIRouter, Query, Request, Response

from services.cases.api import access
from services.cases.api.access import READERS, WORKERS
from services.cases.api.places import reading
from services.cases.api.places.views import EntryView, OccupancyView, OfferedView, QueueView
from services.cases.api.requests.sensitive import is_sensitive, sight_at, withheld
from services.cases.domain.places import offering, supply
from services.cases.domain.places.listed import next_in_line
from services.cases.domain.places.position import positions
from services.cases.queries import places as queries
from services.cases.queries import requests as of_requests
from shared.contracts.requests import PlaceOffered
from shared.decision import Decision, World
from shared.http import REFUSING, Answer, Command, Page, Paged, actor_of, allow
from shared.http.written import Instant
from shared.runtime.desk import Desk
from shared.security import Role

PastInstant = Annotated[Instant | None, Query(description="As it was then; now when left out")]


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1/places", tags=["places"])

    @routes.get(
        "", response_model=Page[OccupancyView], dependencies=[allow(*READERS)], summary="Every place, and who is short"
    )
    async def occupancy(
        paging: Paged, service: Annotated[UUID | None, Query(description="Only of this service")] = None
    ) -> Page[OccupancyView]:
        """What there is of each service at each location, who uses it, how many wait, and what is missing."""
        now = desk.clock.now()
        async with desk.pool.acquire() as conn:
            rows = await queries.offers(conn, service, *paging.after(UUID), paging.fetch, now)
        found = [reading.occupancy(row, row["capacity"], row["tally"], now) for row in rows]
        return paging.page(found, place=lambda one: (one.offer,))

    @routes.get(
        "/{offer}", response_model=QueueView, dependencies=[allow(*READERS, personal_data=True)], responses=REFUSING,
        summary="Who waits, since when and why",
    )  # fmt: skip
    async def waiting(offer: UUID, request: Request, paging: Paged, at: PastInstant = None) -> QueueView:
        """Everybody who waits in their order, now or at any past moment; who they are, only of cases that you see.

        It comes in pages. Turn them with the `at` of the first, or somebody may move between two of them.
        """
        now, (last,) = desk.clock.now(), paging.after(int)
        then = reading.past(at, now) or now
        async with desk.pool.acquire() as conn:
            row = await reading.offer_of(conn, offer)
            queue = await reading.queue_of(conn, offer, at)
            capacity = await queries.capacity(conn, offer)
        rule = reading.rule_then(desk, row["code"], then)
        places = [(id, one) for id, one in positions(queue, rule.order, then).items() if one.number > (last or 0)]
        page = paging.page(places[: paging.fetch], place=lambda one: (one[1].number,))
        by_request = {entry.request: entry for entry in queue.entries}
        first = next_in_line(queue.entries, rule.order, then)
        async with desk.pool.acquire() as conn:
            sight = await sight_at(desk, conn, request, offer)
            asked = {by_request[id].case_id for id, _ in page.items} | ({first.case_id} if first else set())
            mine = await of_requests.seen_cases(conn, sight, sorted(asked))
            await access.record(conn, request, mine)
        known = {entry.request for entry in queue.entries if entry.case_id in mine or not is_sensitive(desk, offer)}
        return QueueView(
            at=then, occupancy=reading.occupancy(row, capacity, queue.tally(then), then), order=list(rule.order),
            rule=rule.code, source=rule.source, next=first.request if first and first.request in known else None,
            entries=[
                EntryView.of(by_request[id], found, mine=by_request[id].case_id in mine, known=id in known)
                for id, found in page.items
            ],
            more=page.next,
        )  # fmt: skip

    @routes.post(
        "/{offer}/next", status_code=201, response_model=OfferedView, dependencies=[allow(*WORKERS)],
        summary="Offer the next place to whoever is next",
    )  # fmt: skip
    async def offer_next(offer: UUID, request: Request, command: Command) -> Response:
        """Nobody chooses: the rule does. Whoever has their case gets a task to ask them until the offer runs out. Of a
        sensitive service, who it is stays with few: a supervisor does it."""
        if is_sensitive(desk, offer) and Role.SUPERVISOR not in actor_of(request).roles:
            raise withheld()
        async with desk.pool.acquire() as conn:
            service = (await reading.offer_of(conn, offer))["code"]

        async def work(conn: asyncpg.Connection) -> Answer:
            cause = command.cause(desk.clock.now())

            def rule(world: World) -> Decision:
                return offering.offer_next(supply.line(world, offer, service, cause, desk.rules))[1]

            order = supply.rule_of(desk.rules, service, cause.time).order
            refs = [*supply.refs(offer), supply.front(offer, cause.time, order)]
            decided = await desk.decide(conn, cause, refs, rule)
            (fact,) = [fact for fact in decided.decision.facts if isinstance(fact, PlaceOffered)]
            shown = OfferedView(request=fact.request, answer_due=fact.answer_due)
            return desk.answer(decided, shown, 201, f"/v1/requests/{fact.request}")

        return await command.run(work)

    return routes
