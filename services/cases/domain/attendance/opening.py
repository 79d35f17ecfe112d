"""Whether an offer is open all the while: by its days, hours, season and holidays, on the clock on the wall in Riga."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from services.cases.domain.catalogue.schedule import Schedule, Weekday
from services.cases.domain.catalogue.service import Service
from services.cases.domain.catalogue.service_at_location import ServiceAtLocation
from shared.calendar import RIGA, Calendar

_WEEK = tuple(Weekday)


def schedules_of(place: ServiceAtLocation, service: Service) -> tuple[Schedule, ...]:
    """When the service is open there; nothing where nobody has said so."""
    return place.schedules or service.schedules


def is_open(schedules: Iterable[Schedule], begins: datetime, minutes: int, calendar: Calendar) -> bool:
    """Whether one of the schedules covers so many minutes from an instant on; without any it is always open."""
    known = tuple(schedules)
    local = begins.astimezone(RIGA).replace(tzinfo=None)
    ends = (begins + timedelta(minutes=minutes)).astimezone(RIGA).replace(tzinfo=None)
    # What closes after midnight is open by the day on which it opened.
    days = (local.date(), local.date() - timedelta(days=1))
    return not known or any(_covers(one, day, local, ends, calendar) for one in known for day in days)


def _covers(one: Schedule, day: date, begins: datetime, ends: datetime, calendar: Calendar) -> bool:
    if not _opens(one, day, calendar):
        return False
    opens, closes = datetime.combine(day, one.opens_at), datetime.combine(day, one.closes_at)
    if closes <= opens:
        closes += timedelta(days=1)
    return opens <= begins and ends <= closes


def _opens(one: Schedule, day: date, calendar: Calendar) -> bool:
    in_season = (one.valid_from or date.min) <= day <= (one.valid_until or date.max)
    return in_season and _WEEK[day.weekday()] in one.days and (one.on_holidays or not calendar.is_holiday(day))
