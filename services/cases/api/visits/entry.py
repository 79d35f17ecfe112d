"""How one visit is shown: what may be done with it, and what it asks for before it begins."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter

from services.cases.api.visits.views import (
    AskedView,
    ChecklistView,
    ItemView,
    SafetyRuleView,
    VisitActionView,
    VisitDetail,
    VisitRulesView,
)
from services.cases.domain.visits.acts import OVER, VisitAct, refusal
from services.cases.domain.visits.visit import Visit
from shared.calendar import RIGA
from shared.contracts.codes import VisitMode
from shared.contracts.contact_codes import SafetyNeed, VisitPlace
from shared.settings.visits import Visits

_VISIT = TypeAdapter(Visit)


def visit_of(row: Mapping[str, Any]) -> Visit:
    """The visit from a row of its table, as the rules want it."""
    return _VISIT.validate_python(dict(row))


def detail(
    row: Mapping[str, Any], case: Mapping[str, Any], rules: Visits, now: datetime, excepted: bool
) -> VisitDetail:
    """`case` is the row of its case; `excepted` says whether home visits need a reason as things stand."""
    visit = visit_of(row)
    in_person = visit.mode is VisitMode.IN_PERSON and visit.state not in OVER
    return VisitDetail(
        **row, actions=[_action(visit, act) for act in VisitAct],
        asked=_asked(visit, case, rules, now, excepted) if in_person else None,
    )  # fmt: skip


def rules_view(rules: Visits, now: datetime) -> VisitRulesView:
    """What holds on the day of `now`."""
    day = now.astimezone(RIGA).date()
    checklist = rules.checklist_on(day)
    return VisitRulesView(
        checklist=ChecklistView(
            code=checklist.code, valid_from=checklist.valid_from, source=checklist.source,
            items=[
                ItemView(code=item.code, text={"lv": item.text.lv, "en": item.text.en}, must=item.must)
                for item in checklist.items
            ],
        ) if checklist else None,
        safety=[SafetyRuleView.model_validate(rule) for rule in rules.safety if rule.holds_on(day)],
        plan_ahead_days=rules.plan_ahead_days,
    )  # fmt: skip


def _asked(visit: Visit, case: Mapping[str, Any], rules: Visits, now: datetime, excepted: bool) -> AskedView:
    day = now.astimezone(RIGA).date()
    rule = rules.safety_for(case["needs"], case["risk"], visit.place, day)
    checklist = rules.checklist_on(day)
    return AskedView(
        checklist=checklist.code if checklist else None, safety=rule.code if rule else None,
        asks=rule.asks if rule else SafetyNeed.NOTHING, source=rule.source if rule else None,
        report_every_minutes=rule.report_every_minutes if rule else None,
        justification=excepted and visit.place is VisitPlace.HOME and visit.justification is None,
    )  # fmt: skip


def _action(visit: Visit, act: VisitAct) -> VisitActionView:
    no = refusal(visit, act)
    return VisitActionView(act=act, allowed=no is None, code=no and no.code, why=no and no.detail)
