"""The words of a decision about a request: what was asked, what was decided on which ground, and how to contest it.

The Latvian text is the decision; a translation says the same once more, so that whoever it is for understands it.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Literal, Protocol

from babel.dates import format_date

from shared.calendar import RIGA
from shared.contracts.request_codes import RefusalReason, RequestKind

Language = Literal["en", "lt"]
"""A language in which a decision is said once more."""


_DATES = {"lv": "dd.MM.yyyy.", "en": "long", "lt": "yyyy-MM-dd"}
"""Written so that it stands in any sentence: a month's name would have to be declined."""


class Named(Protocol):
    """A name in three languages; empty where nobody translated it."""

    lv: str
    en: str
    lt: str


@dataclass(frozen=True, slots=True)
class DecidedRequest:
    """What was decided about a request; `ends_on` is the last day of what goes on, `last_day` that of contesting it."""

    service: Named
    kind: RequestKind
    requested_at: datetime
    refused_for: RefusalReason | None
    ends_on: date | None
    last_day: date
    ground: Named
    contest: Named


@dataclass(frozen=True, slots=True)
class Persons:
    """To whom it is addressed, who signs it, and what was considered: words of whoever issues it."""

    addressee: str
    signed_by: str
    considered: str | None = None


def template_of(language: Language | None) -> str:
    """After which template such a decision is written."""
    return f"decision-{language}" if language else "decision"


def fields(decided: DecidedRequest, persons: Persons, language: Language | None) -> Mapping[str, str]:
    """The fields of that template."""
    says = _says(decided, "lv")
    words = {"findings": says.findings, "decision": says.decision, "appeal": says.appeal}
    words["grounds"] = "\n".join(filter(None, (says.ground, says.reason, persons.considered)))
    if language:
        other = _says(decided, language)
        lines = (other.findings, other.decision, other.reason, other.ground, other.appeal)
        words["translation"] = "\n".join(filter(None, lines))
    return {"addressee": persons.addressee, "signed_by": persons.signed_by, **words}


@dataclass(frozen=True, slots=True)
class _Says:
    findings: str
    decision: str
    reason: str | None
    ground: str
    appeal: str


def _says(decided: DecidedRequest, language: str) -> _Says:
    def say(part: str, which: str, **more: str) -> str:
        return _wording()[part][which][language].format(**given, **more)

    given = {"service": _in(decided.service, language), "requested": _day(decided.requested_at, language)}
    until = _day(decided.ends_on, language) if decided.ends_on else ""
    return _Says(
        findings=say("findings", decided.kind), decision=say("decision", _verdict(decided), until=until),
        reason=say("reason", decided.refused_for) if decided.refused_for else None,
        ground=_in(decided.ground, language),
        appeal=say(
            "appeal", "text", contest=_in(decided.contest, language), until=_day(decided.last_day, language)
        ),
    )  # fmt: skip


def _verdict(decided: DecidedRequest) -> str:
    if decided.refused_for:
        return "refused"
    if decided.kind is RequestKind.NEW:
        return "new"
    return "renewal_until" if decided.ends_on else "renewal"


def _in(named: Named, language: str) -> str:
    """The name in a language; in English, and then in Latvian, where nobody translated it."""
    return getattr(named, language) or named.en or named.lv


def _day(day: date | datetime, language: str) -> str:
    local = day.astimezone(RIGA).date() if isinstance(day, datetime) else day
    return format_date(local, _DATES[language], language)


@cache
def _wording() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    return tomllib.loads((Path(__file__).parent / "decisions.toml").read_text("utf-8"))
