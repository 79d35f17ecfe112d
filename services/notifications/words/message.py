"""A message without content: that there is a notice, our number, until when to acknowledge it, and a link.

`Told` is all that a message is made of. Nothing about anybody can stand in it, because it has no place for that.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from jinja2 import Environment, StrictUndefined

from services.notifications.words.texts import day, figures, hour, span, text
from shared.contracts.people_codes import Language

_HTML = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True).from_string(
    Path(__file__).with_name("message.html").read_text(encoding="utf-8")
)


@dataclass(frozen=True, slots=True)
class Told:
    """What a message may say. `agency` is its configured name; without a link the notice is taken back."""

    agency: str
    number: str | None
    issued_at: datetime
    acknowledge_by: datetime
    link: str | None
    link_until: datetime


@dataclass(frozen=True, slots=True)
class Parts:
    """The same in every form: `html` and `text` are the parts of a mail, `short` is an SMS."""

    language: Language
    subject: str
    text: str
    html: str
    short: str


def parts(told: Told, language: Language) -> Parts:
    """The message in one language."""
    subject = text("message", "subject" if told.link else "subject_withdrawn", language)
    subject = f"{subject} {told.number}" if told.number else subject
    before, after = _lines(told, language)
    opening = text("message", "open", language)
    html = _HTML.render(lang=language, subject=subject, before=before, link=told.link, open=opening, after=after)
    link = [f"{opening}:\n{told.link}"] if told.link else []
    return Parts(language, subject, "\n\n".join([*before, *link, *after]) + "\n", html, _short(told, language))


def page(language: Language, subject: str, lines: Sequence[str]) -> str:
    """The HTML part of a message without a link."""
    return _HTML.render(lang=language, subject=subject, before=lines, link=None, open=None, after=())


def _lines(told: Told, language: Language) -> tuple[list[str], list[str]]:
    """The paragraphs before and after the link."""
    number = [text("message", "number", language, number=told.number)] if told.number else []
    to, no_reply = text("message", "to", language, agency=told.agency), text("message", "no_reply", language)
    if not told.link:
        return [to, text("message", "withdrawn", language), *number], [no_reply]
    due = told.acknowledge_by
    before = [
        to, text("message", "waiting", language), *number,
        text("message", "acknowledge_by", language, date=day(due, language), time=hour(due)),
        text("message", "time_given", language, time=span(due - told.issued_at, language)),
    ]  # fmt: skip
    link_until = text("message", "link_until", language, date=day(told.link_until, language))
    return before, [link_until, text("message", "why_so_short", language), no_reply]


def _short(told: Told, language: Language) -> str:
    number = told.number or ""
    if not told.link:
        return " ".join(text("message", "short_withdrawn", language, number=number).split())
    short = text("message", "short", language, number=number, when=figures(told.acknowledge_by), link=told.link)
    return " ".join(short.split())
