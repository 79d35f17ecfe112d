"""Plans of social work: how often they are looked at again, when somebody leaves care, and what of practice is told."""

from itertools import pairwise
from typing import Annotated, Self

from pydantic import Field, model_validator

from shared.settings.section import Section


class Plans(Section):
    """By what plans are judged. A municipality with habits of its own copies the file and names the copy."""

    review_within_days: int = Field(183, ge=1, le=1_000)
    """A plan in force is reviewed at least so often."""
    transition_months: tuple[Annotated[int, Field(ge=1, le=60)], ...] = (24, 12, 6, 3, 1)
    """How many months before the eighteenth birthday the way out of care is looked at."""
    smallest_group: int = Field(10, ge=3, le=1_000)
    """Practice is told to others in groups of at least so many cases."""
    source: str = Field("convention", min_length=1)

    @model_validator(mode="after")
    def _months_run_down(self) -> Self:
        if any(later >= earlier for earlier, later in pairwise(self.transition_months)):
            raise ValueError("transition_months run down towards the birthday: 24, 12, 6, 3, 1")
        return self
