"""The kinds of question that a checklist is made of, and what each takes for an answer."""

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, StringConstraints

from shared.contracts.case_codes import RiskReason
from shared.contracts.plan_codes import RiskLevel
from shared.described import Described

Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]{0,59}$")]
Answer = bool | int | float | str
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Part(Described):
    """A part of a checklist: frozen, and no key that we do not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Words(Part):
    """What people read, in both languages."""

    lv: str = Field(min_length=1)
    en: str = Field(min_length=1)


class Weight(Part):
    """What an answer weighs."""

    points: int = Field(0, ge=0, le=100)
    at_least: RiskLevel | None = None
    """The level that this answer alone makes, whatever the points say."""

    @property
    def weighs(self) -> bool:
        return self.points > 0 or self.at_least is not None


NOTHING = Weight()


class Condition(Part):
    """Asked only when another question, which stands before it, was answered so."""

    question: Code
    answers: tuple[bool | str, ...] = Field(min_length=1)


class Question(Part):
    """What all questions have."""

    code: Code
    """Its name in the answers; it keeps its meaning through all versions of the checklist."""
    text: Words
    help: Words | None = None
    required: bool = True
    shown_if: Condition | None = None
    reason: RiskReason | None = None
    """What an answer that weighs something tells of; the checklist's own reason without it."""

    @property
    def most_points(self) -> int:
        """The most points that it can give."""
        return 0

    def weight(self, answer: Answer) -> Weight:
        """What a right answer weighs."""
        return NOTHING


class Option(Weight):
    """One of the answers to choose from."""

    code: Code
    text: Words


class Choice(Question):
    """One of some answers."""

    kind: Literal["choice"]
    options: tuple[Option, ...] = Field(min_length=2)

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(option.code for option in self.options)

    @property
    def most_points(self) -> int:
        return max(option.points for option in self.options)

    def weight(self, answer: Answer) -> Weight:
        return next(option for option in self.options if option.code == answer)

    def wrong(self, answer: Any) -> str | None:
        return None if isinstance(answer, str) and answer in self.codes else f"is one of {', '.join(self.codes)}"

    def schema(self) -> dict[str, Any]:
        return {"enum": list(self.codes)}


class YesNo(Question):
    """Yes or no."""

    kind: Literal["yes_no"]
    yes: Weight = NOTHING
    no: Weight = NOTHING

    @property
    def most_points(self) -> int:
        return max(self.yes.points, self.no.points)

    def weight(self, answer: Answer) -> Weight:
        return self.yes if answer else self.no

    def wrong(self, answer: Any) -> str | None:
        return None if isinstance(answer, bool) else "is true or false"

    def schema(self) -> dict[str, Any]:
        return {"type": "boolean"}


class Number(Question):
    """A number with its unit."""

    kind: Literal["number"]
    unit: Words
    least: int = 0
    most: int
    whole: bool = True

    def wrong(self, answer: Any) -> str | None:
        is_number = isinstance(answer, int | float) and not isinstance(answer, bool)
        if is_number and self.least <= answer <= self.most and not (self.whole and answer != int(answer)):
            return None
        return f"is a {'whole ' if self.whole else ''}number from {self.least} to {self.most}"

    def schema(self) -> dict[str, Any]:
        kind = "integer" if self.whole else "number"
        return {"type": kind, "minimum": self.least, "maximum": self.most}


class Date(Question):
    """A day."""

    kind: Literal["date"]

    def wrong(self, answer: Any) -> str | None:
        try:
            right = isinstance(answer, str) and _DAY.fullmatch(answer) and date.fromisoformat(answer)
        except ValueError:
            right = False
        return None if right else "is a day, written YYYY-MM-DD"

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "date"}


class Text(Question):
    """Free words. They stay in the database of cases."""

    kind: Literal["text"]
    longest: int = Field(2_000, ge=1, le=4_000)
    required: bool = False

    def wrong(self, answer: Any) -> str | None:
        right = isinstance(answer, str) and 0 < len(answer) <= self.longest
        return None if right else f"is a text of at most {self.longest} characters"

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "minLength": 1, "maxLength": self.longest}


AnyQuestion = Annotated[Choice | YesNo | Number | Date | Text, Field(discriminator="kind")]
