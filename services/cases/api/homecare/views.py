"""What the API takes and shows of home care: levels, minutes, tasks by code. No word about anybody."""

from datetime import date, datetime
from uuid import UUID

from pydantic import BaseModel, Field, StrictInt

from services.cases.api.capacity.views import NameView
from services.cases.api.shape import View, taking
from services.cases.domain.homecare.entry import MOST_MINUTES
from shared.contracts.attendance_codes import CareTask
from shared.contracts.fields import RuleCode
from shared.http.written import ClockTime, Day


class CareLevelView(View):
    """A level of home care, and how long it is in a week."""

    code: RuleCode
    name: NameView
    services: list[RuleCode]
    """The services that have it; none for any."""
    minutes_per_week: int
    valid_from: date
    valid_until: date | None
    source: str


class PlannedView(View):
    """From `from_day` on so many minutes in a week."""

    level: RuleCode
    minutes_per_week: int
    from_day: date
    said_at: datetime
    by: UUID


class CarePlanView(View):
    """What is planned for a request, in the order in which it was said; of one day the last word holds."""

    id: UUID
    said: list[PlannedView]
    version: int
    """Send it as If-Match with the next word."""


class CareEntryView(View):
    """Somebody was there, for so long, to do this."""

    id: UUID
    request: UUID
    task: CareTask
    began_at: datetime
    minutes: int
    """0: nobody was there after all."""
    recorded_at: datetime
    staff: UUID | None
    by: UUID | None
    """Who corrected it last."""
    version: int


class StoodView(View):
    """What once stood in an entry."""

    task: CareTask
    began_at: datetime
    minutes: int
    recorded_at: datetime
    by: UUID | None


class CareEntryDetail(CareEntryView):
    """An entry with what stood there before, the oldest first."""

    before: list[StoodView]


class CareWeekView(View):
    """Planned beside given minutes of one request in one week."""

    request: UUID
    monday: date
    planned: int
    """Where a level or the service held for a part of the week, for those days a seventh each."""
    delivered: int
    short_by: int
    """How many minutes are missing."""


class PlanCare(BaseModel):
    """By which level somebody is to have home care, from which day on."""

    model_config = taking(level="limenis-2-10-stundas", from_day="2026-12-01")

    level: RuleCode
    from_day: Day | None = None
    """None: from today."""


class CorrectCare(BaseModel):
    """How it really was; 0 minutes when nobody was there after all."""

    model_config = taking(began_at="2026-11-23T09:30:00+02:00", minutes=30, task="housework")

    began_at: ClockTime
    minutes: StrictInt = Field(ge=0, le=MOST_MINUTES)
    task: CareTask


class ProvidedCare(BaseModel):
    """One entry, as it was written down where there may have been no connection."""

    model_config = taking(
        id="019c1e05-9a7b-7d31-8e42-5c6d7e8f9a04", began_at="2026-11-23T09:30:00+02:00", minutes=45, task="meals"
    )  # fmt: skip

    id: UUID
    """The device's own. Sent again with the same, it is a repeat."""
    began_at: ClockTime
    minutes: StrictInt = Field(ge=1, le=MOST_MINUTES)
    task: CareTask


class BringCare(ProvidedCare):
    """The same, with who was there."""

    staff: UUID | None = None
    """Who was there; you, where nobody is named."""
