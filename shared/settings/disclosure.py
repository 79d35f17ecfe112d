"""What is small enough to tell of single people, so that statistics do not show it."""

from datetime import date
from typing import Self

from pydantic import Field, model_validator

from shared.settings.section import Dated, Section, once


class Limit(Dated):
    """From which count on a number may be shown to whoever may see aggregates only."""

    code: str = Field(pattern=r"^[a-z0-9-]{1,64}$")
    small: int = Field(ge=3, le=100)
    """A count of people, or of what they did, below this one is hidden, and what would give it away."""
    round_to: int = Field(ge=3, le=100)
    """To multiples of this one counts are rounded in open data, and wherever differences of reports would tell more."""


class Disclosure(Section):
    limits: tuple[Limit, ...] = ()

    def on(self, day: date) -> Limit:
        """The limit that holds on a day; the strictest that may be configured where nothing was said."""
        return next((limit for limit in self.limits if limit.holds_on(day)), STRICTEST)

    @model_validator(mode="after")
    def _names_are_unique(self) -> Self:
        once("limits of disclosure", [limit.code for limit in self.limits])
        return self


STRICTEST = Limit(code="nothing-was-said", small=100, round_to=100, valid_from=date.min, source="nothing was said")
