"""Checklists: which there are, and each version with all that a form needs."""

from typing import Annotated

from fastapi import APIRouter, Path, Query

from services.cases.api.access import READERS
from services.cases.api.assessments.views import ChecklistEntry, ChecklistView
from services.cases.domain.assessments.schema import answers_schema
from services.cases.domain.units.absence import today
from shared.contracts.codes import NeedCode
from shared.decision import Refusal
from shared.http import Problem, allow
from shared.http.written import Day
from shared.runtime.desk import Desk

CodePath = Annotated[
    str, Path(pattern=r"^[a-z][a-z0-9_-]{0,59}$", description="The checklist's code", examples=["living-conditions"])
]


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1/checklists", tags=["assessments"], dependencies=[allow(*READERS)])
    checklists = desk.rules.checklists

    @routes.get("", response_model=list[ChecklistEntry], summary="Checklists in force")
    async def listed(
        on: Annotated[Day | None, Query(description="In force on this day; today without it")] = None,
        target_group: Annotated[NeedCode | None, Query(description="Only those for this group, or for anybody")] = None,
    ) -> list[ChecklistEntry]:
        current = checklists.current(on or today(desk.clock.now()))
        fits = (one for one in current if not target_group or target_group in (one.target_groups or (target_group,)))
        return [ChecklistEntry.model_validate(one) for one in fits]

    @routes.get("/{code}/{version}", response_model=ChecklistView, summary="One version of a checklist")
    async def one(code: CodePath, version: Annotated[int, Path(ge=1, le=100_000)]) -> ChecklistView:
        """Old versions stay readable for ever: old answers are read by them."""
        try:
            found = checklists.of(code, version)
        except Refusal as refusal:
            raise Problem("not-found", refusal.detail) from None
        most = sum(question.most_points for question in found.questions.values())
        return ChecklistView(checklist=found, answers_schema=answers_schema(found), most_points=most)

    return routes
