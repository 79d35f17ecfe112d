"""Recommendations: given, and asked after."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from services.cases.api import access
from services.cases.api.access import READERS, WORKERS
from services.cases.api.plans.care_views import FollowUp, Recommend, RecommendationEntry, RecommendationView
from services.cases.domain.case import Case
from services.cases.domain.plans import recommendation as rules
from services.cases.domain.plans.recommendation import Recommendation
from services.cases.domain.tasks.task import Task
from services.cases.queries import plans as queries
from shared.decision import Cause, Decision, World
from shared.http import Command, IfMatch, Page, Paged, actor_of, allow
from shared.runtime.desk import Desk


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1", tags=["plans"])
    readers, workers = allow(*READERS, personal_data=True), allow(*WORKERS)

    @routes.get(
        "/recommendations", response_model=Page[RecommendationEntry], dependencies=[readers],
        summary="Recommendations, the next follow-up on top",
    )  # fmt: skip
    async def listed(
        request: Request,
        paging: Paged,
        case: UUID | None = None,
        open: Annotated[bool | None, Query(description="Only those of which it is not known what became")] = None,
    ) -> Page[RecommendationEntry]:
        async with desk.pool.acquire() as conn:
            rows = await queries.recommendations(
                conn, await access.sight(conn, actor_of(request), desk.clock.now()), case=case, open=open,
                after=paging.after(date, UUID), limit=paging.fetch,
            )  # fmt: skip
            await access.record(conn, request, [row["case_id"] for row in rows])
        return paging.page([RecommendationEntry(**row) for row in rows], place=lambda r: (r.follow_up_on, r.id))

    @routes.post(
        "/cases/{case}/recommendations", status_code=201, response_model=RecommendationView, dependencies=[workers],
        summary="Recommend something",
    )  # fmt: skip
    async def give(case: UUID, wish: Recommend, request: Request, command: Command) -> Response:
        """A task asks on its day what became of it."""
        await access.change(desk, request, case)
        id = rules.recommendation_id(command.cause(desk.clock.now()))

        def rule(world: World, cause: Cause) -> Decision:
            return rules.give(world.get(Case, case), wish.code, wish.words, wish.subject, wish.follow_up_on, cause)

        return await desk.make(
            command, (Recommendation, id), f"/v1/recommendations/{id}", rule, RecommendationView, refs=[(Case, case)]
        )

    @routes.post(
        "/recommendations/{recommendation}/follow-up", response_model=RecommendationView, dependencies=[workers],
        summary="Say what became of it",
    )  # fmt: skip
    async def follow_up(
        recommendation: UUID, what: FollowUp, request: Request, command: Command, if_match: IfMatch
    ) -> Response:
        row = await access.change_of(desk, request, queries.recommendation, recommendation)
        case = (Case, row["case_id"])

        def rule(seen: Recommendation, world: World, cause: Cause) -> Decision:
            return rules.follow_up(world.get(*case), seen, world.get(Task, seen.task), what.outcome, cause)

        return await desk.change(
            command, (Recommendation, recommendation), if_match, rule, RecommendationView, refs=[case]
        )

    return routes
