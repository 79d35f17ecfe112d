"""What a report is about: a period in the days of Riga, and perhaps one unit, target group, territory or mode."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from uuid import UUID

from shared.calendar import RIGA
from shared.contracts.case_codes import TargetGroup
from shared.contracts.mode_codes import ServiceMode

LONGEST = 1100
"""Days a period may have: three years. Longer ones belong into an export, not into an answer."""
_DAY, _MONTH = timedelta(days=1), timedelta(days=31)


class Step(StrEnum):
    """How a period is cut when something is shown over time; the value is PostgreSQL's word for it."""

    HOUR = "hour"
    DAY = "day"
    MONTH = "month"

    @property
    def format(self) -> str:
        """How PostgreSQL writes the name of a step, as `Scope.steps` does."""
        return {Step.HOUR: 'YYYY-MM-DD"T"HH24', Step.DAY: "YYYY-MM-DD", Step.MONTH: "YYYY-MM"}[self]


class Codes(StrEnum):
    """Other codes of territories than those that held when something happened."""

    TODAY = "today"


@dataclass(frozen=True, slots=True)
class Scope:
    """From the first day to the last, both included. `now` is the instant that the report speaks from."""

    first: date
    last: date
    now: datetime
    unit: UUID | None = None
    group: TargetGroup | None = None
    territory: str | None = None
    """The code of a territory (ATVK) that units stand in."""
    mode: ServiceMode | None = None
    codes: Codes | None = None
    """By which codes territories are told apart: those of their day, unless those of today are asked for."""
    as_of: str | None = None
    """The name of the cut whose facts it rests on; None for all that are applied."""

    @property
    def since(self) -> datetime:
        return datetime.combine(self.first, time.min, RIGA)

    @property
    def until(self) -> datetime:
        """The instant after the last day; it does not belong to the period."""
        return datetime.combine(self.last + _DAY, time.min, RIGA)

    @property
    def end(self) -> datetime:
        """When what is counted as a stock is counted: at the end of the period, or now while it lasts."""
        return min(self.until, self.now)

    @property
    def today(self) -> date:
        """The day in Riga from which the report speaks."""
        return self.now.astimezone(RIGA).date()

    @property
    def day(self) -> date:
        """The last day of the period that has come."""
        return min(self.last, self.today)

    def before(self) -> "Scope":
        """The period just before it: the month before, where this is a month that is over, else as many days as have
        come."""
        yesterday = self.first - _DAY
        is_month = self.first.day == 1 and self.first.month == self.last.month != (self.last + _DAY).month
        if is_month and self.last - self.first < _MONTH and self.until <= self.now:
            return replace(self, first=yesterday.replace(day=1), last=yesterday)
        return replace(self, first=self.first - (self.day - self.first + _DAY), last=yesterday)

    @property
    def is_narrowed(self) -> bool:
        """Whether it is about a part of the municipality only."""
        return any((self.unit, self.group, self.territory, self.mode))

    @property
    def step(self) -> Step:
        days = (self.last - self.first).days + 1
        return Step.HOUR if days <= 2 else Step.DAY if days <= 92 else Step.MONTH

    def steps(self) -> list[str]:
        """The names of the steps up to today, in order: 2026-11-03T14, 2026-11-03 or 2026-11."""
        days = [self.first + n * _DAY for n in range((self.day - self.first).days + 1)]
        if self.step is Step.HOUR:
            return [f"{day}T{hour:02}" for day in days for hour in range(24)]
        return list(dict.fromkeys(map(self.step_of, days)))

    def step_of(self, day: date) -> str:
        """The name of the step in which a day begins."""
        return {Step.HOUR: f"{day}T00", Step.DAY: str(day), Step.MONTH: f"{day:%Y-%m}"}[self.step]
