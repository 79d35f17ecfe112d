"""Benefits: which there are, whose they are and from when, so that a reference to one says what it is."""

from collections.abc import Collection
from datetime import date
from typing import Self

from pydantic import Field, model_validator

from shared.contracts.benefit_codes import BenefitFamily
from shared.contracts.fields import RuleCode
from shared.settings.section import Dated, Label, Section, once


class BenefitKind(Dated):
    """A benefit that people may receive, or goods that they are given."""

    code: RuleCode
    family: BenefitFamily
    name: Label
    contains: Label | None = None
    """Of goods: what is in them."""


class Benefits(Section):
    """The list of benefits. A municipality with regulations of its own copies the file and names the copy."""

    notice_days: int = Field(30, ge=1, le=366)
    """How many days before a benefit runs out somebody has to think of it."""
    kind: tuple[BenefitKind, ...] = ()

    def on(self, day: date) -> Collection[BenefitKind]:
        """Those that there are on a day."""
        return tuple(kind for kind in self.kind if kind.holds_on(day))

    @model_validator(mode="after")
    def _codes_are_unique(self) -> Self:
        once("benefits", [kind.code for kind in self.kind])
        return self
