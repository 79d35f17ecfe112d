"""Why somebody would be told, or not: the rules asked about a situation. Nothing is sent."""

from fastapi import APIRouter

from services.notifications.api.notices import READERS
from services.notifications.api.views import SituationAsked, VerdictView
from services.notifications.domain.rules import Situation
from shared.http import allow
from shared.runtime.desk import Desk


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1/rules", tags=["rules"], dependencies=[allow(*READERS)])

    @routes.post("/explain", response_model=list[VerdictView], summary="Who would be told of such a case, and why")
    async def explain(asked: SituationAsked) -> list[VerdictView]:
        situation = Situation(frozenset(asked.needs), asked.priority, asked.age_band, asked.day, asked.on)
        return [
            VerdictView(rule=v.rule.code, agency=v.rule.agency, fits=v.fits, against=list(v.against))
            for v in desk.rules.explain(situation)
        ]

    return routes
