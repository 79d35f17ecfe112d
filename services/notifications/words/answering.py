"""What the page behind a link shows: the notice without a name, where it stands, and what may be answered."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from services.notifications.domain.links import LinkStanding
from services.notifications.words.texts import day, hour, name_in, text
from shared.contracts.codes import DeclineReason
from shared.contracts.people_codes import Language
from shared.settings import Settings

SHOWN = (Language.LV, Language.EN)
"""The languages of the page."""

Row = Mapping[str, Any]


def language_of(asked: str | None, header: str) -> Language:
    """The language asked for, or the one that a browser's Accept-Language likes best; Latvian for whom neither says."""
    if asked in SHOWN:
        return Language(asked)
    liked = [_liked(part) for part in header.split(",")]
    best = max((one for one in liked if one[1] in SHOWN and one[0] > 0), key=lambda one: one[0], default=None)
    return Language(best[1]) if best else Language.LV


def shown(
    standing: LinkStanding, row: Row | None, language: Language, settings: Settings, now: datetime, unclear: bool
) -> dict[str, Any]:
    """The values of the template. `row` is the link's notice, of which nothing is shown to whom it is not good for."""
    other = Language.EN if language is Language.LV else Language.LV
    open = standing is LinkStanding.OPEN
    heading, following = ("open", "who") if open else _TITLES[standing]
    known = row if open or standing is LinkStanding.ANSWERED else None
    notes = [text("page", "choose", language)] if unclear else []
    if open and row["acknowledged_at"] is None and now > row["acknowledge_by"]:
        notes.append(text("page", "overdue", language))
    return {
        "lang": language, "other": other, "other_name": {"lv": "Latviski", "en": "English"}[other],
        "heading": text("page", heading, language), "next": text("page", following, language), "notes": notes,
        "facts": [(text("page", name, language), value) for name, value in _facts(known, language, settings)],
        "asks": _asks(row, language) if open else None, "phone": settings.contact.call,
        "municipality": name_in(settings.municipality.name, language),
    }  # fmt: skip


def _facts(row: Row | None, language: Language, settings: Settings) -> Sequence[tuple[str, str]]:
    if row is None:
        return []
    late = f" ({text('page', 'late', language)})" if row["late"] else ""
    # Who was taken out of the configuration may still have a link.
    partner = settings.partners.get(row["agency"])
    facts = [
        ("for_agency", name_in(partner.name, language) if partner else row["agency"]),
        ("number", row["number"]),
        ("needs", ", ".join(text("need", code, language) for code in row["needs"])),
        ("ground", row["article"]),
        ("issued", _when(row["issued_at"], language)),
        ("acknowledge_by", _when(row["acknowledge_by"], language)),
        ("acknowledged", row["acknowledged_at"] and _when(row["acknowledged_at"], language) + late),
        ("answered", row["answer"] and text("answer", row["answer"], language) + late),
        ("reason", row["reason"] and text("reason", row["reason"], language)),
    ]
    return [(name, value) for name, value in facts if value]


def _asks(row: Row, language: Language) -> dict[str, Any]:
    words = {name: text("page", name, language) for name in ("accept", "refuse", "reason", "once")}
    reasons = [(code.value, text("reason", code, language)) for code in DeclineReason]
    acknowledge = None if row["acknowledged_at"] else text("page", "acknowledge", language)
    return words | {"reasons": reasons, "acknowledge": acknowledge}


def _when(instant: datetime, language: Language) -> str:
    return f"{day(instant, language)}, {hour(instant)}"


def _liked(part: str) -> tuple[float, str]:
    """How much one entry of Accept-Language is liked, and its language: `en-GB;q=0.8` is (0.8, "en")."""
    tag, _, quality = part.strip().partition(";q=")
    try:
        return float(quality or 1), tag.partition("-")[0].lower()
    except ValueError:
        return 0.0, ""


_TITLES = {
    LinkStanding.UNKNOWN: ("unknown", "unknown_next"),
    LinkStanding.EXPIRED: ("expired", "expired_next"),
    LinkStanding.ANSWERED: ("answered_title", "answered_next"),
    LinkStanding.WITHDRAWN: ("withdrawn", "withdrawn_next"),
    LinkStanding.NO_ACCESS: ("no_access", "no_access_next"),
}
"""For each link that takes no answer: what it is, and what to do."""
