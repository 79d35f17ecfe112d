"""What the API shows of visits."""

from datetime import date, datetime
from uuid import UUID

from pydantic import Field

from services.cases.api.shape import View
from services.cases.domain.visits.acts import VisitAct
from services.cases.domain.visits.visit import VisitState
from shared.contracts.codes import NeedCode, VisitMode, VisitOutcome
from shared.contracts.contact_codes import RescheduleReason, SafetyNeed, VisitJustification, VisitPlace
from shared.contracts.fields import AtvkCode, RuleCode
from shared.contracts.plan_codes import RiskLevel


class VisitView(View):
    """A visit."""

    id: UUID
    case_id: UUID
    staff: UUID
    mode: VisitMode
    planned_at: datetime
    state: VisitState
    place: VisitPlace | None
    """None when it is not in person."""
    area: AtvkCode | None
    """The territorial unit; the address is read from intake."""
    companion: UUID | None
    """Who goes along."""
    justification: VisitJustification | None
    series: UUID | None
    """The series it belongs to, when it recurs."""
    moved_from: list[datetime]
    """For when it was planned before, the oldest first."""
    moved_why: list[RescheduleReason]
    """Why it was moved, each time."""
    started_at: datetime | None
    ended_at: datetime | None
    checklist: RuleCode | None
    """The version of the safety checklist that was answered."""
    unmet: list[RuleCode]
    """Items of it that were answered with no."""
    safety: RuleCode | None
    """The rule about going alone that was applied."""
    check_in_every: int | None
    """How many minutes somebody who is alone there may stay silent."""
    check_in_due: datetime | None
    checked_in_at: datetime | None
    check_in_missed_at: datetime | None
    """Since when somebody who is alone there has been silent for too long."""
    watched_by: UUID | None
    """The supervisor who is told of that."""
    duration: int | None
    """Minutes."""
    outcome: VisitOutcome | None
    score: int | None
    """What the survey made of the living conditions, in points."""
    after_hours: bool | None
    """Whether it began outside of office hours."""
    reason: str | None
    version: int


class VisitActionView(View):
    """An act: possible, or why it is not."""

    act: VisitAct
    allowed: bool
    code: str | None = Field(examples=["visit-over"])
    """The problem that the act would be answered with."""
    why: str | None
    """In words."""


class AskedView(View):
    """What a visit in person asks for before it may begin, by the rules of today."""

    checklist: RuleCode | None
    """The version to answer (`GET /v1/visits/rules`)."""
    safety: RuleCode | None
    """The rule about going alone."""
    asks: SafetyNeed
    report_every_minutes: int | None
    source: str | None
    """Where that rule comes from."""
    justification: bool
    """Whether it must be said why a home visit cannot wait."""


class VisitDetail(VisitView):
    """A visit with what may be done next."""

    actions: list[VisitActionView]
    asked: AskedView | None
    """None when it is not in person."""


class ItemView(View):
    """A question of the checklist, answered with yes or no."""

    code: RuleCode
    text: dict[str, str] = Field(examples=[{"lv": "Tālrunis ir uzlādēts", "en": "My phone is charged"}])
    must: bool
    """Whether the visit does not begin after a no."""


class ChecklistView(View):
    """The safety checklist."""

    code: RuleCode
    valid_from: date
    source: str
    items: list[ItemView]


class SafetyRuleView(View):
    """A rule about going alone; the first that matches decides, and an empty list means any."""

    code: RuleCode
    valid_from: date
    source: str
    needs: list[NeedCode]
    risks: list[RiskLevel]
    places: list[VisitPlace]
    asks: SafetyNeed
    report_every_minutes: int | None


class VisitRulesView(View):
    """What holds for visits today."""

    checklist: ChecklistView | None
    safety: list[SafetyRuleView]
    plan_ahead_days: int
