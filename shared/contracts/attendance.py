"""What cases tells of sessions, of who came to them, and of the hours of home care. Ids, codes, counts and minutes."""

from shared.contracts.attendance_codes import AttendanceResult, CareTask, SessionCancelReason
from shared.contracts.cases import CasesFact
from shared.contracts.codes import AgeBand
from shared.contracts.fields import (
    AttendanceId,
    CareEntryId,
    CaseId,
    Count,
    Day,
    Few,
    Flag,
    Instant,
    Minutes,
    OfferId,
    RuleCode,
    ServiceRequestId,
    SessionId,
    SessionSeriesId,
    StaffId,
)

_REPORTING = ("reporting",)


class SessionPlanned(CasesFact, type="session-planned", version=1, key="session", to=_REPORTING):
    """A session (nodarbība) of an offer was planned: of a group, a day of a camp or centre, or of one person."""

    session: SessionId
    """The session."""
    offer: OfferId
    """The service at a location."""
    service: RuleCode
    """The code of the service."""
    planned_at: Instant
    """When it begins."""
    minutes: Minutes
    """How long it is to take."""
    staff: Few[StaffId]
    """Who leads it."""
    counted: Flag
    """Whether those who come are only counted: nobody is asked who they are."""
    places: Count | None = None
    """How many can take part; none where nothing limits them."""
    request: ServiceRequestId | None = None
    """The request of whom it is for alone."""
    series: SessionSeriesId | None = None
    """The series it belongs to."""


class SessionChanged(CasesFact, type="session-changed", version=1, key="session", to=_REPORTING):
    """Others lead a session, or another number can take part."""

    session: SessionId
    """The session."""
    offer: OfferId
    """The service at a location."""
    staff: Few[StaffId]
    """Who leads it from now on."""
    places: Count | None = None
    """How many can take part from now on; none where nothing limits them."""


class SessionHeld(CasesFact, type="session-held", version=1, key="session", to=_REPORTING):
    """A session took place."""

    session: SessionId
    """The session."""
    offer: OfferId
    """The service at a location."""
    held_at: Instant
    """When it began."""
    minutes: Minutes
    """How long it took."""


class SessionCancelled(CasesFact, type="session-cancelled", version=1, key="session", to=_REPORTING):
    """A session does not take place."""

    session: SessionId
    """The session."""
    offer: OfferId
    """The service at a location."""
    reason: SessionCancelReason
    """Why."""


class SessionCounted(CasesFact, type="session-counted", version=1, key="session", to=_REPORTING):
    """How many came to a session at which nobody is asked who they are. The last count of a session holds."""

    session: SessionId
    """The session."""
    offer: OfferId
    """The service at a location."""
    ages: Few[AgeBand]
    """Which ages came."""
    counts: Few[Count]
    """How many of each, in the order of `ages`."""
    counted_at: Instant
    """When it was written down."""
    by: StaffId | None = None
    """Who counted."""


class AttendanceRecorded(CasesFact, type="attendance-recorded", version=1, key="session", to=_REPORTING):
    """Somebody came to a session or did not. The last word about an attendance holds."""

    session: SessionId
    """The session."""
    offer: OfferId
    """The service at a location."""
    attendance: AttendanceId
    """The attendance of this request at this session."""
    request: ServiceRequestId
    """The request by which they receive the service."""
    case: CaseId
    """The case."""
    result: AttendanceResult
    """Whether they were there."""
    minutes: Minutes
    """How long; 0 for who was not there."""
    recorded_at: Instant
    """When it was written down."""
    by: StaffId | None = None
    """Who wrote it down."""


class CarePlanned(CasesFact, type="care-planned", version=1, key="request", to=_REPORTING):
    """How many hours of home care (aprūpe mājās) somebody is to have in a week, from a day on."""

    request: ServiceRequestId
    """The request by which they receive it."""
    case: CaseId
    """The case."""
    offer: OfferId
    """The service at a location."""
    level: RuleCode
    """The level, as the municipality's rules call it."""
    minutes_per_week: Minutes
    """How long in a week."""
    from_day: Day
    """From when on; of several words about one day the last holds."""
    said_at: Instant
    """When it was said."""
    by: StaffId
    """Who said it."""


class CareDelivered(CasesFact, type="care-delivered", version=1, key="request", to=_REPORTING):
    """Somebody was with whom receives home care, for so long, to do this."""

    request: ServiceRequestId
    """The request by which they receive it."""
    case: CaseId
    """The case."""
    offer: OfferId
    """The service at a location."""
    entry: CareEntryId
    """The entry; its id is whose device wrote it."""
    task: CareTask
    """What was done."""
    began_at: Instant
    """When it began."""
    minutes: Minutes
    """How long it took."""
    recorded_at: Instant
    """When it was brought in."""
    staff: StaffId | None = None
    """Who was there; none when the provider does not say."""


class CareCorrected(CasesFact, type="care-corrected", version=1, key="request", to=_REPORTING):
    """An entry of home care was wrong; this is what holds instead."""

    request: ServiceRequestId
    """The request by which they receive it."""
    case: CaseId
    """The case."""
    offer: OfferId
    """The service at a location."""
    entry: CareEntryId
    """The entry."""
    task: CareTask
    """What was done."""
    began_at: Instant
    """When it began."""
    minutes: Minutes
    """How long it took; 0 when nobody was there after all."""
    recorded_at: Instant
    """When it was corrected."""
    by: StaffId
    """Who corrected it."""
