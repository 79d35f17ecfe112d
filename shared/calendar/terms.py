"""A term: how long somebody has, as it is written in a law, a contract or a settings file.

Written either in words or as an ISO 8601 duration with one component. What each means is decided in `calendar.py`.

| written                              | meaning                                        |
|--------------------------------------|------------------------------------------------|
| `24 hours`, `PT24H`, `PT30M`, `PT5S` | elapsed time, whatever the calendar says       |
| `10 days`, `P10D`, `P2W`             | calendar days, as administrative law counts    |
| `1 month`, `P1M`                     | calendar months, as administrative law counts  |
| `1 working day`                      | Latvian working days                           |
| `4 working hours`                    | time while the office is open                  |
"""

import re
from dataclasses import dataclass
from enum import StrEnum


class Unit(StrEnum):
    SECOND = "second"
    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    MONTH = "month"
    WORKING_DAY = "working day"
    WORKING_HOUR = "working hour"


class TermError(ValueError):
    """The text is not a term; the message shows the forms that are."""


_WORDS = re.compile(r"(?P<count>[0-9]{1,6}) (?P<unit>second|minute|hour|day|week|month|working day|working hour)s?")
_ISO = re.compile(r"P(?P<time>T)?(?P<count>[0-9]{1,6})(?P<unit>[DWMHS])")
_ISO_UNITS = {
    ("", "D"): (1, Unit.DAY),
    ("", "W"): (7, Unit.DAY),
    ("", "M"): (1, Unit.MONTH),
    ("T", "H"): (1, Unit.HOUR),
    ("T", "M"): (1, Unit.MINUTE),
    ("T", "S"): (1, Unit.SECOND),
}


@dataclass(frozen=True, slots=True)
class Term:
    """`count` of `unit`; `count` is at least 1. `str(term)` is a text that `Term.parse` reads back."""

    count: int
    unit: Unit

    def __post_init__(self) -> None:
        if self.count < 1:
            raise TermError(f"A term of {self.count} {self.unit}s would be over before it began; write at least 1.")

    def __str__(self) -> str:
        return f"{self.count} {self.unit}" + ("" if self.count == 1 else "s")

    @classmethod
    def parse(cls, text: str) -> "Term":
        """Reads a term in words or as an ISO 8601 duration.

        Raises TermError when it is neither, or mixes components (`P1DT2H`): which rule counts the second part
        would be anybody's guess, and a deadline must not be.
        """
        if found := _WORDS.fullmatch(text.strip()):
            count, word = int(found["count"]), found["unit"]
            return cls(count * 7, Unit.DAY) if word == "week" else cls(count, Unit(word))
        if found := _ISO.fullmatch(text.strip()):
            factor, unit = _ISO_UNITS.get((found["time"] or "", found["unit"]), (0, Unit.DAY))
            if factor:
                return cls(int(found["count"]) * factor, unit)
        raise TermError(
            f"{text!r} is not a term. Write it in words (1 working day, 4 working hours, 10 days, 1 month, 24 hours) "
            "or as an ISO 8601 duration with one component (P10D, PT24H)."
        )
