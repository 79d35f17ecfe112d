"""An entry of home care: when somebody was there, how long and what for. It may be written without a connection."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from services.cases.domain.account import staff_of
from services.cases.domain.attendance.receiving import must_receive
from services.cases.domain.requests.request import ServiceRequest
from shared.calendar import RIGA
from shared.contracts.attendance import CareCorrected, CareDelivered
from shared.contracts.attendance_codes import CareTask
from shared.decision import Cause, Decision, Refusal

CLOCKS_DIFFER_BY = timedelta(minutes=5)
"""How far a telephone's clock may be ahead of ours."""
MOST_MINUTES = 720
"""The longest that somebody is there for one thing: beyond it the minutes were mistyped."""


@dataclass(frozen=True, slots=True)
class Done:
    """What was done, as it is written down."""

    began_at: datetime
    minutes: int
    task: CareTask


@dataclass(frozen=True, slots=True)
class Stood:
    """What once stood in an entry, until it was corrected."""

    began_at: datetime
    minutes: int
    task: CareTask
    recorded_at: datetime
    by: UUID | None = None


@dataclass(frozen=True, slots=True)
class CareEntry:
    """One entry of one request; its id is its device's, or follows from the row of its file."""

    id: UUID
    request: UUID
    case_id: UUID
    offer: UUID
    task: CareTask
    began_at: datetime
    minutes: int
    recorded_at: datetime
    staff: UUID | None = None
    """Who was there."""
    by: UUID | None = None
    """Who corrected it last."""
    before: tuple[Stood, ...] = ()
    """What stood there, the oldest first."""
    version: int = 1

    @property
    def sent(self) -> Done:
        """What its device sent, whatever was corrected since."""
        first = self.before[0] if self.before else self
        return Done(first.began_at, first.minutes, first.task)


def evolve(entry: CareEntry | None, fact: CareDelivered | CareCorrected) -> CareEntry:
    """The entry after a fact about it."""
    if isinstance(fact, CareDelivered):
        return CareEntry(
            fact.entry, fact.request, fact.case, fact.offer, fact.task, fact.began_at, fact.minutes, fact.recorded_at,
            fact.staff,
        )  # fmt: skip
    stood = Stood(entry.began_at, entry.minutes, entry.task, entry.recorded_at, entry.by)
    return replace(
        entry, task=fact.task, began_at=fact.began_at, minutes=fact.minutes, recorded_at=fact.recorded_at, by=fact.by,
        before=(*entry.before, stood), version=entry.version + 1,
    )  # fmt: skip


def bring_in(
    known: CareEntry | None, request: ServiceRequest | None, id: UUID, done: Done, staff: UUID | None, cause: Cause
) -> Decision:  # fmt: skip
    """Keep it. The same under its id again changes nothing; something else is refused with both.

    Raises Refusal as well for who does not receive the service then, and for a time that cannot be.
    """
    if known is not None:
        if differing := tuple(_differences(known, request, done, staff)):
            raise Refusal(
                code="care-entry-differs", title="Another entry has this id", pointers=differing,
                detail="What you sent says something else than what is kept: correct that one, or take a new id.",
            )  # fmt: skip
        return Decision()
    received = _possible(request, done, 1, cause)
    fact = CareDelivered(
        request=received.id, case=received.case_id, offer=received.offer, entry=id, task=done.task,
        began_at=done.began_at, minutes=done.minutes, recorded_at=cause.time, staff=staff,
    )  # fmt: skip
    return Decision((evolve(None, fact),), (fact,))


def correct(entry: CareEntry, request: ServiceRequest, done: Done, cause: Cause) -> Decision:
    """It was otherwise; 0 minutes: nobody was there after all. What stood there is kept."""
    _possible(request, done, 0, cause)
    if done == Done(entry.began_at, entry.minutes, entry.task):
        return Decision()
    fact = CareCorrected(
        request=entry.request, case=entry.case_id, offer=entry.offer, entry=entry.id, task=done.task,
        began_at=done.began_at, minutes=done.minutes, recorded_at=cause.time, by=staff_of(cause),
    )  # fmt: skip
    return Decision((evolve(entry, fact),), (fact,))


def _possible(request: ServiceRequest | None, done: Done, least: int, cause: Cause) -> ServiceRequest:
    if done.began_at > cause.time + CLOCKS_DIFFER_BY:
        raise Refusal(
            code="care-in-the-future", title="That has not happened yet", detail="Look at the day and the offset.",
            pointers=(("/began_at", "lies in the future"),),
        )  # fmt: skip
    if not least <= done.minutes <= MOST_MINUTES:
        raise Refusal(
            code="care-minutes", title="Those minutes cannot be",
            detail=f"An entry has {least} to {MOST_MINUTES} minutes; several things are several entries.",
            pointers=(("/minutes", "is out of range"),),
        )  # fmt: skip
    return must_receive(request, None, done.began_at.astimezone(RIGA).date(), "/request")


def _differences(
    known: CareEntry, request: ServiceRequest | None, done: Done, staff: UUID | None
) -> Iterator[tuple[str, str]]:
    """Both of each field that differs. Of an entry about somebody else nothing is said but that it is another's."""
    if request is None or request.id != known.request:
        yield "/id", "belongs to another entry"
        return
    kept = known.sent
    for name in ("began_at", "minutes", "task"):
        if getattr(kept, name) != getattr(done, name):
            yield f"/{name}", f"is {_said(getattr(kept, name))} here, {_said(getattr(done, name))} in what you sent"
    if known.staff != staff:
        yield "/staff", f"is {known.staff or 'missing'} here, {staff or 'missing'} in what you sent"


def _said(value: object) -> str:
    return value.astimezone(RIGA).isoformat() if isinstance(value, datetime) else str(value)
