"""What the API takes and shows of conferences. Lists carry no words; one conference does."""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, Field, StrictInt

from services.cases.api.contacts.views import Words
from services.cases.api.shape import View, taking
from services.cases.domain.conferences.conference import ConferenceState
from shared.contracts.codes import VisitMode
from shared.contracts.contact_codes import ConferenceCancelReason, ConferenceDecisionKind
from shared.contracts.fields import PartnerCode
from shared.http.written import ClockTime

_STAFF = "019c0b6e-41c7-7a10-8f3e-5d2b9a7c1e03"


class ConferenceView(View):
    """A conference about a case, without its words."""

    id: UUID
    case_id: UUID
    called_by: UUID
    mode: VisitMode
    planned_at: datetime
    staff: list[UUID]
    """Colleagues who are invited."""
    agencies: list[PartnerCode]
    """Agencies that are invited."""
    persons: list[UUID]
    """Persons who are invited; names by intake's `POST /v1/people/read`."""
    state: ConferenceState
    held_at: datetime | None
    minutes: int | None
    staff_came: list[UUID]
    agencies_came: list[PartnerCode]
    persons_came: list[UUID]
    reason: ConferenceCancelReason | None
    version: int


class ResolutionView(View):
    """What was decided that somebody does."""

    id: UUID
    conference: UUID
    case_id: UUID
    kind: ConferenceDecisionKind
    due_at: datetime
    staff: UUID | None
    agency: PartnerCode | None
    done_at: datetime | None
    version: int


class ResolutionDetail(ResolutionView):
    """What was decided, in words too."""

    words: str | None


class ConferenceDetail(ConferenceView):
    """A conference with its agenda, minutes and decisions."""

    agenda: str | None
    record: str | None
    """The minutes (protokols)."""
    decisions: list[ResolutionDetail]


class Call(BaseModel):
    """Who is to meet about the case, when and how."""

    model_config = taking(
        mode="video", planned_at="2026-11-24T10:00:00+02:00", staff=[_STAFF], agencies=["barintiesa"],
        agenda="School attendance, and who visits.",
    )  # fmt: skip

    mode: VisitMode
    planned_at: ClockTime
    staff: list[UUID] = Field([], max_length=50)
    agencies: list[PartnerCode] = Field([], max_length=50)
    persons: list[UUID] = Field([], max_length=50)
    agenda: Words | None = None


class Decided(BaseModel):
    """Something that was decided: who does it, and until when. It is a task."""

    model_config = taking(kind="home_visit", due_at="2026-12-01T16:00:00+02:00", staff=_STAFF)

    kind: ConferenceDecisionKind
    due_at: ClockTime
    staff: UUID | None = None
    """Either a colleague, or an agency: then whoever has the case sees to it."""
    agency: PartnerCode | None = None
    words: Words | None = None


class Hold(BaseModel):
    """How it went: who came, the minutes, what was decided."""

    model_config = taking(
        mode="video", minutes=60, staff=[_STAFF], agencies=["barintiesa"], words="Present: …",
        decisions=[{"kind": "home_visit", "due_at": "2026-12-01T16:00:00+02:00", "staff": _STAFF}],
    )  # fmt: skip

    mode: VisitMode
    minutes: StrictInt = Field(ge=1, le=1440)
    """How long it took."""
    held_at: ClockTime | None = None
    """When it began, if that was not as planned."""
    staff: list[UUID] = Field([], max_length=50)
    agencies: list[PartnerCode] = Field([], max_length=50)
    persons: list[UUID] = Field([], max_length=50)
    words: Words | None = None
    """The minutes (protokols)."""
    decisions: list[Decided] = Field([], max_length=50)


class CallOff(BaseModel):
    """Why it does not take place."""

    model_config = taking(reason="too_few_can_come")

    reason: ConferenceCancelReason
