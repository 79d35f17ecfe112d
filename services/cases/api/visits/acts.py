"""What people do with a visit: plan, confirm, move, begin, check in, complete, miss, call off."""

from collections.abc import Callable, Iterable
from uuid import UUID

import asyncpg
from fastapi import APIRouter, Request, Response

from services.cases.api import access
from services.cases.api.access import WORKERS
from services.cases.api.visits import wishes
from services.cases.api.visits.entry import visit_of
from services.cases.api.visits.views import VisitView
from services.cases.domain import mode
from services.cases.domain.case import Case
from services.cases.domain.units.staff import Staff
from services.cases.domain.visits import check_in, going, planning
from services.cases.domain.visits.going import Done, Start
from services.cases.domain.visits.planning import Plan
from services.cases.domain.visits.safety import Answers, Written
from services.cases.domain.visits.visit import Visit
from services.cases.queries import visits as queries
from shared.decision import Cause, Decision, Ref, World
from shared.http import Answer, Command, IfMatch, allow
from shared.runtime.desk import Desk

Rule = Callable[[Case, Visit, World, Cause], Decision]


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1", tags=["visits"], dependencies=[allow(*WORKERS)])
    rules = desk.rules.visits

    @routes.post(
        "/cases/{case}/visits", status_code=201, response_model=VisitView, tags=["cases"], summary="Plan a visit"
    )
    async def schedule(
        case: UUID, wish: wishes.Schedule, request: Request, command: Command, if_match: IfMatch
    ) -> Response:
        """By whoever has the case. The version is the case's."""
        await access.change(desk, request, case)
        planned = planning.visit_id(command.cause(desk.clock.now()))
        plan = Plan(**wish.model_dump())
        return await desk.change(
            command, (Case, case), if_match,
            lambda seen, world, cause: planning.schedule(
                seen, _staff(world, plan.companion), plan, cause, rules, exception(world, cause)
            ), VisitView,
            refs=[(Visit, planned), *_whom(plan.companion)], made=((Visit, planned), f"/v1/visits/{planned}"),
        )  # fmt: skip

    @routes.post("/visits/{visit}/confirm", response_model=VisitView, summary="The client expects it")
    async def confirm(visit: UUID, request: Request, command: Command, if_match: IfMatch) -> Response:
        return await change(request, command, visit, if_match, lambda case, seen, world, cause: planning.confirm(seen))

    @routes.post("/visits/{visit}/reschedule", response_model=VisitView, summary="Move it to another time")
    async def reschedule(
        visit: UUID, wish: wishes.Reschedule, request: Request, command: Command, if_match: IfMatch
    ) -> Response:
        """The visit remembers for when it was planned before; whoever had agreed is asked again."""

        def rule(case: Case, seen: Visit, world: World, cause: Cause) -> Decision:
            return planning.reschedule(case, seen, wish.planned_at, wish.reason, cause, rules)

        return await change(request, command, visit, if_match, rule)

    @routes.post("/visits/{visit}/start", response_model=VisitView, summary="It begins")
    async def start(visit: UUID, wish: wishes.Start, request: Request, command: Command, if_match: IfMatch) -> Response:
        """One in person needs the safety checklist, and company or check-ins, as the rules ask for."""
        answers = Answers(wish.safety.checklist, wish.safety.items) if wish.safety else None
        case = (await found(visit)).case_id
        async with desk.pool.acquire() as conn:
            watches = await queries.supervisor(conn, case)
        said = Start(wish.at, answers, wish.companion, wish.justification, watches)

        def rule(case: Case, seen: Visit, world: World, cause: Cause) -> Decision:
            along = _staff(world, going.goes_along(seen, said))
            return going.start(case, seen, along, said, cause, rules, exception(world, cause))

        return await change(
            request, command, visit, if_match, rule, lambda seen: _whom(going.goes_along(seen, said))
        )  # fmt: skip

    @routes.post("/visits/{visit}/check-in", response_model=VisitView, summary="I am safe")
    async def checked_in(visit: UUID, request: Request, command: Command) -> Response:
        """Whoever is alone there is safe. It needs no version: nobody's edit may stand in the way of it."""
        seen = await found(visit)
        await access.change(desk, request, seen.case_id)
        refs = [(Visit, visit), (Case, seen.case_id), *check_in.alarm(seen)]

        async def work(conn: asyncpg.Connection) -> Answer:
            cause = command.cause(desk.clock.now())

            def rule(world: World) -> Decision:
                now = world.get(Visit, visit)
                return going.check_in(now, cause) + check_in.heard(world, now, cause)

            decided = await desk.decide(conn, cause, refs, rule)
            after = decided.world.get(Visit, visit)
            return desk.answer(decided, VisitView.model_validate(after), version=after.version)

        return await command.run(work)

    @routes.post("/visits/{visit}/complete", response_model=VisitView, summary="It took place")
    async def complete(
        visit: UUID, wish: wishes.Complete, request: Request, command: Command, if_match: IfMatch
    ) -> Response:
        """What took place counts, not what was planned. One in person must have begun."""
        done = Done(**wish.model_dump())

        def rule(case: Case, seen: Visit, world: World, cause: Cause) -> Decision:
            return going.complete(case, seen, done, cause, desk.rules.calendar)

        return await change(request, command, visit, if_match, rule)

    @routes.post("/visits/{visit}/miss", response_model=VisitView, summary="It did not take place")
    async def miss(visit: UUID, why: wishes.Miss, request: Request, command: Command, if_match: IfMatch) -> Response:
        return await change(
            request, command, visit, if_match, lambda case, seen, world, cause: going.miss(case, seen, why.reason)
        )  # fmt: skip

    @routes.post("/visits/{visit}/cancel", response_model=VisitView, summary="Call it off")
    async def cancel(
        visit: UUID, why: wishes.Cancel, request: Request, command: Command, if_match: IfMatch
    ) -> Response:
        return await change(
            request, command, visit, if_match, lambda case, seen, world, cause: planning.cancel(case, seen, why.reason)
        )  # fmt: skip

    async def change(
        request: Request,
        command: Command,
        id: UUID,
        if_match: str,
        rule: Rule,
        more: Callable[[Visit], Iterable[Ref]] = lambda seen: (),
    ) -> Response:
        """A visit changes together with its case. It never moves to another one, so which that is can be read first."""
        before = await found(id)
        case = (Case, before.case_id)
        await access.change(desk, request, before.case_id)

        def decide(seen: Visit, world: World, cause: Cause) -> Decision:
            # Whatever is said of the visit, whoever was silent has been heard of.
            return rule(world.get(*case), seen, world, cause) + check_in.heard(world, seen, cause)

        return await desk.change(
            command, (Visit, id), if_match, decide, VisitView, refs=[case, *check_in.alarm(before), *more(before)]
        )  # fmt: skip

    def exception(world: World, cause: Cause) -> Written | None:
        """The rule by which home visits need a reason in the mode that holds."""
        return desk.rules.justified_home_visits(mode.now(world, cause.time), cause.time)

    async def found(id: UUID) -> Visit:
        async with desk.pool.acquire() as conn:
            row = await queries.visit(conn, id)
        if row is None:
            raise access.nothing()
        return visit_of(row)

    return routes


def _whom(staff: UUID | None) -> list[Ref]:
    return [(Staff, staff)] if staff else []


def _staff(world: World, staff: UUID | None) -> Staff | None:
    return world.get(Staff, staff) if staff else None
