"""What a page was asked for, in words, and the addresses that ask for the same or for something else instead."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from urllib.parse import urlencode

from services.reporting.disclosure.reports import is_told
from services.reporting.labels.words import LABELS, Language, Words
from services.reporting.reports.report import Report
from services.reporting.reports.scope import Codes, Scope
from shared.contracts.case_codes import TargetGroup
from shared.contracts.mode_codes import ServiceMode

FILTERS = {"unit": "unit", "group": "target_group", "territory": "territory", "mode": "service_mode", "codes": "codes"}
"""The filters of a scope, each with the dimension that its codes belong to."""
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Filter:
    """A field of the form: its label, what it says when nothing is chosen, and what may be."""

    name: str
    label: str
    none: str
    chosen: str
    options: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Narrowed:
    """A filter that is set, in words; `without` is the part of the address that asks for the same without it."""

    label: str
    value: str
    without: str


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A period that people ask for often."""

    name: str
    query: str
    chosen: bool


def query(scope: Scope, language: Language, first: date | None = None, last: date | None = None, without="") -> str:
    """The part of an address that asks for the same, or for another period, or `without` one of the filters."""
    asked = {"from": first or scope.first, "to": last or scope.last, "lang": language.value}
    kept = [name for name in (*FILTERS, "as_of") if name != without]
    return urlencode(asked | {name: code for name in kept if (code := getattr(scope, name))})


def narrowed(scope: Scope, words: Words) -> list[Narrowed]:
    """The filters that are set, in the order of the form."""
    return [
        Narrowed(_filter(name, words), words.of(dimension, str(code)), query(scope, words.language, without=name))
        for name, dimension in FILTERS.items()
        if (code := getattr(scope, name))
    ]


def filters(report: Report, words: Words) -> list[Filter]:
    """What the report can be narrowed to; no field of which nothing could be chosen, or that would not be told."""
    codes = {"codes": Codes} if report.limits else {
        "unit": report.units, "group": TargetGroup, "territory": report.territories, "mode": ServiceMode,
        "codes": Codes,
    }  # fmt: skip
    return [
        Filter(
            name, _filter(name, words), words.of("filter_none", name), str(getattr(report.scope, name) or ""),
            [(code, words.of(dimension, code)) for code in codes[name]],
        )
        for name, dimension in FILTERS.items() if codes.get(name)
    ]  # fmt: skip


def shortcuts(report: Report, language: Language) -> list[Shortcut]:
    """Periods up to now, and the month before; where not every period is told, those that are."""
    scope = report.scope
    return [
        Shortcut(name, query(scope, language, *days), days == (scope.first, scope.last))
        for name, days in _periods(scope.today).items()
        if not report.limits or is_told(replace(scope, first=days[0], last=days[1]))
    ]


def _periods(today: date) -> Mapping[str, tuple[date, date]]:
    month = today.replace(day=1)
    return {
        "today": (today, today),
        "week": (today - 6 * _DAY, today),
        "month": (month, today),
        "last_month": ((month - _DAY).replace(day=1), month - _DAY),
    }


def _filter(name: str, words: Words) -> str:
    return LABELS["filter"][name][words.language]
