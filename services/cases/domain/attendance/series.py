"""Sessions that recur: on the weekdays of a rule, each within the days and hours of the offer, without holidays."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from uuid import UUID

from services.cases.domain.attendance.opening import schedules_of
from services.cases.domain.attendance.planning import Offered, Plan, led_by, must_be_near, must_be_offered, planned
from services.cases.domain.units.staff import Staff
from services.cases.domain.visits.series import Recurrence, Skipped, days, must_be_some, on_the_clock
from shared.calendar import Calendar
from shared.decision import Cause, Decision


def series_id(cause: Cause) -> UUID:
    """The series that a command plans."""
    return cause.derive("session-series")


def session_id(cause: Cause, day: date) -> UUID:
    """Its session on a day."""
    return cause.derive(f"session/{day}")


def days_of(
    offered: Offered, rule: Recurrence, cause: Cause, calendar: Calendar
) -> tuple[list[date], list[tuple[date, Skipped]]]:
    """The days of its sessions, and those on which there is none and why. Some offers are open on holidays too.

    Raises Refusal for a first day so far away that it was mistyped.
    """
    must_be_near(datetime.combine(rule.first, time(12), UTC), cause, "/first")
    schedules = schedules_of(offered.place, offered.service) if offered.is_known else ()
    return days(rule, calendar, on_holidays=any(one.on_holidays for one in schedules))


def plan(
    offered: Offered, wish: Plan, rule: Recurrence, leaders: Sequence[Staff | None], cause: Cause, calendar: Calendar
) -> Decision:
    """Plan each session as if it were the only one; of `wish` all but the time. Raises Refusal when one cannot be."""
    must_be_offered(offered)
    staff, (found, _) = led_by(leaders, cause), days_of(offered, rule, cause, calendar)
    must_be_some(rule, found)
    decision = Decision()
    for day in found:
        one = replace(wish, planned_at=on_the_clock(day, rule.at))
        decision += planned(offered, one, staff, session_id(cause, day), cause, calendar, series_id(cause))
    return decision
