"""Days that come every year by a rule and mean something to the work: charts over time mark them."""

from datetime import date, timedelta
from typing import Self

from pydantic import Field, model_validator

from shared.contracts.fields import RuleCode
from shared.settings.section import Dated, Label, Section, once

_WEEK = 7


class Observance(Dated):
    """A day that is observed: the second Tuesday of November."""

    code: RuleCode
    name: Label
    month: int = Field(ge=1, le=12)
    weekday: int = Field(ge=1, le=7)
    """1 for Monday to 7 for Sunday."""
    nth: int = Field(ge=1, le=4)
    """Which of these weekdays of the month; every month has four."""

    def in_year(self, year: int) -> date:
        first = date(year, self.month, 1)
        return first + timedelta(days=(self.weekday - first.isoweekday()) % _WEEK + (self.nth - 1) * _WEEK)


class Observances(Section):
    """The whole file: `[[day]]` after `[[day]]`."""

    day: tuple[Observance, ...] = ()

    def between(self, first: date, last: date) -> list[tuple[date, Observance]]:
        """Those that are observed from `first` to `last`, both included, in order."""
        years = range(first.year, last.year + 1)
        found = [(rule.in_year(year), rule) for year in years for rule in self.day]
        return sorted(
            ((day, rule) for day, rule in found if first <= day <= last and rule.holds_on(day)),
            key=lambda one: (one[0], one[1].code),
        )

    @model_validator(mode="after")
    def _names_are_unique(self) -> Self:
        once("days", [rule.code for rule in self.day])
        return self
