"""Plans: written, submitted, approved or returned, worked on, reviewed."""

from datetime import date
from json import loads
from typing import Annotated
from uuid import UUID

import asyncpg
from fastapi import APIRouter, Query, Request, Response
from pydantic import TypeAdapter

from services.cases.api import access
from services.cases.api.access import READERS, WORKERS
from services.cases.api.plans.views import PlanActionView, PlanView, WholePlan
from services.cases.api.plans.wishes import PlanBegun, PlanGiven, Return, Review, StepDone, StepNotDone
from services.cases.domain import mode
from services.cases.domain.access import Part
from services.cases.domain.assessments.assessment import Assessment
from services.cases.domain.case import Case
from services.cases.domain.plans import judging, progress, writing
from services.cases.domain.plans.acts import JUDGING, PlanAct, refusal
from services.cases.domain.plans.plan import Plan, PlanState
from services.cases.domain.plans.rules import milestones
from services.cases.domain.plans.writing import PlanText
from services.cases.domain.tasks.task import Task
from services.cases.domain.units.staff import Staff
from services.cases.queries import plans as queries
from shared.contracts.plan_codes import PlanKind
from shared.decision import Cause, Decision, Ref, World
from shared.http import Command, IfMatch, Page, Paged, actor_of, allow, etag
from shared.http.written import Day
from shared.runtime.desk import Desk
from shared.security import Actor, Role

