"""What a visit needs: the safety checklist, and who may go alone."""

from collections.abc import Collection
from datetime import date
from typing import Self

from pydantic import Field, model_validator

from shared.contracts.codes import NeedCode
from shared.contracts.contact_codes import SafetyNeed, VisitPlace
from shared.contracts.fields import RuleCode
from shared.contracts.plan_codes import RiskLevel
from shared.settings.section import Dated, Label, Section, once


class SafetyItem(Section):
    """A question that is answered with yes or no before somebody sets out."""

    code: RuleCode
    text: Label
    must: bool = False
    """Whether the visit does not begin after a no."""


class SafetyChecklist(Dated):
    """One version of the checklist (drošības pārbaudes saraksts)."""

    code: RuleCode
    items: tuple[SafetyItem, ...] = Field(min_length=1, max_length=30)

    @model_validator(mode="after")
    def _items_are_told_apart(self) -> Self:
        once(f"items of {self.code}", [item.code for item in self.items])
        return self


class SafetyRule(Dated):
    """A visit in person at one of `places`, in a case with one of `needs` and one of `risks`; an empty tuple means any.

    The first rule that holds on the day and matches decides.
    """

    code: RuleCode
    needs: tuple[NeedCode, ...] = ()
    risks: tuple[RiskLevel, ...] = ()
    places: tuple[VisitPlace, ...] = ()
    asks: SafetyNeed
    report_every_minutes: int | None = Field(None, ge=5, le=480)
    """How long somebody who is alone may stay silent."""

    def matches(self, needs: Collection[NeedCode], risk: RiskLevel | None, place: VisitPlace) -> bool:
        return (
            (not self.needs or not set(self.needs).isdisjoint(needs))
            and (not self.risks or risk in self.risks)
            and (not self.places or place in self.places)
        )

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if (self.asks is SafetyNeed.LONE_WORKER) != (self.report_every_minutes is not None):
            raise ValueError(f"safety rule {self.code}: report_every_minutes belongs to lone_worker, and to it only")
        return self


class Visits(Section):
    """The rules of visits. Without any, visits need nothing but a time."""

    checklist: tuple[SafetyChecklist, ...] = ()
    safety: tuple[SafetyRule, ...] = ()
    plan_ahead_days: int = Field(366, ge=1, le=3660)
    """How far ahead a visit may be planned: beyond it a year was mistyped."""

    def checklist_on(self, day: date) -> SafetyChecklist | None:
        """The version that is to be answered on `day`."""
        return next((one for one in self.checklist if one.holds_on(day)), None)

    def safety_for(
        self, needs: Collection[NeedCode], risk: RiskLevel | None, place: VisitPlace, day: date
    ) -> SafetyRule | None:
        """The rule that decides for such a visit on `day`; `risk` is what the case was found to have."""
        return next((rule for rule in self.safety if rule.holds_on(day) and rule.matches(needs, risk, place)), None)

    @model_validator(mode="after")
    def _names_are_unique(self) -> Self:
        rules = (*self.checklist, *self.safety)
        once("rules of visits", [rule.code for rule in rules])
        return self
