"""Benefits: which there are, for anybody; recorded in a case, corrected, ended and listed, for whoever sees it."""

from collections.abc import Callable
from datetime import date
from typing import Annotated
from uuid import UUID

import asyncpg
from fastapi import APIRouter, Query, Request, Response

from services.cases.api import access
from services.cases.api.access import READERS, WORKERS
from services.cases.api.benefits.views import (
    BenefitEntry,
    BenefitKindView,
    BenefitView,
    EndBenefit,
    Grant,
    RecordBenefit,
)
from services.cases.domain.access import Part
from services.cases.domain.benefits import recording
from services.cases.domain.benefits.benefit import Benefit, BenefitState
from services.cases.domain.benefits.recording import Granted
from services.cases.domain.case import Case
from services.cases.domain.tasks.task import Task
from services.cases.domain.units.absence import today
from services.cases.queries import benefits as queries
from shared.contracts.benefit_codes import BenefitFamily
from shared.contracts.fields import RuleCode
from shared.decision import Cause, Decision, Ref, World
from shared.http import Command, IfMatch, Page, Paged, actor_of, allow, etag, public
from shared.http.written import Day
from shared.runtime.desk import Desk

Rule = Callable[[Case, Benefit, Task | None, Cause], Decision]
"""Decides about a benefit of a case, with the task to think of its end."""


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1", tags=["benefits"])
    readers, workers = allow(*READERS, personal_data=True), allow(*WORKERS)
    kinds, rules = desk.settings.benefits, desk.rules.benefits

    @routes.get(
        "/benefit-kinds", response_model=list[BenefitKindView], dependencies=[public()],
        summary="Which benefits and goods there are",
    )  # fmt: skip
    async def listed_kinds(
        family: Annotated[BenefitFamily | None, Query(description="Only these; `material_aid` are goods")] = None,
        on: Annotated[Day | None, Query(description="That there are on this day; today when left out")] = None,
    ) -> list[BenefitKindView]:
        """For anybody: what may be received, what is in a parcel, and where that stands written."""
        found = kinds.on(on or today(desk.clock.now()))
        return [BenefitKindView.model_validate(one) for one in found if family in (None, one.family)]

    @routes.get("/benefits", response_model=Page[BenefitEntry], dependencies=[readers], summary="Benefits")
    async def listed(
        request: Request,
        paging: Paged,
        case: UUID | None = None,
        person: Annotated[UUID | None, Query(description="Of this person, by intake's id")] = None,
        what: RuleCode | None = None,
        family: BenefitFamily | None = None,
        state: Annotated[BenefitState | None, Query(description="Where they stand today")] = None,
        ends_until: Annotated[Day | None, Query(description="That run out on this day or earlier")] = None,
    ) -> Page[BenefitEntry]:
        """Of cases that you see, what began last on top. The reading is recorded."""
        now = desk.clock.now()
        whats = [what] if what else None
        if family:
            codes = [one.code for one in kinds.kind if one.family is family]
            whats = [code for code in codes if what in (None, code)]
        wanted = queries.Wanted(case, person, whats, state, ends_until)
        async with desk.pool.acquire() as conn:
            sight = await access.sight(conn, actor_of(request), now)
            after = paging.after(date, UUID)
            rows = await queries.benefits(conn, sight, wanted, today(now), after, paging.fetch)
            await access.record(conn, request, [row["case_id"] for row in rows])
        return paging.page([BenefitEntry(**row) for row in rows], place=lambda one: (one.first_on, one.id))

    @routes.get("/benefits/{benefit}", response_model=BenefitEntry, dependencies=[readers], summary="One benefit")
    async def one(benefit: UUID, request: Request, response: Response) -> BenefitEntry:
        now = desk.clock.now()
        async with desk.pool.acquire() as conn:
            row = await queries.benefit(conn, benefit, today(now))
            if row is None:
                raise access.nothing()
            await access.read(conn, request, row["case_id"], Part.SUMMARY, now)
        response.headers["ETag"] = etag(row["version"])
        return BenefitEntry(**row)

    @routes.post(
        "/cases/{case}/benefits", status_code=201, response_model=BenefitView, dependencies=[workers],
        summary="Record a benefit that was granted elsewhere",
    )  # fmt: skip
    async def record(case: UUID, wish: RecordBenefit, request: Request, command: Command) -> Response:
        """Nothing is computed or paid here. A task tells in time that it runs out."""
        await access.change(desk, request, case)
        id = recording.benefit_id(command.cause(desk.clock.now()))
        granted = Granted(**wish.model_dump(exclude={"person"}))
        return await desk.make(
            command, (Benefit, id), f"/v1/benefits/{id}",
            lambda world, cause: recording.record(world.get(Case, case), wish.person, granted, cause, rules),
            BenefitView, refs=[(Case, case)],
        )  # fmt: skip

    @routes.post(
        "/benefits/{benefit}/correct", response_model=BenefitView, dependencies=[workers], summary="It is otherwise"
    )
    async def correct(benefit: UUID, wish: Grant, request: Request, command: Command, if_match: IfMatch) -> Response:
        """Send all of it as it should have been; whose it is does not change."""
        granted = Granted(**wish.model_dump())
        return await change(
            benefit, request, command, if_match,
            lambda case, seen, before, cause: recording.correct(case, seen, before, granted, cause, rules),
        )  # fmt: skip

    @routes.post(
        "/benefits/{benefit}/end",
        response_model=BenefitView,
        dependencies=[workers],
        summary="It ended",
    )
    async def end(benefit: UUID, wish: EndBenefit, request: Request, command: Command, if_match: IfMatch) -> Response:
        """`entered_in_error` when it was never received."""
        return await change(
            benefit, request, command, if_match,
            lambda case, seen, before, cause: recording.end(case, seen, before, wish.reason, wish.last_on, cause),
        )  # fmt: skip

    async def change(id: UUID, request: Request, command: Command, if_match: str, rule: Rule) -> Response:
        async def found(conn: asyncpg.Connection, benefit: UUID) -> asyncpg.Record | None:
            return await queries.benefit(conn, benefit, today(desk.clock.now()))

        row = await access.change_of(desk, request, found, id)
        case: Ref = (Case, row["case_id"])

        def decide(seen: Benefit, world: World, cause: Cause) -> Decision:
            before = world.get(Task, seen.task) if seen.task else None
            return rule(world.get(*case), seen, before, cause)

        return await desk.change(command, (Benefit, id), if_match, decide, BenefitView, refs=[case])

    return routes
