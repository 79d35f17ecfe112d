"""A contact (saruna, konsultācija): counselling, support, a call, outreach. A correction keeps what stood there."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from services.cases.domain.case import Case
from services.cases.domain.case import evolve as evolve_case
from services.cases.domain.contacts.note import noted
from services.cases.domain.work import must_be_open
from shared.calendar import Calendar
from shared.contracts.codes import VisitMode
from shared.contracts.contact_codes import ContactKind, ContactWith
from shared.contracts.contacts import ContactRecorded
from shared.decision import Cause, Decision, Refusal

CLOCKS_DIFFER_BY = timedelta(minutes=5)
"""How far a telephone's clock may be ahead of ours."""


@dataclass(frozen=True, slots=True)
class Contact:
    """One contact of one case; `minutes` is how long it took."""

    id: UUID
    case_id: UUID
    staff: UUID
    kind: ContactKind
    mode: VisitMode
    partner: ContactWith
    reached: bool
    began_at: datetime
    minutes: int
    after_hours: bool
    corrects: UUID | None = None
    outreach: UUID | None = None
    corrected_by: UUID | None = None
    """The record that has taken its place."""
    version: int = 1


@dataclass(frozen=True, slots=True)
class Said:
    """A contact as somebody writes it down; `began_at` none for one that has just ended."""

    kind: ContactKind
    mode: VisitMode
    minutes: int
    partner: ContactWith = ContactWith.CLIENT
    reached: bool = True
    began_at: datetime | None = None
    words: str | None = None


def evolve(fact: ContactRecorded) -> Contact:
    """The contact that a fact tells of."""
    return Contact(
        fact.contact, fact.case, fact.staff, fact.kind, fact.mode, fact.partner, fact.reached, fact.began_at,
        fact.minutes, fact.after_hours, fact.corrects, fact.outreach,
    )  # fmt: skip


def corrected(contact: Contact, by: UUID) -> Contact:
    """What stood there: kept, and shown as corrected."""
    return replace(contact, corrected_by=by, version=contact.version + 1)


def contact_id(cause: Cause) -> UUID:
    """The contact that a command records."""
    return cause.derive("contact")


def record(
    case: Case,
    said: Said,
    cause: Cause,
    calendar: Calendar,
    *,
    corrects: UUID | None = None,
    outreach: UUID | None = None,
) -> Decision:
    """Write a contact down. Raises Refusal in a closed case, and for a time that cannot be."""
    must_be_open(case)
    began = said.began_at or max(cause.time - timedelta(minutes=said.minutes), case.opened_at)
    if began < case.opened_at:
        raise Refusal(
            code="contact-before-case", title="The contact lies before the case",
            detail="Look at the day and the offset.",
            pointers=(("/began_at", "lies before the case was opened"),),
        )  # fmt: skip
    if began > cause.time + CLOCKS_DIFFER_BY:
        raise Refusal(
            code="contact-in-the-future", title="That has not happened yet",
            detail="Look at the day and the offset.",
            pointers=(("/began_at", "lies in the future"),),
        )  # fmt: skip
    fact = ContactRecorded(
        case=case.id, contact=contact_id(cause), staff=whose(cause), kind=said.kind, mode=said.mode,
        partner=said.partner, reached=said.reached, began_at=began, minutes=said.minutes,
        after_hours=not calendar.is_open(began), corrects=corrects, outreach=outreach,
    )  # fmt: skip
    after = evolve(fact)
    return Decision((*counted(case, fact), after, *noted(after.id, said.words)), (fact,))


def correct(case: Case, before: Contact, said: Said, cause: Cause, calendar: Calendar) -> Decision:
    """Write it down as it was; what stood there is kept. Raises Refusal when that has been corrected already."""
    if before.corrected_by:
        raise Refusal(
            code="contact-corrected", title="It has been corrected already",
            detail="Another record has taken its place: correct that one.",
        )  # fmt: skip
    after = record(case, said, cause, calendar, corrects=before.id, outreach=before.outreach)
    return after + Decision((corrected(before, contact_id(cause)),))


def counted(case: Case, fact: ContactRecorded) -> tuple[Case, ...]:
    """The first time that the client is spoken to ends the case's clock; any other contact leaves the case alone."""
    first = case.first_contact_at is None and fact.reached and fact.partner is ContactWith.CLIENT
    return (evolve_case(case, fact),) if first else ()


def whose(cause: Cause) -> UUID:
    """Whoever does it is a member of staff. Raises Refusal for anybody else."""
    if cause.staff is None:
        raise Refusal(
            code="staff-unknown", title="Nobody with this id",
            detail="Only members of staff do this: their tokens are named by their staff id.",
        )  # fmt: skip
    return cause.staff
