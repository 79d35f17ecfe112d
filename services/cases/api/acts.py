"""What may be done with a case, but for what has a room of its own (visits, plans, participants)."""

from collections.abc import Iterable
from uuid import UUID

from fastapi import APIRouter, Request, Response

from services.cases.api import access
from services.cases.api.actions import allowed
from services.cases.api.views import CaseView
from services.cases.api.wishes import (
    AssessRisk,
    Assign,
    Begin,
    Close,
    Count,
    Deputise,
    Duplicate,
    Reopen,
    ReturnClosure,
    Suspend,
)
from services.cases.domain import duplicate, ending, progress, work
from services.cases.domain.acts import Act
from services.cases.domain.case import Case
from services.cases.domain.places import leaving
from services.cases.domain.tasks.task import Task
from services.cases.domain.units.absence import today
from services.cases.domain.units.staff import Staff, must_be_there
from services.cases.queries import cases as queries
from services.cases.queries import places
from shared.contracts.request_codes import ServiceEndReason
from shared.decision import Cause, Decision, Ref, World
from shared.http import Command, IfMatch
from shared.runtime.desk import Desk, Rule


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1/cases/{case}", tags=["cases"])

    def post(path: str, act: Act, summary: str):
        return routes.post(path, response_model=CaseView, dependencies=[allowed(act)], summary=summary)

    async def change(
        case: UUID, request: Request, command: Command, if_match: str, rule: Rule, refs: Iterable[Ref] = ()
    ) -> Response:
        await access.change(desk, request, case)
        return await desk.change(command, (Case, case), if_match, rule, CaseView, refs=refs)

    async def end(
        case: UUID, request: Request, command: Command, if_match: str, rule: Rule, reason: ServiceEndReason,
        refs: Iterable[Ref] = (),
    ) -> Response:  # fmt: skip
        """A change after which nobody works on the case: nothing of it waits for a place any more."""
        async with desk.pool.acquire() as conn:
            offers = await places.waited_for(conn, case)

        def leave(seen: Case, world: World, cause: Cause) -> Decision:
            return rule(seen, world, cause) + leaving.leave(world, case, reason, cause, desk.rules)

        waits = leaving.refs(case, offers, desk.clock.now(), desk.rules)
        return await change(case, request, command, if_match, leave, [*waits, *refs])

    @post("/assign", Act.ASSIGN, "Give it to somebody")
    async def assign(case: UUID, wish: Assign, request: Request, command: Command, if_match: IfMatch) -> Response:
        whom = (Staff, wish.staff)
        return await change(
            case, request, command, if_match,
            lambda seen, world, cause: work.assign(seen, world.get(*whom), cause), [whom],
        )  # fmt: skip

    @post("/deputy", Act.SET_DEPUTY, "Say who stands in")
    async def set_deputy(case: UUID, wish: Deputise, request: Request, command: Command, if_match: IfMatch) -> Response:
        """For whoever has the case; null takes it back."""
        whom = [(Staff, wish.deputy)] if wish.deputy else []

        def rule(seen: Case, world: World, cause: Cause) -> Decision:
            there = [must_be_there(world.get(*ref), today(cause.time)) for ref in whom]
            return work.set_deputy(seen, there[0] if there else None)

        return await change(case, request, command, if_match, rule, whom)

    @post("/count", Act.COUNT, "Count it as a family or an adult")
    async def count(case: UUID, wish: Count, request: Request, command: Command, if_match: IfMatch) -> Response:
        return await change(
            case, request, command, if_match, lambda seen, *_: work.count(seen, wish.counted_as)
        )  # fmt: skip

    @post("/risk", Act.ASSESS_RISK, "Say how great the risk is")
    async def assess_risk(
        case: UUID, wish: AssessRisk, request: Request, command: Command, if_match: IfMatch
    ) -> Response:
        """With its reasons. A completed assessment proposes a level; a person decides."""
        return await change(
            case, request, command, if_match,
            lambda seen, _, cause: progress.assess_risk(seen, wish.level, wish.reasons, cause),
        )  # fmt: skip

    @post("/begin", Act.BEGIN_ASSESSMENT, "Begin the next stage")
    async def begin(case: UUID, wish: Begin, request: Request, command: Command, if_match: IfMatch) -> Response:
        """Assessment, services or review. That a plan is drafted or approved follows from the plan."""
        return await change(case, request, command, if_match, lambda seen, *_: progress.begin(seen, wish.stage))

    @post("/suspend", Act.SUSPEND, "Let the work rest")
    async def suspend(case: UUID, wish: Suspend, request: Request, command: Command, if_match: IfMatch) -> Response:
        """With `until`, whoever has the case gets a task to look at it again."""
        return await change(
            case, request, command, if_match,
            lambda seen, _, cause: progress.suspend(seen, wish.reason, wish.until, cause),
        )  # fmt: skip

    @post("/resume", Act.RESUME, "Let the work go on")
    async def resume(case: UUID, request: Request, command: Command, if_match: IfMatch) -> Response:
        reminder = [(Task, id) for id in [await reminding(case)] if id]
        return await change(
            case, request, command, if_match,
            lambda seen, world, cause: progress.resume(seen, world.get(*reminder[0]) if reminder else None, cause),
            reminder,
        )  # fmt: skip

    @post("/closure", Act.REQUEST_CLOSURE, "Ask to close it")
    async def request_closure(
        case: UUID, wish: Close, request: Request, command: Command, if_match: IfMatch
    ) -> Response:
        """With its outcome. A supervisor approves it, or returns it with a reason."""
        return await change(
            case, request, command, if_match, lambda seen, _, cause: ending.request(seen, wish.outcome, cause)
        )

    @post("/closure/approve", Act.APPROVE_CLOSURE, "Close it as asked")
    async def approve_closure(case: UUID, request: Request, command: Command, if_match: IfMatch) -> Response:
        return await end(
            case, request, command, if_match, lambda seen, _, cause: ending.approve(seen, cause),
            ServiceEndReason.CASE_CLOSED,
        )  # fmt: skip

    @post("/closure/return", Act.RETURN_CLOSURE, "Return the wish to close it")
    async def return_closure(
        case: UUID, wish: ReturnClosure, request: Request, command: Command, if_match: IfMatch
    ) -> Response:
        return await change(case, request, command, if_match, lambda seen, *_: ending.return_it(seen, wish.reason))

    @post("/close", Act.CLOSE, "Close it at once")
    async def close(case: UUID, wish: Close, request: Request, command: Command, if_match: IfMatch) -> Response:
        """With its outcome, which is also the last receipt of the partner whose referral it was."""
        return await end(
            case, request, command, if_match, lambda seen, _, cause: ending.close(seen, wish.outcome, cause),
            ServiceEndReason.CASE_CLOSED,
        )  # fmt: skip

    @post("/reopen", Act.REOPEN, "Work on it again")
    async def reopen(case: UUID, wish: Reopen, request: Request, command: Command, if_match: IfMatch) -> Response:
        """By whoever had it, with a reason. Its history stays."""
        return await change(
            case, request, command, if_match, lambda seen, _, cause: ending.reopen(seen, wish.reason, cause)
        )

    @post("/duplicate", Act.MARK_DUPLICATE, "It is a duplicate")
    async def mark_duplicate(
        case: UUID, wish: Duplicate, request: Request, command: Command, if_match: IfMatch
    ) -> Response:
        """The work goes on in the other case, which answers for this one's referrals too. Nothing is deleted."""
        await access.change(desk, request, wish.of)
        other = (Case, wish.of)
        return await end(
            case, request, command, if_match, lambda seen, world, _: duplicate.mark(seen, world.get(*other)),
            ServiceEndReason.CASE_DUPLICATE, [other],
        )  # fmt: skip

    @post("/duplicate/undo", Act.UNMARK_DUPLICATE, "It is no duplicate after all")
    async def unmark_duplicate(case: UUID, request: Request, command: Command, if_match: IfMatch) -> Response:
        """It goes on where it was, with its own referrals."""
        other = [(Case, id) for id in [await original(case)] if id]
        return await change(
            case, request, command, if_match,
            lambda seen, world, _: duplicate.unmark(seen, world.get(*other[0]) if other else seen), other,
        )  # fmt: skip

    async def reminding(id: UUID) -> UUID | None:
        """The task that reminds of a case that rests. Read before: when it changed since, so did the version."""
        async with desk.pool.acquire() as conn:
            row = await queries.case(conn, id)
        return progress.resumption(queries.case_of(row)) if row else None

    async def original(id: UUID) -> UUID | None:
        async with desk.pool.acquire() as conn:
            row = await queries.case(conn, id)
        return row["duplicate_of"] if row else None

    return routes
