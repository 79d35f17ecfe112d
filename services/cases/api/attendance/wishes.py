"""What the API takes of sessions and attendance. No word about anybody."""

from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, Field, StrictInt

from services.cases.api.shape import taking
from services.cases.api.visits.series import WallTime, Weekday
from services.cases.domain.visits.series import MOST
from shared.contracts.attendance_codes import AttendanceResult, SessionCancelReason
from shared.contracts.codes import AgeBand
from shared.http.written import ClockTime, Day

_OFFER = "5d1f7c1e-2f6a-5b7d-9a54-6c2f0e9b3a11"
_REQUEST = "019c0d33-7b2e-7f41-8c55-1a3b5c7d9e02"
_STAFF = "019c0b6e-41c7-7a10-8f3e-5d2b9a7c1e03"

Length = Annotated[StrictInt, Field(ge=1, le=1440)]
Places = Annotated[StrictInt, Field(ge=1, le=10_000)]
Counts = dict[AgeBand, Annotated[StrictInt, Field(ge=1, le=10_000)]]


class _Planned(BaseModel):
    offer: UUID
    """The service at a location, of the catalogue."""
    minutes: Length
    places: Places | None = None
    """How many can take part; none where nothing limits them."""
    request: UUID | None = None
    """The request of whom it is for alone."""


class _Led(BaseModel):
    staff: list[UUID] = Field([], max_length=20)
    """Who leads it; you, where nobody is named."""


class ProvidedSession(_Planned):
    """One session, within the days and hours of its offer."""

    model_config = taking(offer=_OFFER, planned_at="2026-11-25T15:00:00+02:00", minutes=90, places=12)

    planned_at: ClockTime


class PlanSession(ProvidedSession, _Led):
    """One session, within the days and hours of its offer."""


class PlanSeries(_Planned, _Led):
    """Sessions that recur. Until a day or a number of them; holidays are left out where the offer is closed on them."""

    model_config = taking(offer=_OFFER, minutes=90, weekdays=[3], at="15:00", first="2026-11-25", count=8)

    weekdays: list[Weekday] = Field(min_length=1, max_length=7)
    """1 is Monday."""
    every_weeks: StrictInt = Field(1, ge=1, le=2)
    """1 every week, 2 every other week."""
    at: WallTime
    """By the clock in Riga, whatever its offset is on the day."""
    first: Day
    until: Day | None = None
    """Until this day, or so many as `count`: one of the two."""
    count: StrictInt | None = Field(None, ge=1, le=MOST)
    left_out: list[Day] = Field([], max_length=100)
    """Days on which there is none."""


class ChangeSession(BaseModel):
    """Who leads it from now on, and how many can take part."""

    model_config = taking(staff=[_STAFF], places=14)

    staff: list[UUID] = Field(min_length=1, max_length=20)
    places: Places | None = None


class HoldSession(BaseModel):
    """How it went, where that was not as planned; and how many came where nobody is asked who they are."""

    model_config = taking(minutes=85)

    held_at: ClockTime | None = None
    """When it began."""
    minutes: Length | None = None
    counts: Counts | None = None
    """How many of each age came; empty when nobody did."""


class CancelSession(BaseModel):
    """Why it does not take place."""

    model_config = taking(reason="too_few")

    reason: SessionCancelReason


class CancelSeries(CancelSession):
    """From which day on, and why."""

    model_config = taking(from_day="2026-12-01", reason="place_closed")

    from_day: Day


class CountHeads(BaseModel):
    """How many of each age came after all."""

    model_config = taking(counts={"65+": 21})

    counts: Counts


class CorrectAttendance(BaseModel):
    """How it really was."""

    model_config = taking(result="excused")

    result: AttendanceResult
    minutes: StrictInt | None = Field(None, ge=0, le=1440)
    """How long they were there; as long as the session took, where nothing is said."""


class MarkOne(CorrectAttendance):
    """One who receives the service, and whether they were there."""

    model_config = taking(request=_REQUEST, result="came", minutes=85)

    request: UUID


class MarkAttendance(BaseModel):
    """Who was there: all of the list, or a part of it."""

    model_config = taking(marks=[{"request": _REQUEST, "result": "came"}])

    marks: list[MarkOne] = Field(min_length=1, max_length=100)
