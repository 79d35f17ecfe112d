"""When a term runs out: Latvian working days, office hours, and the two days a year when the clock changes.

The rules, and where they come from:

- *Elapsed* terms (`24 hours`) are plain time; twenty-four hours across a clock change are still twenty-four.
- *Days and months* follow the Administrative Procedure Law (Administratīvā procesa likums, sections 42 and 43): the
  term begins on the day after the event, hours do not count, it ends at 24:00 of its last day, a month without that
  date ends on its last day, and a last day that is no working day moves to the next working day.
- *Working days* begin on the day after the event too. They end when the office closes on the last day, and not at
  midnight: the duty is one of an institution, which nobody can reach after hours. This is our convention.
- *Working hours* run only while the office is open. A convention as well; the shortened day before a holiday is
  ignored.
"""

import calendar as months
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

import holidays

from shared.calendar.terms import Term, Unit

RIGA = ZoneInfo("Europe/Riga")
_ONE_DAY = timedelta(days=1)
_ELAPSED = {
    Unit.SECOND: timedelta(seconds=1),
    Unit.MINUTE: timedelta(minutes=1),
    Unit.HOUR: timedelta(hours=1),
}


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """Local opening and closing time of a working day. The office closes on the day on which it opened."""

    opens: time = time(8, 30)
    closes: time = time(17, 0)

    def __post_init__(self) -> None:
        if self.opens >= self.closes:
            raise ValueError(f"The office opens at {self.opens:%H:%M} but closes at {self.closes:%H:%M}; swap the two.")


@dataclass(frozen=True)
class Calendar:
    """Working days of Latvia, with the days the Cabinet moves, and what a municipality adds.

    `days_off` and `working_days` win over the national calendar: the Cabinet's transfer for the coming year is
    published after the `holidays` package, and a municipality may close on a day of its own.
    """

    office: OfficeHours = field(default_factory=OfficeHours)
    days_off: frozenset[date] = frozenset()
    working_days: frozenset[date] = frozenset()

    @cached_property
    def _national(self) -> holidays.HolidayBase:
        return holidays.country_holidays("LV")

    def is_working_day(self, day: date) -> bool:
        if day in self.days_off:
            return False
        return day in self.working_days or self._national.is_working_day(day)

    def is_holiday(self, day: date) -> bool:
        """Whether `day` is a public holiday, or a day off of the municipality; an ordinary weekend is neither."""
        return day not in self.working_days and (day in self.days_off or day in self._national)

    def is_open(self, at: datetime) -> bool:
        """Whether the office is open at that instant, which must be aware."""
        local = at.astimezone(RIGA)
        return self.is_working_day(local.date()) and self.office.opens <= local.time() < self.office.closes

    def working_day_on_or_after(self, day: date) -> date:
        while not self.is_working_day(day):
            day += _ONE_DAY
        return day

    def working_day_after(self, day: date, count: int = 1) -> date:
        """The `count`-th working day after `day`; `day` itself never counts."""
        for _ in range(count):
            day = self.working_day_on_or_after(day + _ONE_DAY)
        return day

    def due(self, start: datetime, term: Term) -> datetime:
        """The instant (UTC) at which a term that began at `start` is over. `start` must be aware."""
        if start.tzinfo is None:
            raise ValueError("A term needs an instant to begin at; give a datetime with a time zone.")
        local = start.astimezone(RIGA)
        match term.unit:
            case Unit.SECOND | Unit.MINUTE | Unit.HOUR:
                return start.astimezone(UTC) + term.count * _ELAPSED[term.unit]
            case Unit.DAY:
                return self._midnight_after(local.date() + term.count * _ONE_DAY)
            case Unit.MONTH:
                return self._midnight_after(_months_later(local.date(), term.count))
            case Unit.WORKING_DAY:
                return _instant(self.working_day_after(local.date(), term.count), self.office.closes)
            case Unit.WORKING_HOUR:
                return self.office_time_later(start, timedelta(hours=term.count))

    def office_time_between(self, start: datetime, end: datetime) -> timedelta:
        """How long the office is open from `start` to `end`, both aware; nothing when `end` is not the later one."""
        day, last, found = start.astimezone(RIGA).date(), end.astimezone(RIGA).date(), timedelta(0)
        while day <= last:
            if self.is_working_day(day):
                opened, closed = (
                    max(start, _instant(day, self.office.opens)),
                    min(end, _instant(day, self.office.closes)),
                )
                found += max(closed - opened, timedelta(0))
            day += _ONE_DAY
        return found

    def _midnight_after(self, last_day: date) -> datetime:
        return _instant(self.working_day_on_or_after(last_day) + _ONE_DAY, time.min)

    def office_time_later(self, start: datetime, left: timedelta) -> datetime:
        """The instant (UTC) at which the office has been open for as long as `left` since `start`."""
        day = start.astimezone(RIGA).date()
        if self.is_working_day(day):
            begin = max(start.astimezone(UTC), _instant(day, self.office.opens))
        else:
            day = self.working_day_on_or_after(day)
            begin = _instant(day, self.office.opens)
        while (end := begin + left) > (closing := _instant(day, self.office.closes)):
            left -= max(closing - begin, timedelta(0))
            day = self.working_day_after(day)
            begin = _instant(day, self.office.opens)
        return end


def is_skipped(local: datetime) -> bool:
    """Whether the clocks in Latvia never show this local time: they are put forward over it, one night in spring."""
    wall = local.replace(tzinfo=RIGA)
    return wall.astimezone(UTC).astimezone(RIGA).replace(tzinfo=None) != local.replace(tzinfo=None)


def _instant(day: date, at: time) -> datetime:
    return datetime.combine(day, at, RIGA).astimezone(UTC)


def _months_later(day: date, count: int) -> date:
    years, month = divmod(day.month - 1 + count, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, months.monthrange(year, month)[1]))
