"""What changes when the social service works in another mode: dated rules, each with the source it comes from."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from shared.contracts.fields import RuleCode
from shared.contracts.mode_codes import ServiceMode
from shared.settings.section import Dated, Section, TermText, once

KindOfDuty = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,60}$")]


class ModeRule(Dated):
    """What holds in `mode`; the first that holds on the day counts."""

    code: RuleCode
    mode: ServiceMode
    home_visit_needs_justification: bool = False
    """Whether a visit in person is an exception that needs a reason of its own (row 27)."""
    prolongs: Mapping[KindOfDuty, TermText] = Field(default_factory=dict)
    """By how much a term is longer, by the kind of what is due; what is not named stays as it is."""


class Modes(Section):
    """The whole file: `[[rule]]` after `[[rule]]`. Without one, a mode changes nothing but what facts say."""

    rule: tuple[ModeRule, ...] = ()

    def on(self, day: date, mode: ServiceMode) -> ModeRule | None:
        return next((rule for rule in self.rule if rule.mode is mode and rule.holds_on(day)), None)

    @model_validator(mode="after")
    def _names_are_unique(self) -> Self:
        once("mode rules", [rule.code for rule in self.rule])
        return self
