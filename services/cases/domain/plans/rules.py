"""What plans are judged by. The values are configuration, with the source they come from."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from shared.calendar import RIGA


@dataclass(frozen=True, slots=True)
class PlanRules:
    """`transition_months` count back from the eighteenth birthday, the earliest first."""

    review_within: timedelta
    transition_months: tuple[int, ...]
    source: str
    projects: frozenset[str] = frozenset()
    """Codes of those that may pay for a plan."""


def end_of(day: date) -> datetime:
    """When what is due on a day is overdue: as the next one begins in Riga."""
    return datetime.combine(day + timedelta(days=1), time(), RIGA)


def last_day_before(instant: datetime) -> date:
    """The last day that is over at an instant: the other way round from `end_of`."""
    return (instant.astimezone(RIGA) - timedelta(microseconds=1)).date()


def milestones(turns_18_on: date, months: Iterable[int]) -> tuple[date, ...]:
    """The days on which the way out of care is looked at, the eighteenth birthday last."""
    return (*(_months_before(turns_18_on, count) for count in months), turns_18_on)


def _months_before(day: date, months: int) -> date:
    """The same day of the month, or its last one."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
