"""A reminder to a client: that something is arranged and when, or by when we ask for a call; never of what.

`Told` is all that it is made of. Where it must be discreet it does not say whom it is from either.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from services.notifications.domain.reminders.reminder import Says
from services.notifications.words.message import Parts, page
from services.notifications.words.texts import day, figures, hour, text
from shared.contracts.codes import VisitMode
from shared.contracts.people_codes import Language
from shared.contracts.reminder_codes import ReminderOf

_VISITS = {
    VisitMode.PHONE: "visit_by_phone",
    VisitMode.VIDEO: "visit_by_video",
    VisitMode.ONLINE: "visit_by_video",
}


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that somebody is told: what kind of thing, and when it is."""

    of: ReminderOf
    says: Says
    mode: VisitMode | None
    at: datetime


def parts(told: Sequence[Told], language: Language, *, discreet: bool, call: str) -> Parts:
    """One message with everything that is told, to call `call` with questions."""
    subject = text("reminder", "subject_discreet" if discreet else "subject", language)
    opening = [] if discreet else [text("reminder", "from", language)]
    closing = [text("reminder", "call", language, phone=call)]
    lines = _sentences(told, language, lambda at: f"{day(at, language)}, {hour(at)}")
    html = page(language, subject, [*opening, *lines, *closing])
    short = " ".join([*opening, *_sentences(told, language, figures), *closing])
    return Parts(language, subject, "\n\n".join([*opening, *lines, *closing]) + "\n", html, short)


def _sentences(told: Sequence[Told], language: Language, when: Callable[[datetime], str]) -> list[str]:
    """Visits in the order in which they are, and one request to call, by the earliest of the ends."""
    visits = sorted((one for one in told if one.of is ReminderOf.VISIT), key=lambda one: one.at)
    said = [text("reminder", _name(one), language, when=when(one.at)) for one in visits]
    if ends := [one.at for one in told if one.of is not ReminderOf.VISIT]:
        said.append(text("reminder", "call_by", language, when=when(min(ends))))
    return list(dict.fromkeys(said))


def _name(visit: Told) -> str:
    return "called_off" if visit.says is Says.CALLED_OFF else _VISITS.get(visit.mode, "visit")
