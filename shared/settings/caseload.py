"""What a case weighs, from when on somebody carries too much, and which trainings the municipality asks for.

No law of Latvia says what a case weighs: weights are a convention of the service, dated, so that an older figure can be
understood, and with the source that somebody can be asked about.
"""

from collections.abc import Iterable
from datetime import date
from typing import Self, TypeVar

from pydantic import Field, model_validator

from shared.contracts.codes import NeedCode, Priority, StaffRole
from shared.contracts.fields import RuleCode
from shared.contracts.plan_codes import RiskLevel
from shared.settings.section import Dated, Label, Section, once

D = TypeVar("D", bound=Dated)
_POINTS = Field(0, ge=0, le=1_000)
_PERCENT = Field(ge=1, le=1_000)


class Training(Section):
    """A training or certificate: who must have it, and with what it helps."""

    name: Label
    needed_by: tuple[StaffRole, ...] = ()
    """Roles in which everybody has to have it."""
    helps_with: tuple[NeedCode, ...] = ()
    """Cases with one of these needs are better with somebody who has it."""
    source: str = Field(min_length=1)


class Weights(Dated):
    """What an open case weighs, in points: the sum of what is true of it."""

    code: RuleCode
    case: int = Field(ge=1, le=1_000)
    """Any open case."""
    priority: dict[Priority, int] = Field(default_factory=dict)
    needs: dict[NeedCode, int] = Field(default_factory=dict)
    """Each need that is named counts."""
    children: int = _POINTS
    """When the first person it is about is a child."""
    risk: dict[RiskLevel, int] = Field(default_factory=dict)
    """By the level of risk that was found."""
    half_hour_away: int = _POINTS
    """For each half hour of travel, one way, that has begun."""
    session: int = _POINTS
    """Each session of those who work by sessions in a centre: for them, cases do not count."""
    by_sessions: tuple[StaffRole, ...] = ()
    """Who works by sessions."""
    full: int = Field(ge=1, le=1_000_000)
    """The points that make one full load (100 %)."""


class Strain(Dated):
    """From when on somebody's work may make them ill (izdegšanas risks): each of these is a reason by itself."""

    code: RuleCode
    load: int = _PERCENT
    """From this share of a full load on."""
    after_hours: int = _PERCENT
    """From this share of visits outside office hours on."""
    violence: int = _PERCENT
    """From this share of cases with violence on."""
    least: int = Field(ge=1, le=100)
    """A share of fewer visits or cases says nothing."""
    reasons: int = Field(1, ge=1, le=3)
    """How many reasons together make a signal."""


class Fit(Dated):
    """How well somebody fits a case, in points: what speaks for giving it to them."""

    code: RuleCode
    roles: tuple[StaffRole, ...] = Field(min_length=1)
    """Who can be given a case."""
    role: int = _POINTS
    """For whoever has the first of `roles`."""
    unit: int = _POINTS
    """For being in the unit that has the case."""
    near: int = _POINTS
    """For being in a unit that is part of it, or of which it is part."""
    training: int = _POINTS
    """For each training that helps with a need of the case, and still counts."""
    language: int = _POINTS
    """For the language that is asked for."""
    load: int = _POINTS
    """For an empty desk; a full load leaves nothing of it, and more takes away."""


class Caseload(Section):
    weights: tuple[Weights, ...] = ()
    strain: tuple[Strain, ...] = ()
    fit: tuple[Fit, ...] = ()
    least_people: int = Field(5, ge=3, le=100)
    """Fewer than these are never summed up for anybody but the head: a mean of two tells each about the other."""
    window_days: int = Field(28, ge=7, le=366)
    """Over how many days, up to now, visits and sessions are counted."""
    source: str = "convention"
    """Where least_people and window_days come from."""

    def weights_on(self, day: date) -> Weights | None:
        return _holding(self.weights, day)

    def strain_on(self, day: date) -> Strain | None:
        return _holding(self.strain, day)

    def fit_on(self, day: date) -> Fit | None:
        return _holding(self.fit, day)

    @model_validator(mode="after")
    def _names_are_unique(self) -> Self:
        once("caseload rules", [rule.code for rules in (self.weights, self.strain, self.fit) for rule in rules])
        return self


def _holding(rules: Iterable[D], day: date) -> D | None:
    """The first rule that holds on the day; none where nothing was said of it."""
    return next((rule for rule in rules if rule.holds_on(day)), None)
