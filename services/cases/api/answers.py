"""What agencies said about notices of a case, until somebody has seen it."""

from datetime import datetime
from uuid import UUID

from fastapi import APIRouter, Request, Response

from services.cases.api import access
from services.cases.api.access import READERS, WORKERS
from services.cases.api.shape import View
from services.cases.domain import answer as rules
from services.cases.domain.access import Part
from services.cases.domain.answer import AgencyAnswer
from services.cases.queries import participants as queries
from shared.contracts.codes import AnswerCode, DeclineReason, OutcomeCode
from shared.http import Command, IfMatch, allow
from shared.runtime.desk import Desk


class AnswerView(View):
    """The last word of an agency about one notice; more of the notice tells notifications."""

    id: UUID
    """The notice's."""
    case_id: UUID
    agency: str
    noted_at: datetime
    answer: AnswerCode | None
    """None: they have read the notice, and not answered yet."""
    reason: DeclineReason | None
    outcome: OutcomeCode | None
    seen: bool
    version: int


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1", tags=["cases"])

    @routes.get(
        "/cases/{case}/answers",
        response_model=list[AnswerView],
        dependencies=[allow(*READERS, personal_data=True)],
        summary="What agencies answered",
    )
    async def listed(case: UUID, request: Request) -> list[AnswerView]:
        async with desk.pool.acquire() as conn:
            await access.read(conn, request, case, Part.SUMMARY, desk.clock.now())
            return [AnswerView(**row) for row in await queries.answers(conn, case)]

    @routes.post(
        "/answers/{notice}/seen", response_model=AnswerView, dependencies=[allow(*WORKERS)], summary="I have seen it"
    )
    async def seen(notice: UUID, request: Request, command: Command, if_match: IfMatch) -> Response:
        """It leaves the day's list; a later answer about the same notice comes back to it."""
        await access.change_of(desk, request, queries.answer, notice)
        return await desk.change(
            command, (AgencyAnswer, notice), if_match, lambda one, *_: rules.see(one), AnswerView
        )  # fmt: skip

    return routes
