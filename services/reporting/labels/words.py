"""What codes, columns, numbers and times are called for people, in one language."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from babel.dates import format_date, format_datetime, format_skeleton
from babel.numbers import format_decimal, format_percent

from services.reporting.disclosure.hidden import HIDDEN, Hidden
from shared.calendar import RIGA

Labels = Mapping[str, Mapping[str, str]]


def _read(folder: Path) -> dict[str, Labels]:
    """All files of the folder as one; raises ValueError when two of them name the same code."""
    labels: dict[str, dict[str, Mapping[str, str]]] = {}
    for path in sorted(folder.glob("*.toml")):
        for dimension, named in tomllib.loads(path.read_text(encoding="utf-8")).items():
            known = labels.setdefault(dimension, {})
            if twice := known.keys() & named.keys():
                raise ValueError(f"labels/{path.name} names {sorted(twice)} of {dimension} once more")
            known |= named
    return labels


LABELS: Mapping[str, Labels] = _read(Path(__file__).parent)
"""Dimension → code → language → label."""

HIDDEN_SIGN = "‥"
"""Stands where a number would be that is not told."""

_SPANS = {"seconds": 1, "minutes": 60}
_SECONDS = {"d": 86_400, "h": 3_600, "min": 60, "s": 1}


class Language(StrEnum):
    """The languages of the pages."""

    LV = "lv"
    EN = "en"

    @property
    def locale(self) -> str:
        return "lv_LV" if self is Language.LV else "en_GB"


_PERIODS = {
    Language.LV: {
        "all": ("y. 'gada' LLLL",), "month": ("y. 'gada' d.–", "d. MMMM"), "year": ("y. 'gada' d. MMMM – ", "d. MMMM"),
        "nothing": ("y. 'gada' d. MMMM – ", "y. 'gada' d. MMMM"),
    },
    Language.EN: {
        "all": ("LLLL y",), "month": ("d–", "d MMMM y"), "year": ("d MMMM – ", "d MMMM y"),
        "nothing": ("d MMMM y – ", "d MMMM y"),
    },
}  # fmt: skip
"""What the first and the last day of a period have the same → how the two are written."""
_INSTANT = {Language.LV: "dd.MM.y. HH:mm", Language.EN: "d MMM y, HH:mm"}


@dataclass(frozen=True, slots=True)
class Words:
    """`labels` are those of this municipality by dimension: of units, agencies, services. Codes have theirs anyway."""

    language: Language
    labels: Mapping[str, Labels] = field(default_factory=dict)

    def of(self, dimension: str, code: str | None) -> str:
        """The label of a code; the code itself where nobody has named it."""
        match dimension:
            case "time":
                return self._step(code)
            case "day":
                return self.day(date.fromisoformat(code))
        named = self.labels.get(dimension, {}).get(code) or LABELS.get(dimension, {}).get(code)
        return named[self.language] if named else str(code)

    def column(self, name: str, unit: str = "") -> str:
        """What a column is called; Latvian endings depend on what is counted."""
        exact = f"{unit}.{name}"
        return self.of("column", exact if exact in LABELS["column"] else name)

    def value(self, value: int | Hidden | None, unit: str) -> str:
        """A measured value as people write it; a dash where there was nothing to measure, dots where it is hidden."""
        if value is HIDDEN:
            return HIDDEN_SIGN
        if value is None:
            return "–"
        if unit in _SPANS:
            return duration(value * _SPANS[unit])
        if unit == "percent":
            return format_percent(value / 100, locale=self.language.locale)
        return _decimal(value, self.language.locale)

    def day(self, day: date) -> str:
        return format_date(day, "long", locale=self.language.locale)

    def period(self, first: date, last: date) -> str:
        """Days, the last included; a month that is whole by its name, and nothing said twice that both have."""
        if first == last:
            return self.day(first)
        if (first.year, first.month) != (last.year, last.month):
            same = "year" if first.year == last.year else "nothing"
        else:
            is_whole = first.day == 1 and (last + timedelta(days=1)).month != last.month
            same = "all" if is_whole else "month"
        patterns = _PERIODS[self.language][same]
        days = zip(patterns, (first, last), strict=False)
        return "".join(format_date(day, pattern, locale=self.language.locale) for pattern, day in days)

    def instant(self, instant: datetime) -> str:
        """In Riga, to the minute."""
        return format_datetime(instant, _INSTANT[self.language], tzinfo=RIGA, locale=self.language.locale)

    def tick(self, step: str) -> str:
        """A step of a period on an axis: the hour alone, but for midnight, where another day begins."""
        day, _, hour = step.partition("T")
        return f"{hour}:00" if int(hour or 0) else self._step(day)

    def _step(self, code: str) -> str:
        return _step(code, self.language.locale)


# A page has hundreds of numbers and steps, most of them again and again; to write one takes longer than to count it.
@lru_cache(maxsize=4096)
def _decimal(value: int, locale: str) -> str:
    return format_decimal(value, locale=locale)


@lru_cache(maxsize=4096)
def _step(code: str, locale: str) -> str:
    """A step of a period, as `Scope.steps` names it, on one line."""
    day, _, hour = code.partition("T")
    if day.count("-") == 1:
        shown = format_date(date.fromisoformat(f"{day}-01"), "LLL y", locale=locale)
    else:
        shown = format_skeleton("MMMd", date.fromisoformat(day), locale=locale)
    return (f"{shown}, {hour}:00" if hour else shown).replace(" ", "\u00a0")


def duration(seconds: int) -> str:
    """In the two largest units that matter: 3 d 11 h, 10 min, 45 s."""
    parts, left = [], seconds
    for name, size in _SECONDS.items():
        if left >= size or (name == "s" and not parts):
            parts.append(f"{left // size} {name}")
            left %= size
        elif parts:
            break
    return " ".join(parts[:2])
