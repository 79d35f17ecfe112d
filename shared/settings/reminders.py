"""When clients are reminded of what: one file of dated rules per municipality.

How somebody is reminded is their own choice, kept with them, and a matter of safe contact: neither is configured here.
"""

from datetime import time
from typing import Self

from pydantic import Field, model_validator

from shared.contracts.codes import VisitMode
from shared.contracts.contact_codes import VisitPlace
from shared.contracts.fields import RuleCode
from shared.contracts.reminder_codes import ReminderOf
from shared.settings.section import Dated, Section, once


class ReminderRule(Dated):
    """A client is reminded of a visit, an offered place, whether they still wait, or a service that runs out.

    `days_before` at the hour `at`, or `hours_before`; neither: as soon as it is known. The rules of the day count on
    which the visit begins, or the answer is waited for.
    """

    code: RuleCode
    of: ReminderOf
    modes: tuple[VisitMode, ...] = ()
    """Of visits: how they take place; none means any."""
    places: tuple[VisitPlace, ...] = ()
    """Of visits in person: where; none means any."""
    only_confirmed: bool = False
    """Of visits: only once the client knows. One that is not announced must not be by a reminder."""
    days_before: int | None = Field(None, ge=1, le=60)
    at: time | None = None
    hours_before: int | None = Field(None, ge=1, le=48)

    @model_validator(mode="after")
    def _says_one_time(self) -> Self:
        if (self.days_before is None) != (self.at is None):
            raise ValueError(f"reminder {self.code}: days_before and at go together")
        if self.days_before is not None and self.hours_before is not None:
            raise ValueError(f"reminder {self.code} names two times; make two rules of it")
        if self.of is ReminderOf.VISIT and self.days_before is None and self.hours_before is None:
            raise ValueError(f"reminder {self.code} must say how long before the visit: days_before or hours_before")
        if self.of is not ReminderOf.VISIT and (self.modes or self.places or self.only_confirmed):
            raise ValueError(f"reminder {self.code} is of no visit; take modes, places and only_confirmed away")
        return self


class QuietHours(Dated):
    """Nobody is written to from `begins` in the evening until `ends` in the morning, by the clock of Riga."""

    begins: time
    ends: time

    @model_validator(mode="after")
    def _goes_over_midnight(self) -> Self:
        if self.begins <= self.ends:
            raise ValueError("quiet hours begin in the evening and end in the morning")
        return self


class Gathering(Dated):
    """What a client is told as soon as it is known waits so long for what else there is to tell them."""

    minutes: int = Field(ge=1, le=120)


class Reminders(Section):
    """The whole file: `[[rule]]` after `[[rule]]`, `[[quiet]]` and `[[gathering]]`."""

    rule: tuple[ReminderRule, ...] = ()
    quiet: tuple[QuietHours, ...] = ()
    """Without one that holds, people are written to at any hour."""
    gathering: tuple[Gathering, ...] = ()

    @model_validator(mode="after")
    def _codes_are_told_apart(self) -> Self:
        once("reminders", [rule.code for rule in self.rule])
        return self
