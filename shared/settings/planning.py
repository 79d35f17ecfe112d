"""What is planned for: indicators with targets for a planning period, and what workshops of residents asked for."""

from collections.abc import Mapping
from datetime import date
from typing import Self

from pydantic import Field, model_validator

from shared.contracts.codes import NeedCode
from shared.contracts.fields import RuleCode
from shared.settings.section import Dated, Label, Section, once


class Indicator(Dated):
    """A figure of reporting that is to reach a target each year of a planning period; its dates are the period's."""

    code: RuleCode
    name: Label
    figure: str = Field(min_length=1)
    """The name of the figure, as `GET /v1/definitions` of reporting has it."""
    measure: str = Field(min_length=1)
    """What of it is summed up."""
    of: str | None = None
    """The measure that it is a share of: then the value and the target are percent."""
    only: Mapping[str, str] = Field(default_factory=dict)
    """A dimension of the figure → the only code in it that counts; all of them where nothing is named."""
    target: int = Field(ge=0, le=10_000_000)
    at_most: bool = False
    """Whether the value must not lie above the target; else not below."""


class Workshop(Section):
    """A workshop (darba grupa) of residents and institutions: nobody is named, and no case comes of it."""

    code: RuleCode
    name: Label
    held_on: date
    participants: int = Field(ge=0, le=100_000)
    working_groups: int = Field(ge=0, le=1000)
    needs: tuple[NeedCode, ...]
    """What was asked for, as the minutes (protokols) say it: a need is a tag, however often it was said."""
    source: str = Field(min_length=1)
    """Where the minutes are found."""


class Planning(Section):
    """`[[indicator]]` after `[[indicator]]`, and `[[workshop]]` after `[[workshop]]`."""

    indicator: tuple[Indicator, ...] = ()
    workshop: tuple[Workshop, ...] = ()

    @model_validator(mode="after")
    def _codes_are_unique(self) -> Self:
        once("indicators", [one.code for one in self.indicator])
        once("workshops", [one.code for one in self.workshop])
        return self
