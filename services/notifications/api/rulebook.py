"""Why somebody would be told, or not: the rules asked about a situation. Nothing is sent."""

from fastapi import APIRouter

from services.notifications.api.notices import READERS
from services.notifications.api.views import RuleView, SituationAsked, VerdictView
from services.notifications.domain.situation import Situation
from shared.calendar import RIGA
from shared.contracts.disclosure import DISCLOSED
from shared.contracts.fields import PartnerCode
from shared.http import allow
from shared.http.written import Day
from shared.runtime.desk import Desk

_OF_A_RULE = tuple(name for name in RuleView.model_fields if name != "fields")


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1/rules", tags=["rules"], dependencies=[allow(*READERS)])

    @routes.get("", response_model=list[RuleView], summary="The rules that hold: whom one may have told, and of what")
    async def holding(agency: PartnerCode | None = None, day: Day | None = None) -> list[RuleView]:
        """Today unless another day is given. An addressee is added by the code of one of these."""
        day = day or desk.clock.now().astimezone(RIGA).date()
        return [
            RuleView(**{name: getattr(rule, name) for name in _OF_A_RULE}, fields=sorted(DISCLOSED[rule.field_set]))
            for rule in desk.rules.holding(day)
            if agency in (None, rule.agency)
        ]

    @routes.post("/explain", response_model=list[VerdictView], summary="Who would be told of such a case, and why")
    async def explain(asked: SituationAsked) -> list[VerdictView]:
        situation = Situation(**asked.model_dump() | {"needs": frozenset(asked.needs)})
        return [
            VerdictView(rule=v.rule.code, agency=v.rule.agency, fits=v.fits, against=list(v.against))
            for v in desk.rules.explain(situation)
        ]

    return routes
