"""Home care: its levels, and how many hours a week each gives. Every municipality writes its own into a regulation."""

from datetime import date
from itertools import combinations
from typing import Self

from pydantic import Field, model_validator

from shared.contracts.fields import RuleCode
from shared.settings.section import Dated, Label, Section


class CareLevel(Dated):
    """A level of home care, for some services; an empty tuple means any. Other hours are another entry with dates."""

    code: RuleCode
    name: Label
    services: tuple[RuleCode, ...] = ()
    hours_per_week: int = Field(ge=1, le=168)

    @property
    def minutes_per_week(self) -> int:
        return self.hours_per_week * 60

    def is_of(self, service: str) -> bool:
        """Whether a service has this level."""
        return not self.services or service in self.services

    def overlaps(self, other: "CareLevel") -> bool:
        """Whether both hold on one day."""
        return self.valid_from <= (other.valid_until or date.max) and other.valid_from <= (self.valid_until or date.max)


class HomeCare(Section):
    """The levels of home care. A municipality with others copies the file and names the copy."""

    level: tuple[CareLevel, ...] = ()

    def level_on(self, code: str, service: str, day: date) -> CareLevel | None:
        """The level of this code for a service, as it holds on a day."""
        return next((one for one in self.level if one.code == code and one.holds_on(day) and one.is_of(service)), None)

    @model_validator(mode="after")
    def _one_level_holds(self) -> Self:
        for one, other in combinations(self.level, 2):
            if one.code == other.code and one.overlaps(other):
                raise ValueError(f"two levels of home care called {one.code} hold on one day; end the first before")
        return self
