"""What every section of the settings is made of: a frozen model that refuses keys it does not know."""

from datetime import date
from typing import Annotated

from pydantic import ConfigDict, Field, PlainSerializer, PlainValidator, StringConstraints

from shared.calendar import Term
from shared.described import Described

SERVICES = ("intake", "cases", "notifications", "reporting")

Seconds = Annotated[float, Field(gt=0, le=86_400)]
TermText = Annotated[Term, PlainValidator(lambda given: Term.parse(str(given))), PlainSerializer(str)]
MailAddress = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9.-]{1,190}$")]


class Section(Described):
    """A part of the settings. Values never change after start; the text under a field is its documentation."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,
    )


class Label(Section):
    """A name for people to read, in the languages of the staff and of the world."""

    lv: str = Field(min_length=1)
    en: str = Field(min_length=1)
    lt: str = ""
    """Lithuanian, for neighbours across the border; empty where nobody translated it."""


class Dated(Section):
    """A rule that holds from a day on, with the source it comes from. Rules change; the old one keeps its dates."""

    valid_from: date
    valid_until: date | None = None
    """The last day on which it holds; none while nobody has ended it."""
    source: str = Field(min_length=1)
    """Law, regulation, contract or "convention", so that whoever doubts the rule knows where to look."""

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)


def overlap(one: Dated, other: Dated) -> bool:
    """Whether there is a day on which both hold."""
    later, earlier = (one, other) if one.valid_from >= other.valid_from else (other, one)
    return earlier.valid_until is None or later.valid_from <= earlier.valid_until


def once(what: str, codes: list[str]) -> None:
    """Raises ValueError when a code appears twice in `codes`: facts name their rule, so a name means one rule."""
    if twice := sorted({code for code in codes if codes.count(code) > 1}):
        raise ValueError(f"two {what} are called {twice[0]}; rename one")
