"""Absences (prombūtne): from one day to another, with somebody who stands in, by the days of Riga's calendar."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from shared.calendar import RIGA
from shared.contracts.unit_codes import AbsenceReason
from shared.decision import Refusal, Timer

TIMER = "staff-presence"
"""Fires at the beginning of a day on which somebody leaves or is back."""
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Absence:
    """Somebody is away from the `first` day to the `last` one, both included; without one, until they are back."""

    id: UUID
    reason: AbsenceReason
    first: date
    last: date | None = None
    deputy: UUID | None = None

    def covers(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)

    def meets(self, other: "Absence") -> bool:
        """Whether there is a day in both."""
        latest, ends = max(self.first, other.first), [a.last for a in (self, other) if a.last]
        return not ends or latest <= min(ends)


def checked(absence: Absence, others: Iterable[Absence]) -> Absence:
    """The absence, if it can be. Raises Refusal when it ends before it begins, or meets another one."""
    if absence.last and absence.last < absence.first:
        raise Refusal(
            code="absence-backwards", title="The absence ends before it begins",
            detail="The last day of an absence cannot lie before its first one.",
            pointers=(("/last", "lies before the first day"),),
        )  # fmt: skip
    if any(absence.meets(other) for other in others):
        raise Refusal(
            code="absence-overlaps", title="They are away on some of these days already",
            detail="Change the absence that is entered, or choose days outside it.",
            pointers=(("/first", "or a day after it is in another absence"),),
        )  # fmt: skip
    return absence


def timers(staff: UUID, absence: Absence, today: date) -> tuple[Timer, ...]:
    """When the presence of somebody has to be looked at again."""
    days = [absence.first, *([absence.last + _ONE_DAY] if absence.last else [])]
    return tuple(Timer(TIMER, staff, _begin(day)) for day in days if day > today)


def today(at: datetime) -> date:
    """The day on the wall in Riga."""
    return at.astimezone(RIGA).date()


def _begin(day: date) -> datetime:
    return datetime.combine(day, time.min, RIGA)
