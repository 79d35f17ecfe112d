"""Households: who lives together. Ids and roles only; names are read apart."""

from uuid import UUID

import asyncpg
from fastapi import APIRouter, Response

from services.intake.api.people.acts import CARERS
from services.intake.api.people.views import HouseholdView
from services.intake.api.people.wishes import HouseholdNamed, MemberLeft, MemberNamed
from services.intake.domain.people import household
from services.intake.domain.people.household import Household
from services.intake.queries import people as people_queries
from shared.http import Answer, Command, IfMatch, Problem, allow, etag
from shared.runtime.desk import Desk


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1/households", tags=["people"], dependencies=[allow(*CARERS)])

    @routes.post("", response_model=HouseholdView, status_code=201, summary="Make a household")
    async def make(wish: HouseholdNamed, command: Command) -> Response:
        """Somebody may belong to several: a child to those of both parents."""
        cause = command.cause(desk.clock.now())
        id, members = cause.derive("household"), tuple(named.member() for named in wish.members)

        async def work(conn: asyncpg.Connection) -> Answer:
            touched = [(Household, id), *household.refs(member.person for member in members)]
            decided = await desk.decide(conn, cause, touched, lambda w: household.make(w, id, members, cause))
            after = decided.world.get(Household, id)
            view = HouseholdView.model_validate(after)
            return desk.answer(decided, view, 201, f"/v1/households/{id}", after.version)

        return await command.run(work)

    @routes.get("/{id}", response_model=HouseholdView, summary="One household")
    async def one(id: UUID, response: Response) -> HouseholdView:
        async with desk.pool.acquire() as conn:
            text = await people_queries.household(conn, id)
        if text is None:
            raise Problem("not-found", "There is no such household.")
        view = HouseholdView.model_validate_json(text)
        response.headers["ETag"] = etag(view.version)
        return view

    @routes.post("/{id}/members", response_model=HouseholdView, summary="Add somebody, or change their role")
    async def add(id: UUID, wish: MemberNamed, command: Command, if_match: IfMatch) -> Response:
        return await desk.change(
            command, (Household, id), if_match,
            lambda seen, world, cause: household.add(world, seen, wish.member(), cause), HouseholdView,
            refs=household.refs([wish.person]),
        )  # fmt: skip

    @routes.post("/{id}/members/remove", response_model=HouseholdView, summary="Take somebody out")
    async def take_out(id: UUID, wish: MemberLeft, command: Command, if_match: IfMatch) -> Response:
        return await desk.change(
            command, (Household, id), if_match,
            lambda seen, _, cause: household.take_out(seen, wish.person, cause), HouseholdView,
        )  # fmt: skip

    return routes
