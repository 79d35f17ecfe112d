"""A log of what teams did for their own wellbeing: counts only, and apart from everything about single people."""

from datetime import date
from uuid import UUID

from fastapi import APIRouter, Response

from services.cases.api.access import READERS
from services.cases.api.caseload.views import TeamEventView, TeamEventWish
from services.cases.domain.caseload.wellbeing import TeamEvent, event_id, hold
from services.cases.domain.units.unit import Unit, must_be_open
from services.cases.queries import caseload as queries
from shared.decision import Cause, Decision, World
from shared.http import Command, Page, Paged, allow
from shared.http.written import Day
from shared.runtime.desk import Desk
from shared.security import Role


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1/team-events", tags=["wellbeing"])
    readers, leaders = allow(*READERS, Role.INTAKE_WORKER), allow(Role.SUPERVISOR, Role.HEAD)

    @routes.get("", response_model=Page[TeamEventView], dependencies=[readers], summary="What teams did together")
    async def listed(paging: Paged, unit: UUID | None = None, since: Day | None = None) -> Page[TeamEventView]:
        """The latest first: what, when, how many and how long."""
        async with desk.pool.acquire() as conn:
            rows = await queries.team_events(conn, unit, since, paging.after(date, UUID), paging.fetch)
        return paging.page([TeamEventView(**row) for row in rows], place=lambda one: (one.held_on, one.id))

    @routes.post("", status_code=201, response_model=TeamEventView, dependencies=[leaders], summary="Note an event")
    async def noted(wish: TeamEventWish, command: Command) -> Response:
        """Nobody who took part is named anywhere."""
        id = event_id(command.cause(desk.clock.now()))
        units = [(Unit, wish.unit)] if wish.unit else []

        def rule(world: World, cause: Cause) -> Decision:
            for ref in units:
                must_be_open(world.get(*ref), "/unit")
            return hold(wish.kind, wish.held_on, wish.participants, wish.minutes, wish.unit, cause)

        return await desk.make(command, (TeamEvent, id), "/v1/team-events", rule, TeamEventView, refs=units)

    return routes
