"""How people are told to be one: what each agreement weighs, and from which score on something is done."""

from typing import Self

from pydantic import Field, model_validator

from shared.contracts.fields import RuleCode
from shared.matching import MatchField, Points, Scale
from shared.settings.section import Dated, Section

_HUNDREDTHS = Field(ge=0, le=100)


class FieldPoints(Section):
    """What a field adds where both sides are known: the same, nearly the same, different."""

    exact: int = Field(ge=0, le=100)
    similar: int = Field(0, ge=-100, le=100)
    differs: int = Field(0, ge=-100, le=0)


class MatchingScale(Dated):
    """One set of weights. See `shared.matching.Scale`, which it becomes."""

    code: RuleCode
    certain: int = _HUNDREDTHS
    """From this score on a rule links two people, if `certain_needs` agree exactly as well."""
    likely: int = _HUNDREDTHS
    """From this score on somebody is asked to look at the two."""
    certain_needs: tuple[MatchField, ...] = Field(min_length=1)
    close: int = _HUNDREDTHS
    """How alike two names must be to count as similar."""
    alike: int = _HUNDREDTHS
    """All names less alike than this, with another date of birth, are another person's in spite of a shared code."""
    points: dict[MatchField, FieldPoints]

    def scale(self) -> Scale:
        points = {field: Points(of.exact, of.similar, of.differs) for field, of in self.points.items()}
        needs = frozenset(self.certain_needs)
        return Scale(self.code, points, self.certain, self.likely, needs, self.close, self.alike)

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if missing := [field for field in MatchField if field not in self.points]:
            raise ValueError(f"points of {missing[0]} are missing; write exact, similar and differs for every field")
        if self.likely > self.certain:
            raise ValueError("likely lies above certain; what is linked by a rule must be likely as well")
        return self
