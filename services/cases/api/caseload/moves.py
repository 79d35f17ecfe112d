"""Who should be given a case, how far it is to it, and moving a whole caseload: looked at, then done at once."""

from typing import Annotated
from uuid import UUID

import asyncpg
from fastapi import APIRouter, Query, Request, Response

from services.cases.api import access
from services.cases.api.access import WORKERS
from services.cases.api.caseload.reading import candidates, features, held
from services.cases.api.caseload.views import (
    AT_ONCE,
    DistanceView,
    DistanceWish,
    MoveAll,
    Moved,
    MovePlan,
    MoveView,
    Proposals,
    ProposalView,
)
from services.cases.api.units.scope import must_lead
from services.cases.domain.access import Part
from services.cases.domain.case import Case
from services.cases.domain.caseload import distance
from services.cases.domain.caseload.distance import CaseDistance
from services.cases.domain.caseload.fit import Wanted, propose
from services.cases.domain.caseload.moving import Carried, Move, move, plan
from services.cases.domain.units.absence import today
from services.cases.domain.units.listing import Language
from services.cases.domain.units.staff import Staff
from services.cases.queries import caseload as queries
from services.cases.queries import units as unit_queries
from shared.http import Answer, Command, Problem, allow
from shared.runtime.desk import Desk
from shared.security import Role


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1", tags=["caseload"])
    leaders = allow(Role.SUPERVISOR, Role.HEAD)
    helps = {code: training.helps_with for code, training in desk.settings.trainings.items()}

    @routes.get(
        "/cases/{case}/assignment", response_model=Proposals, summary="Who should be given the case",
        dependencies=[allow(Role.SUPERVISOR, Role.HEAD, personal_data=True)],
    )  # fmt: skip
    async def proposed(case: UUID, request: Request, language: Language | None = None) -> Proposals:
        """The twenty best, each with what speaks for them, and who of its unit is away with their deputy."""
        rules = held(desk)
        async with desk.pool.acquire() as conn:
            await access.read(conn, request, case, Part.SUMMARY, desk.clock.now())
            row = await queries.wanted(conn, case)
            wanted = Wanted(row["unit"], await queries.near(conn, row["unit"]), row["needs"], language)
            found = propose(wanted, await candidates(conn, desk, rules), rules.fit, helps)
        return Proposals(
            rule=rules.fit.code, source=rules.fit.source,
            candidates=[ProposalView.model_validate(one) for one in found],
        )  # fmt: skip

    @routes.post(
        "/cases/{case}/distance", status_code=201, response_model=DistanceView, dependencies=[allow(*WORKERS)],
        summary="Note how far it is",
    )  # fmt: skip
    async def far(case: UUID, wish: DistanceWish, request: Request, command: Command) -> Response:
        """One way, in minutes: it weighs. Noted again, it is corrected."""
        await access.change(desk, request, case)
        known, of = (CaseDistance, case), (Case, case)
        return await desk.make(
            command, known, f"/v1/cases/{case}",
            lambda world, _: distance.note(world.get(*of), world.get(*known), wish.minutes), DistanceView, refs=[of],
        )  # fmt: skip

    @routes.get(
        "/staff/{staff}/caseload/plan", response_model=MovePlan, dependencies=[leaders],
        summary="How a caseload could be moved",
    )  # fmt: skip
    async def planned(
        staff: UUID, request: Request, to: Annotated[list[UUID] | None, Query(max_length=50)] = None
    ) -> MovePlan:
        """Each open case of somebody to whoever fits it best, or the best of those named by `to`; 200 at once.

        Those whose clock runs out first. Changes nothing.
        """
        rules = held(desk)
        async with desk.pool.acquire() as conn:
            await must_lead_them(conn, staff, request)
            rows = await queries.carried(conn, staff, AT_ONCE)
            near = {unit: await queries.near(conn, unit) for unit in {row["unit"] for row in rows}}
            others = [one for one in await candidates(conn, desk, rules) if one.staff != staff]
        chosen = [one for one in others if not to or one.staff in to]
        cases = [Carried(row["id"], row["version"], row["unit"], features(row)) for row in rows]
        moves = plan(cases, chosen, near, rules.weights, rules.fit, helps)
        return MovePlan(moves=[MoveView.model_validate(one) for one in moves])

    @routes.post(
        "/staff/{staff}/caseload/move", response_model=Moved, dependencies=[leaders], summary="Move a caseload"
    )
    async def moved(staff: UUID, wish: MoveAll, request: Request, command: Command) -> Response:
        """All of these cases, each a fact of its own, or none: when one was changed meanwhile, plan again."""
        async with desk.pool.acquire() as conn:
            await must_lead_them(conn, staff, request)
        cause = command.cause(desk.clock.now())
        moves = [Move(one.case, one.version, one.to) for one in wish.moves]
        refs = {*((Case, one.case) for one in moves), *((Staff, one.to) for one in moves)}

        async def run(conn: asyncpg.Connection) -> Answer:
            decided = await desk.decide(conn, cause, refs, lambda world: move(world, staff, moves, cause))
            after = [decided.world.get(Case, one.case) for one in moves]
            shown = [MoveView(case=case.id, version=case.version, to=case.staff) for case in after]
            return desk.answer(decided, Moved(moves=shown))

        return await command.run(run)

    async def must_lead_them(conn: asyncpg.Connection, staff: UUID, request: Request) -> None:
        row = await unit_queries.one_of_staff(conn, staff, today(desk.clock.now()))
        if row is None:
            raise Problem("not-found", "There is no such member of staff.")
        await must_lead(conn, request, row["unit"])

    return routes
