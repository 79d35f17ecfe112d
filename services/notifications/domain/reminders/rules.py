"""When a client is reminded of what: dated rules, quiet hours in which nobody is written to, and what goes together."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from shared.calendar import RIGA
from shared.contracts.codes import VisitMode
from shared.contracts.contact_codes import VisitPlace
from shared.contracts.reminder_codes import ReminderOf

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """From which day until which, both inclusive."""

    valid_from: date
    valid_until: date | None

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)


@dataclass(frozen=True, slots=True)
class ReminderRule:
    """`days_before` at `clock`, or `hours_before`; neither: as soon as it is known of. Empty modes and places: any."""

    code: str
    of: ReminderOf
    period: Period
    modes: frozenset[VisitMode] = frozenset()
    places: frozenset[VisitPlace] = frozenset()
    only_confirmed: bool = False
    days_before: int | None = None
    clock: time | None = None
    hours_before: int | None = None


@dataclass(frozen=True, slots=True)
class Quiet:
    """Nobody is written to from `begins` in the evening until `ends` in the morning, by the clock of Riga."""

    begins: time
    ends: time
    period: Period


@dataclass(frozen=True, slots=True)
class Gathering:
    """What a client is to be told as soon as it is known waits so long for what else there is to tell."""

    within: timedelta
    period: Period


@dataclass(frozen=True, slots=True)
class ReminderRules:
    """All of them."""

    rules: tuple[ReminderRule, ...] = ()
    quiet: tuple[Quiet, ...] = ()
    gathering: tuple[Gathering, ...] = ()

    def codes(self, of: ReminderOf) -> tuple[str, ...]:
        """The rules on one kind of occasion, whether they hold or not."""
        return tuple(dict.fromkeys(rule.code for rule in self.rules if rule.of is of))

    def due(self, rule: ReminderRule, at: datetime, now: datetime) -> datetime | None:
        """When to remind of what is `at`; none where that time has passed, or cannot come before `at` any more."""
        if rule.hours_before is not None:
            wanted = at - timedelta(hours=rule.hours_before)
        elif rule.days_before is not None:
            day = at.astimezone(RIGA).date() - rule.days_before * _ONE_DAY
            wanted = datetime.combine(day, rule.clock, RIGA)
        else:
            return self.soon(at, now)
        if wanted <= now:
            return None
        later = self.awake(wanted)
        if later < at:
            return later
        # Rather the evening before than after it began.
        earlier = self._evening_before(wanted)
        return earlier if earlier > now else None

    def soon(self, at: datetime, now: datetime) -> datetime | None:
        """When to tell of what is `at` as soon as people are awake, with whatever else there is to tell by then."""
        day = now.astimezone(RIGA).date()
        wait = next((one.within for one in self.gathering if one.period.holds_on(day)), timedelta())
        found = self.awake(now + wait)
        return found if found < at else None

    def awake(self, instant: datetime) -> datetime:
        """That instant, or the end of the quiet hours in which it lies."""
        local = instant.astimezone(RIGA)
        if (quiet := self._quiet_on(local.date())) is None:
            return instant
        if local.time() < quiet.ends:
            return datetime.combine(local.date(), quiet.ends, RIGA)
        if local.time() >= quiet.begins:
            return datetime.combine(local.date() + _ONE_DAY, quiet.ends, RIGA)
        return instant

    def _evening_before(self, instant: datetime) -> datetime:
        """The last minute before the quiet hours in which the instant lies."""
        local = instant.astimezone(RIGA)
        quiet = self._quiet_on(local.date())
        day = local.date() if local.time() >= quiet.begins else local.date() - _ONE_DAY
        return datetime.combine(day, quiet.begins, RIGA) - timedelta(minutes=1)

    def _quiet_on(self, day: date) -> Quiet | None:
        return next((one for one in self.quiet if one.period.holds_on(day)), None)
