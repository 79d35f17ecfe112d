"""The texts by group, name and language, and what languages write in their own way: dates, times, spans, plurals."""

import tomllib
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

from babel.dates import format_date
from babel.units import format_unit

from shared.calendar import RIGA
from shared.contracts.people_codes import Language
from shared.settings.section import Label

TEXTS: Mapping[str, Mapping[str, Mapping[str, str]]] = tomllib.loads(
    Path(__file__).with_name("words.toml").read_text(encoding="utf-8")
)
_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
_IN_DAYS = 2 * _DAY
"""From here on a span is told in days."""


def text(group: str, name: str, language: Language, **values: str) -> str:
    """One text with its places filled in; each value is put on one line. Raises KeyError for what nobody wrote."""
    one_line = {place: " ".join(value.split()) for place, value in values.items()}
    return TEXTS[group][name][language].format(**one_line)


def name_in(label: Label, language: Language) -> str:
    """What something is called in a language; in Latvian where nobody translated it."""
    return {Language.EN: label.en, Language.LT: label.lt}.get(language) or label.lv


def day(instant: datetime, language: Language) -> str:
    """The day in Latvia, with the month in words: 2026. gada 18. novembris."""
    return format_date(instant.astimezone(RIGA).date(), "long", locale=_locale(language))


def hour(instant: datetime) -> str:
    """The clock on the wall in Latvia: 13:30."""
    return f"{instant.astimezone(RIGA):%H:%M}"


def figures(instant: datetime) -> str:
    """The same in figures alone, where every letter costs: 18.11.2026 13:30."""
    return f"{instant.astimezone(RIGA):%d.%m.%Y %H:%M}"


def span(length: timedelta, language: Language) -> str:
    """How long that is, in the plural that the number asks for: 1 stunda, 2 stundas, 10 stundu."""
    if length >= _IN_DAYS:
        return format_unit(length // _DAY, "duration-day", locale=_locale(language))
    if length >= _HOUR:
        return format_unit(length // _HOUR, "duration-hour", locale=_locale(language))
    return format_unit(max(length // timedelta(minutes=1), 0), "duration-minute", locale=_locale(language))


def _locale(language: Language) -> str:
    return "en_GB" if language is Language.EN else language.value
