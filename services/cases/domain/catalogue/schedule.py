"""When something is open: days of the week, hours on the wall in Riga, and a season where there is one."""

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