_TEXT = TypeAdapter(PlanText)


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1", tags=["plans"])
    readers, workers = allow(*READERS, personal_data=True), allow(*WORKERS)
    judges = allow(Role.SUPERVISOR)
    rules = desk.rules.plans

    @routes.get(
        "/plans", response_model=Page[PlanView], dependencies=[readers], summary="Plans, the next review on top"
    )
    async def listed(
        request: Request,
        paging: Paged,
        case: UUID | None = None,
        state: Annotated[PlanState | None, Query(description="`submitted`: what waits for a supervisor")] = None,
        kind: PlanKind | None = None,
        author: UUID | None = None,
        review_until: Annotated[Day | None, Query(description="To be reviewed until this day")] = None,
    ) -> Page[PlanView]:
        """In all editions, without their words."""
        async with desk.pool.acquire() as conn:
            rows = await queries.plans(
                conn, await access.sight(conn, actor_of(request), desk.clock.now()), case=case, state=state, kind=kind,
                author=author, review_until=review_until, after=paging.after(date, UUID), limit=paging.fetch,
            )  # fmt: skip
            await access.record(conn, request, [row["case_id"] for row in rows])
        return paging.page([PlanView(**row) for row in rows], place=lambda plan: (plan.review_on, plan.id))

    @routes.get("/plans/{plan}", response_model=WholePlan, dependencies=[readers], summary="One edition of a plan")
    async def one(plan: UUID, request: Request, response: Response) -> WholePlan:
        row = await found(plan)
        async with desk.pool.acquire() as conn:
            await access.read(conn, request, row["case_id"], Part.PLAN, desk.clock.now())
        response.headers["ETag"] = etag(row["version"])
        born = row["turns_18_on"]
        days = milestones(born, rules.transition_months) if born else ()
        shown = dict(row) | {"goals": loads(row["goals"]), "milestones": days}
        return WholePlan(**shown, actions=actions(row, actor_of(request)))

    @routes.post(
        "/cases/{case}/plans", status_code=201, response_model=PlanView, dependencies=[workers], summary="Begin a plan"
    )
    async def begin(case: UUID, begun: PlanBegun, request: Request, command: Command) -> Response:
        await access.change(desk, request, case)
        id, text, staff = writing.plan_id(command.cause(desk.clock.now())), text_of(begun), taking_steps(begun)

        def rule(world: World, cause: Cause) -> Decision:
            return writing.draft(
                world.get(Case, case), begun.kind, begun.subject, text, lambda who: world.get(Staff, who), cause, rules
            )

        return await desk.make(command, (Plan, id), f"/v1/plans/{id}", rule, PlanView, refs=[(Case, case), *staff])

    @routes.post("/plans/{plan}/text", response_model=PlanView, dependencies=[workers], summary="Rewrite a draft")
    async def rewrite(plan: UUID, given: PlanGiven, request: Request, command: Command, if_match: IfMatch) -> Response:
        """Replaces all that its author writes."""
        text = text_of(given)

        def rule(case: Case, seen: Plan, world: World, cause: Cause) -> Decision:
            return writing.rewrite(case, seen, text, lambda who: world.get(Staff, who), cause, rules)

        return await change(request, command, plan, if_match, rule, taking_steps(given))

    @routes.post(
        "/plans/{plan}/submit", response_model=PlanView, dependencies=[workers], summary="Put it before a supervisor"
    )
    async def submit(plan: UUID, request: Request, command: Command, if_match: IfMatch) -> Response:
        """It has steps, and rests on a signed assessment."""
        assessed = [(Assessment, id) for id in (await found(plan))["assessments"]]

        def rule(case: Case, seen: Plan, world: World, cause: Cause) -> Decision:
            return writing.submit(case, seen, lambda id: world.get(Assessment, id), cause, rules)

        return await change(request, command, plan, if_match, rule, assessed)

    @routes.post("/plans/{plan}/approve", response_model=PlanView, dependencies=[judges], summary="Approve a plan")
    async def approve(plan: UUID, request: Request, command: Command, if_match: IfMatch) -> Response:
        """By a supervisor who did not write it. The edition before is history from then on."""
        before = (await found(plan))["previous"]
        previous = [(Plan, before)] if before else []

        def rule(case: Case, seen: Plan, world: World, cause: Cause) -> Decision:
            old = world.get(*previous[0]) if previous else None
            task = world.get(Task, old.review_task) if old else None
            return judging.approve(case, seen, old, task, cause, desk.rules, mode.now(world, cause.time))

        return await change(request, command, plan, if_match, rule, previous)

    @routes.post(
        "/plans/{plan}/return", response_model=PlanView, dependencies=[judges], summary="Return a plan to its author"
    )
    async def give_back(plan: UUID, why: Return, request: Request, command: Command, if_match: IfMatch) -> Response:
        """With a reason; its author writes on and submits it again."""

        def rule(case: Case, seen: Plan, world: World, cause: Cause) -> Decision:
            return judging.give_back(case, seen, why.reason, why.words, cause)

        return await change(request, command, plan, if_match, rule)

    @routes.post(
        "/plans/{plan}/steps/{step}/done", response_model=PlanView, dependencies=[workers], summary="A step was taken"
    )
    async def done(
        plan: UUID, step: UUID, when: StepDone, request: Request, command: Command, if_match: IfMatch
    ) -> Response:
        def rule(case: Case, seen: Plan, world: World, cause: Cause) -> Decision:
            return progress.step_done(case, seen, step, when.done_on, cause)

        return await change(request, command, plan, if_match, rule)

    @routes.post(
        "/plans/{plan}/steps/{step}/not-done", response_model=PlanView, dependencies=[workers],
        summary="A step will not be taken",
    )  # fmt: skip
    async def not_done(
        plan: UUID, step: UUID, why: StepNotDone, request: Request, command: Command, if_match: IfMatch
    ) -> Response:
        def rule(case: Case, seen: Plan, world: World, cause: Cause) -> Decision:
            return progress.step_not_done(case, seen, step, why.reason)

        return await change(request, command, plan, if_match, rule)

    @routes.post("/plans/{plan}/review", response_model=PlanView, dependencies=[workers], summary="Review a plan")
    async def review(plan: UUID, what: Review, request: Request, command: Command, if_match: IfMatch) -> Response:
        """It goes on, is revised (`next` is then the draft of its next edition), or ends."""

        def rule(case: Case, seen: Plan, world: World, cause: Cause) -> Decision:
            task = world.get(Task, seen.review_task)
            return progress.review(case, seen, task, what.outcome, what.after, what.next_review_on, cause, rules)

        return await change(request, command, plan, if_match, rule)

    async def change(
        request: Request, command: Command, id: UUID, if_match: str, rule, refs: list[Ref] | None = None
    ) -> Response:
        """A plan never moves to another case, so which that is can be read first."""
        case = (Case, (await found(id))["case_id"])
        await access.change(desk, request, case[1])
        return await desk.change(
            command, (Plan, id), if_match, lambda seen, world, cause: rule(world.get(*case), seen, world, cause),
            PlanView, refs=[case, *(refs or [])],
        )  # fmt: skip

    async def found(id: UUID) -> asyncpg.Record:
        async with desk.pool.acquire() as conn:
            row = await queries.plan(conn, id)
        if row is None:
            raise access.nothing()
        return row

    return routes


def actions(row: asyncpg.Record, actor: Actor) -> list[PlanActionView]:
    """Each act, and why the actor may not do it now."""
    plan = Plan(
        row["id"], row["case_id"], row["kind"], row["edition"], row["author"], row["review_on"],
        state=PlanState(row["state"]),
    )  # fmt: skip
    return [_action(plan, act, actor) for act in PlanAct]


def _action(plan: Plan, act: PlanAct, actor: Actor) -> PlanActionView:
    if act in JUDGING and Role.SUPERVISOR not in actor.roles:
        return PlanActionView(act=act, allowed=False, code="role-not-allowed", why="This is for a supervisor.")
    why = refusal(plan, act, access.staff_of(actor))
    return PlanActionView(act=act, allowed=why is None, code=why and why.code, why=why and why.detail)


def text_of(given: PlanGiven) -> PlanText:
    """What its author wrote, in the domain's terms."""
    return _TEXT.validate_python(given.model_dump())


def taking_steps(given: PlanGiven) -> list[Ref]:
    """The members of staff who are to take its steps."""
    return [(Staff, id) for id in {step.staff for goal in given.goals for step in goal.steps} if id]
