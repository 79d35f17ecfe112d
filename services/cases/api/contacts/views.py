"""What the API takes and shows of contacts and campaigns. Lists carry no words; one contact does."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, Field, StrictBool, StrictInt, StringConstraints

from services.cases.api.shape import View, taking
from services.cases.domain.contacts.outreach import TargetState
from shared.contracts.codes import NeedCode, VisitMode
from shared.contracts.contact_codes import ContactKind, ContactWith, OutreachResult
from shared.http.written import ClockTime

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=10_000)]


class ContactView(View):
    """A contact, without its words."""

    id: UUID
    case_id: UUID
    staff: UUID
    kind: ContactKind
    mode: VisitMode
    partner: ContactWith
    """Who was spoken to."""
    reached: bool
    began_at: datetime
    minutes: int
    after_hours: bool
    """Whether it began outside of office hours."""
    corrects: UUID | None
    """The record that this one takes the place of."""
    outreach: UUID | None
    corrected_by: UUID | None
    """The record that has taken its place."""
    version: int


class ContactDetail(ContactView):
    """A contact with its words."""

    words: str | None


class TotalView(View):
    """How many contacts of one kind there were in one mode."""

    kind: ContactKind
    mode: VisitMode
    contacts: int
    sessions: int
    """Those in which somebody was reached."""
    minutes: int


class Record(BaseModel):
    """A contact as you write it down."""

    model_config = taking(kind="counselling", mode="phone", minutes=25, began_at="2026-11-23T10:00:00+02:00")

    kind: ContactKind
    mode: VisitMode
    minutes: StrictInt = Field(ge=0, le=1440)
    partner: ContactWith = ContactWith.CLIENT
    """Who was spoken to."""
    reached: StrictBool = True
    began_at: ClockTime | None = None
    """When it began, if it has not just ended."""
    words: Words | None = None
    """What was said; it stays in this service, and whoever reads it is recorded."""


class OutreachView(View):
    """A campaign over open cases."""

    id: UUID
    unit: UUID
    needs: list[NeedCode]
    not_contacted_since: datetime | None
    started_at: datetime
    by: UUID
    cases: int
    """How many cases are on its list, which does not change."""
    ended_at: datetime | None
    version: int


class Progress(OutreachView):
    """A campaign with how far it is: waiting, try_again, not_reached and reached add up to `cases`."""

    waiting: int
    try_again: int
    not_reached: int
    reached: int
    closed: int
    """Cases that were closed before anybody was reached; they are counted among the others too."""


class TargetView(View):
    """A case on the list of a campaign."""

    id: UUID
    outreach: UUID
    case_id: UUID
    state: TargetState
    tries: int
    tried_at: datetime | None
    next_try_at: datetime | None
    version: int


class TargetEntry(TargetView):
    """A case on the list, with whoever has it."""

    staff: UUID | None
    closed: bool
    """Whether the case was closed since: there is nobody to reach."""


class StartOutreach(BaseModel):
    """Which open cases of a unit the campaign is about; the list is fixed now."""

    model_config = taking(
        unit="019c0b6e-41c7-7a10-8f3e-5d2b9a7c1e05", needs=["child_neglect"],
        not_contacted_since="2026-03-12T00:00:00+02:00",
    )  # fmt: skip

    unit: UUID
    needs: list[NeedCode] = Field([], max_length=20)
    """With one of these needs, which say the target group as well; none for any."""
    not_contacted_since: ClockTime | None = None
    """Only cases in which nobody was spoken to since."""


class Try(BaseModel):
    """What became of an attempt to reach the people of a case."""

    model_config = taking(result="try_again", mode="phone", minutes=2, next_try_at="2126-11-24T10:00:00+02:00")

    result: OutreachResult
    mode: VisitMode
    minutes: StrictInt = Field(ge=0, le=1440)
    next_try_at: ClockTime | None = None
    """When it is tried again: with `try_again`, and then a task says so."""
    words: Words | None = None
