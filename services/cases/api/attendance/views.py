"""What the API shows of sessions and attendance. A list of who comes never says why they do, nor who they are."""

from datetime import datetime
from uuid import UUID

from services.cases.api.shape import View
from services.cases.domain.attendance.session import SessionState
from services.cases.domain.visits.series import Skipped
from shared.contracts.attendance_codes import AttendanceResult, SessionCancelReason
from shared.contracts.codes import AgeBand
from shared.contracts.fields import RuleCode
from shared.http.written import Day


class HeadCountView(View):
    """How many of each age came, as it was written down once."""

    ages: list[AgeBand]
    counts: list[int]
    """How many of each, in the order of `ages`."""
    counted_at: datetime
    by: UUID | None


class SessionView(View):
    """A session of an offer."""

    id: UUID
    offer: UUID
    service: RuleCode
    planned_at: datetime
    minutes: int
    staff: list[UUID]
    """Who leads it."""
    counted: bool
    """Whether those who come are only counted: nobody is asked who they are."""
    places: int | None
    request: UUID | None
    """The request of whom it is for alone."""
    series: UUID | None
    state: SessionState
    reason: SessionCancelReason | None
    held_at: datetime | None
    held_minutes: int | None
    came: int
    """How many came."""
    version: int


class SessionDetail(SessionView):
    """A session with everything that was counted, the last at the end; that one holds."""

    head_counts: list[HeadCountView]


class SkippedDay(View):
    """A day of the rule without a session."""

    day: Day
    why: Skipped


class SessionSeriesView(View):
    """The sessions of a series that were planned, or called off."""

    series: UUID
    sessions: list[SessionView]
    skipped: list[SkippedDay]


class AttendanceView(View):
    """One request at one session."""

    id: UUID
    session: UUID
    request: UUID
    result: AttendanceResult
    minutes: int
    recorded_at: datetime
    by: UUID | None
    version: int


class AttendedView(View):
    """What was once said of an attendance."""

    result: AttendanceResult
    minutes: int
    recorded_at: datetime
    by: UUID | None


class AttendanceDetail(AttendanceView):
    """An attendance with what stood there before, the oldest first."""

    before: list[AttendedView]


class ProvidedExpected(View):
    """Somebody who is expected at a session or was written down there: as a request, and not why they are there."""

    request: UUID
    attendance: UUID | None
    """None while nothing is written down of them."""
    result: AttendanceResult | None
    minutes: int | None
    corrected: bool
    version: int | None
    """Send it as If-Match with a correction."""


class ExpectedView(ProvidedExpected):
    """The same, with who that is for whoever may know."""

    person: UUID
    """Intake's own id; `POST /v1/people/read` of intake says who that is."""
    number: str | None
    """The number of their case."""


class MonthView(View):
    """What one offer did in one month."""

    month: str
    """Such as 2026-03, by the clock in Riga."""
    offer: UUID
    service: RuleCode
    sessions: int
    session_minutes: int
    """How long they took."""
    attendances: int
    """How often somebody came; where nobody is asked who they are, by the counts."""
    persons: int | None
    """How many different people came; none where they are only counted."""
    minutes: int | None
    """How long people were there; none where they are only counted."""


class AttendanceTotals(View):
    """What one request came to."""

    came: int
    absent: int
    excused: int
    minutes: int
