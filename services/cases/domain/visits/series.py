"""Visits that recur (aprūpe mājās): on weekdays, every week or every other, but not on holidays or days left out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from uuid import UUID

from services.cases.domain.case import Case
from services.cases.domain.units.staff import Staff
from services.cases.domain.visits import planning, safety
from services.cases.domain.visits.planning import Plan
from services.cases.domain.visits.safety import VisitRules, Written
from services.cases.domain.visits.visit import Visit
from shared.calendar import RIGA, Calendar, is_skipped
from shared.contracts.codes import VisitCancelReason
from shared.decision import Cause, Decision, Refusal

MOST = 120
"""How many visits one series has at most: every working day for half a year."""


class Skipped(StrEnum):
    """Why there is no visit on a day of the rule."""

    HOLIDAY = "holiday"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class Recurrence:
    """Weekdays (1 is Monday) of every week or every other, counted from the week of `first`, by the clock of Riga.

    It ends after `until`, or with `count` visits.
    """

    weekdays: frozenset[int]
    every_weeks: int
    at: time
    first: date
    until: date | None = None
    count: int | None = None
    left_out: frozenset[date] = frozenset()


def days(
    rule: Recurrence, calendar: Calendar, *, on_holidays: bool = False
) -> tuple[list[date], list[tuple[date, Skipped]]]:
    """The days of its visits, and those on which there is none and why. At most one more than MOST are looked for."""
    found: list[date] = []
    skipped: list[tuple[date, Skipped]] = []
    monday = rule.first - timedelta(days=rule.first.weekday())
    day, last = rule.first, rule.until or rule.first + timedelta(days=7 * rule.every_weeks * (MOST + 1))
    while day <= last and len(found) <= MOST and len(found) != rule.count:
        weeks = (day - monday).days // 7
        if weeks % rule.every_weeks == 0 and day.isoweekday() in rule.weekdays:
            if day in rule.left_out:
                skipped.append((day, Skipped.LEFT_OUT))
            elif not on_holidays and calendar.is_holiday(day):
                skipped.append((day, Skipped.HOLIDAY))
            else:
                found.append(day)
        day += timedelta(days=1)
    return found, skipped


def must_be_some(rule: Recurrence, found: Sequence[date]) -> None:
    """Raises Refusal for a rule without one end, and for no day or too many."""
    if (rule.until is None) == (rule.count is None):
        raise Refusal(
            code="series-length", title="The series is empty or too long",
            detail="Say until when, or how many: one of the two.", pointers=(("/until", "or count, and not both"),),
        )  # fmt: skip
    if not 0 < len(found) <= MOST:
        raise Refusal(
            code="series-length", title="The series is empty or too long",
            detail=f"A series has at least one day and at most {MOST}: look at weekdays, until and count.",
        )  # fmt: skip


def on_the_clock(day: date, at: time) -> datetime:
    """The instant at which a clock in Riga shows this time on a day. Raises Refusal when none does."""
    local = datetime.combine(day, at)
    if is_skipped(local):
        raise Refusal(
            code="local-time-skipped", title="No clock shows that time",
            detail=f"On {day} the clocks are put forward over {at:%H:%M}: take another time, or leave it out.",
            pointers=(("/at", "is skipped on one of the days"),),
        )  # fmt: skip
    return local.replace(tzinfo=RIGA)


def series_id(cause: Cause) -> UUID:
    return cause.derive("series")


def visit_id(cause: Cause, day: date) -> UUID:
    return cause.derive(f"visit/{day}")


def schedule(
    case: Case, companion: Staff | None, plan: Plan, rule: Recurrence, cause: Cause, rules: VisitRules,
    calendar: Calendar, exception: Written | None,
) -> Decision:  # fmt: skip
    """Plan each visit of the series as if it were the only one. Raises Refusal when one of them cannot be."""
    planning.must_be_assigned(case)
    planning.must_be_for_meeting(plan)
    safety.must_be_justified(exception, plan.mode, plan.where, plan.justification)
    found, _ = days(rule, calendar)
    must_be_some(rule, found)
    visits, facts = [], []
    for day in found:
        one = replace(plan, planned_at=on_the_clock(day, rule.at))
        planning.must_be_possible(case, one.planned_at, cause, rules)
        safety.must_be_somebody_else(plan.companion, companion, case.staff, day)
        step = planning.planned(case, visit_id(cause, day), one, series_id(cause))
        case, visit = step.states
        visits.append(visit)
        facts += step.facts
    return Decision((case, *visits), tuple(facts))


def end(case: Case, visits: Sequence[Visit], reason: VisitCancelReason) -> Decision:
    """Call off those of its visits that have not begun; `visits` are all of one case."""
    ended, facts = [], []
    for visit in visits:
        step = planning.cancel(case, visit, reason)
        case, after = step.states
        ended.append(after)
        facts += step.facts
    return Decision((case, *ended), tuple(facts)) if ended else Decision()
