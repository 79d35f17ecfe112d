"""When a reminder is sent: before what it is of, by the rules of that day, and never while people sleep."""

from datetime import date, time, timedelta

import pytest

from services.notifications.domain.reminders.rules import Gathering, Period, Quiet, ReminderRule, ReminderRules
from shared.contracts.reminder_codes import ReminderOf
from tests.services.notifications.samples import riga

ALWAYS = Period(date(2021, 7, 1), None)
DAY_BEFORE = ReminderRule("day-before", ReminderOf.VISIT, ALWAYS, days_before=1, clock=time(15))
HOURS_BEFORE = ReminderRule("hours-before", ReminderOf.VISIT, ALWAYS, hours_before=2)
AT_ONCE = ReminderRule("at-once", ReminderOf.OFFER, ALWAYS)
RULES = ReminderRules(
    quiet=(Quiet(time(20), time(8), ALWAYS),), gathering=(Gathering(timedelta(minutes=15), ALWAYS),)
)  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "at", "now", "due"),
    [
        (DAY_BEFORE, "2026-03-17 10:00", "2026-03-10 12:00", "2026-03-16 15:00"),
        (DAY_BEFORE, "2026-03-17 10:00", "2026-03-16 14:59", "2026-03-16 15:00"),
        (DAY_BEFORE, "2026-03-17 10:00", "2026-03-16 15:00", None),
        (HOURS_BEFORE, "2026-03-17 14:00", "2026-03-16 12:00", "2026-03-17 12:00"),
        (HOURS_BEFORE, "2026-03-17 14:00", "2026-03-17 12:30", None),
        # Two hours before is night: as soon as people are awake, or the evening before where that is too late.
        (HOURS_BEFORE, "2026-03-17 09:00", "2026-03-16 12:00", "2026-03-17 08:00"),
        (HOURS_BEFORE, "2026-03-17 08:00", "2026-03-16 12:00", "2026-03-16 19:59"),
        (HOURS_BEFORE, "2026-03-17 23:00", "2026-03-16 12:00", "2026-03-17 19:59"),
        (HOURS_BEFORE, "2026-03-17 07:30", "2026-03-16 22:00", None),
        # The night in which the clocks are put forward has no 03:30.
        (HOURS_BEFORE, "2026-03-29 11:00", "2026-03-28 12:00", "2026-03-29 09:00"),
        (AT_ONCE, "2026-03-20 10:00", "2026-03-16 12:00", "2026-03-16 12:15"),
        (AT_ONCE, "2026-03-20 10:00", "2026-03-16 19:50", "2026-03-17 08:00"),
        (AT_ONCE, "2026-03-20 10:00", "2026-03-16 02:00", "2026-03-16 08:00"),
        (AT_ONCE, "2026-03-17 07:00", "2026-03-16 21:00", None),
    ],
)
def test_it_is_due_before_what_it_is_of_and_while_people_are_awake(rule, at, now, due):
    assert RULES.due(rule, riga(at), riga(now)) == (riga(due) if due else None)


def test_without_quiet_hours_people_are_written_to_at_any_hour():
    assert ReminderRules().awake(riga("2026-03-16 03:00")) == riga("2026-03-16 03:00")


def test_quiet_hours_hold_from_their_day_on():
    ended = Period(date(2021, 7, 1), date(2026, 3, 15))
    rules = ReminderRules(quiet=(Quiet(time(20), time(8), ended),))
    assert rules.awake(riga("2026-03-15 21:00")) > riga("2026-03-15 21:00")
    assert rules.awake(riga("2026-03-16 21:00")) == riga("2026-03-16 21:00")
