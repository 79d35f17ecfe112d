"""When something is open: days of the week, hours on the wall in Riga, and a season where there is one."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum


class Weekday(StrEnum):
    """A day of the week, as iCalendar and HSDS write it."""

    MONDAY = "MO"
    TUESDAY = "TU"
    WEDNESDAY = "WE"
    THURSDAY = "TH"
    FRIDAY = "FR"
    SATURDAY = "SA"
    SUNDAY = "SU"


_DAYS = tuple(Weekday)


@dataclass(frozen=True, slots=True)
class Schedule:
    """Open on these days, from `opens_at` to `closes_at`; a closing time before the opening one is the next morning."""

    days: tuple[Weekday, ...]
    opens_at: time
    closes_at: time
    valid_from: date | None = None
    valid_until: date | None = None
    """The last day; a camp has a season."""
    on_holidays: bool = False

    def holds_on(self, day: date) -> bool:
        """Whether it begins on this day, holidays not looked at."""
        return (
            _DAYS[day.weekday()] in self.days
            and (self.valid_from is None or self.valid_from <= day)
            and (self.valid_until is None or day <= self.valid_until)
        )


def open_on(schedules: Iterable[Schedule], day: date, is_holiday: Callable[[date], bool]) -> bool:
    """Whether it opens on this day. Without any schedule it is open by agreement: always."""
    schedules = tuple(schedules)
    if not schedules:
        return True
    return any(one.holds_on(day) and (one.on_holidays or not is_holiday(day)) for one in schedules)
