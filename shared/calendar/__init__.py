"""Latvian working days, terms and the clock: the pure room for everything that has a date.

A term ("1 working day", "PT24H") is data from the settings; a calendar turns it into the instant when it runs out.
No I/O here. The clock is a port, so that tests, replays and the sample day can bring their own.
"""

from shared.calendar.calendar import RIGA, Calendar, OfficeHours, is_skipped
from shared.calendar.clock import Clock, PacedClock, SystemClock
from shared.calendar.terms import Term, TermError, Unit

__all__ = [
    "RIGA",
    "Calendar",
    "Clock",
    "OfficeHours",
    "PacedClock",
    "SystemClock",
    "Term",
    "TermError",
    "Unit",
    "is_skipped",
]
