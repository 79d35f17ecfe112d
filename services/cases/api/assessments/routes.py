"""Assessments: brought in, answered in parts, signed, read, compared."""

from datetime import datetime
from json import loads
from typing import Annotated
from uuid import UUID

import asyncpg
from fastapi import APIRouter, Query, Request, Response

from services.cases.api import access
from services.cases.api.access import READERS, WORKERS
from services.cases.api.assessments.views import (
    AnswerPart,
    AssessmentView,
    Bring,
    ComparisonView,
    Sign,
    WholeAssessment,
)
from services.cases.domain.access import Part
from services.cases.domain.assessments import work as rules
from services.cases.domain.assessments.assessment import Assessment, AssessmentState
from services.cases.domain.assessments.comparison import compare
from services.cases.domain.case import Case
from services.cases.queries import assessments as queries
from shared.decision import Cause, Decision, World
from shared.http import Command, IfMatch, Page, Paged, actor_of, allow, etag
from shared.runtime.desk import Desk


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1", tags=["assessments"])
    readers, workers = allow(*READERS, personal_data=True), allow(*WORKERS)
    checklists = desk.rules.checklists

    @routes.get(
        "/assessments", response_model=Page[AssessmentView], dependencies=[readers], summary="Assessments, oldest first"
    )
    async def listed(
        request: Request,
        paging: Paged,
        case: UUID | None = None,
        checklist: Annotated[str | None, Query(pattern=r"^[a-z][a-z0-9_-]{0,59}$")] = None,
        state: AssessmentState | None = None,
        staff: UUID | None = None,
    ) -> Page[AssessmentView]:
        """Without their answers."""
        async with desk.pool.acquire() as conn:
            rows = await queries.assessments(
                conn, await access.sight(conn, actor_of(request), desk.clock.now()), case=case, checklist=checklist,
                state=state, staff=staff, after=paging.after(datetime, UUID), limit=paging.fetch,
            )  # fmt: skip
            await access.record(conn, request, [row["case_id"] for row in rows])
        return paging.page([AssessmentView(**row) for row in rows], place=lambda made: (made.made_at, made.id))

    @routes.get(
        "/assessments/{assessment}", response_model=WholeAssessment, dependencies=[readers], summary="One assessment"
    )
    async def one(assessment: UUID, request: Request, response: Response) -> WholeAssessment:
        """With its answers; `GET /v1/checklists/{checklist}/{checklist_version}` says what was asked."""
        row = await read(assessment, request)
        response.headers["ETag"] = etag(row["version"])
        return WholeAssessment(**dict(row) | {"answers": loads(row["answers"])})

    @routes.post(
        "/cases/{case}/assessments", status_code=201, response_model=AssessmentView, dependencies=[workers],
        summary="Begin or bring in an assessment",
    )  # fmt: skip
    async def bring(case: UUID, made: Bring, request: Request, command: Command) -> Response:
        """With an id of the device's own. The same upload again is a repeat; another one under its id is refused with
        where the two differ."""
        await access.change(desk, request, case)
        corrected = [(Assessment, made.replaces)] if made.replaces else []
        upload = rules.Upload(**made.model_dump())

        def rule(world: World, cause: Cause) -> Decision:
            old = world.get(*corrected[0]) if corrected else None
            known = world.get(Assessment, made.id)
            return rules.bring_in(world.get(Case, case), known, old, upload, cause, checklists)

        return await desk.make(
            command, (Assessment, made.id), f"/v1/assessments/{made.id}", rule, AssessmentView,
            refs=[(Case, case), *corrected],
        )  # fmt: skip

    @routes.post(
        "/assessments/{assessment}/answers", response_model=AssessmentView, dependencies=[workers],
        summary="Save some answers of a draft",
    )  # fmt: skip
    async def answer(
        assessment: UUID, part: AnswerPart, request: Request, command: Command, if_match: IfMatch
    ) -> Response:
        row = await changed(assessment, request)
        case = (Case, row["case_id"])
        return await desk.change(
            command, (Assessment, assessment), if_match,
            lambda seen, world, _: rules.answer(world.get(*case), seen, part.answers, checklists), AssessmentView,
            refs=[case],
        )  # fmt: skip

    @routes.post(
        "/assessments/{assessment}/sign", response_model=AssessmentView, dependencies=[workers],
        summary="Sign it; it never changes any more",
    )  # fmt: skip
    async def sign(assessment: UUID, how: Sign, request: Request, command: Command, if_match: IfMatch) -> Response:
        """By whoever made it, once all that is asked is answered."""
        row = await changed(assessment, request)
        case, corrected = (Case, row["case_id"]), [(Assessment, row["replaces"])] if row["replaces"] else []

        def rule(seen: Assessment, world: World, cause: Cause) -> Decision:
            old = world.get(*corrected[0]) if corrected else None
            return rules.sign(world.get(*case), seen, old, how.client, cause, checklists)

        return await desk.change(
            command, (Assessment, assessment), if_match, rule, AssessmentView, refs=[case, *corrected]
        )

    @routes.get(
        "/assessments/{assessment}/comparison/{other}", response_model=ComparisonView, dependencies=[readers],
        summary="Before and after",
    )  # fmt: skip
    async def comparison(assessment: UUID, other: UUID, request: Request) -> ComparisonView:
        """Two signed assessments by one checklist, question by question."""
        one, another = [state(await read(id, request)) for id in (assessment, other)]
        return ComparisonView.model_validate(compare(one, another, checklists))

    async def found(id: UUID) -> asyncpg.Record:
        async with desk.pool.acquire() as conn:
            row = await queries.assessment(conn, id)
        if row is None:
            raise access.nothing()
        return row

    async def read(id: UUID, request: Request) -> asyncpg.Record:
        row = await found(id)
        async with desk.pool.acquire() as conn:
            await access.read(conn, request, row["case_id"], Part.ASSESSMENTS, desk.clock.now())
        return row

    async def changed(id: UUID, request: Request) -> asyncpg.Record:
        """An assessment never moves to another case, nor does what it replaces change: both can be read first."""
        row = await found(id)
        await access.change(desk, request, row["case_id"])
        return row

    return routes


def state(row: asyncpg.Record) -> Assessment:
    """The assessment that a row holds."""
    return Assessment(**dict(row) | {"answers": loads(row["answers"])})
