"""Tasks: mine, those of a case, what is overdue; asked for, done, given to somebody else."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from services.cases.api import access
from services.cases.api.access import LET_IN, WORKERS
from services.cases.api.tasks.views import AskFor, GiveTo, TaskEntry, TaskView
from services.cases.domain.access import Part
from services.cases.domain.case import Case
from services.cases.domain.tasks import task as rules
from services.cases.domain.tasks.task import Task, TaskState
from services.cases.domain.units.absence import today
from services.cases.domain.units.staff import Staff, must_be_there
from services.cases.queries import tasks as queries
from shared.decision import Cause, Decision, World
from shared.http import Command, IfMatch, Page, Paged, actor_of, allow, etag
from shared.http.written import Instant
from shared.runtime.desk import Desk


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1", tags=["tasks"])
    readers, workers = allow(*LET_IN, personal_data=True), allow(*WORKERS)

    @routes.get(
        "/tasks", response_model=Page[TaskEntry], dependencies=[readers], summary="Tasks, the next one due on top"
    )
    async def listed(
        request: Request,
        paging: Paged,
        mine: Annotated[bool, Query(description="Only yours, and those of the cases you have")] = False,
        staff: Annotated[UUID | None, Query(description="Only those of this member of staff")] = None,
        case: UUID | None = None,
        state: TaskState | None = None,
        due_before: Instant | None = None,
        overdue: Annotated[bool, Query(description="Only open ones whose time is over")] = False,
    ) -> Page[TaskEntry]:
        now = desk.clock.now()
        whose = access.staff_of(actor_of(request)) if mine else staff
        async with desk.pool.acquire() as conn:
            rows = await queries.tasks(
                conn, await access.sight(conn, actor_of(request), now, Part.TASKS), staff=whose, case=case,
                state=TaskState.OPEN if overdue else state,
                due_before=min(filter(None, (due_before, now))) if overdue else due_before,
                after=paging.after(datetime, UUID), limit=paging.fetch, now=now,
            )  # fmt: skip
            await access.record(conn, request, [row["case_id"] for row in rows])
        return paging.page([TaskEntry(**row) for row in rows], place=lambda task: (task.due_at, task.id))

    @routes.get("/tasks/{task}", response_model=TaskEntry, dependencies=[readers], summary="One task")
    async def one(task: UUID, request: Request, response: Response) -> TaskEntry:
        row = await found(task)
        async with desk.pool.acquire() as conn:
            await access.read(conn, request, row["case_id"], Part.TASKS, desk.clock.now())
        response.headers["ETag"] = etag(row["version"])
        return TaskEntry(**row)

    @routes.post(
        "/cases/{case}/tasks", status_code=201, response_model=TaskView, dependencies=[workers], tags=["cases"],
        summary="Ask a colleague for something",
    )  # fmt: skip
    async def ask(case: UUID, wish: AskFor, request: Request, command: Command) -> Response:
        """By a time, of a named colleague or of whoever has the case."""
        await access.change(desk, request, case)
        asked = rules.asked_id(command.cause(desk.clock.now()))
        whom = [(Staff, wish.staff)] if wish.staff else []

        def rule(world: World, cause: Cause) -> Decision:
            for ref in whom:
                must_be_there(world.get(*ref), today(cause.time))
            return rules.ask(world.get(Case, case), wish.words, wish.due_at, wish.staff, cause)

        return await desk.make(
            command, (Task, asked), f"/v1/tasks/{asked}", rule, TaskView, refs=[(Case, case), *whom]
        )  # fmt: skip

    @routes.post("/tasks/{task}/complete", response_model=TaskView, dependencies=[workers], summary="It is done")
    async def complete(task: UUID, request: Request, command: Command, if_match: IfMatch) -> Response:
        """For what a colleague asked for. What a rule asks for ends by itself, once it is entered."""
        case = (Case, await seen_case(task, request))
        return await desk.change(
            command, (Task, task), if_match,
            lambda seen, world, cause: rules.tick_off(world.get(*case), seen, cause), TaskView, refs=[case],
        )  # fmt: skip

    @routes.post(
        "/tasks/{task}/reassign", response_model=TaskView, dependencies=[workers], summary="Give it to another"
    )
    async def reassign(task: UUID, wish: GiveTo, request: Request, command: Command, if_match: IfMatch) -> Response:
        await seen_case(task, request)
        whom = (Staff, wish.staff)
        return await desk.change(
            command, (Task, task), if_match,
            lambda seen, world, cause: rules.reassign(seen, must_be_there(world.get(*whom), today(cause.time)).id),
            TaskView, refs=[whom],
        )  # fmt: skip

    async def found(id: UUID):
        async with desk.pool.acquire() as conn:
            row = await queries.task(conn, id, desk.clock.now())
        if row is None:
            raise access.nothing()
        return row

    async def seen_case(id: UUID, request: Request) -> UUID:
        """A task never moves to another case, so which that is can be read first."""
        case = (await found(id))["case_id"]
        await access.change(desk, request, case)
        return case

    return routes
