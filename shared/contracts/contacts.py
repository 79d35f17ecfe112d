"""What cases tells of contacts, outreach, conferences with other agencies, and prevention. No word of what was said."""

from shared.contracts.cases import CasesFact
from shared.contracts.codes import AgeBand, NeedCode, VisitMode
from shared.contracts.contact_codes import (
    ActivityCancelReason,
    ActivityKind,
    ConferenceCancelReason,
    ConferenceDecisionKind,
    ContactKind,
    ContactWith,
    OutreachResult,
)
from shared.contracts.fields import (
    ActivityId,
    CaseId,
    ConferenceId,
    ContactId,
    Count,
    Few,
    Flag,
    Instant,
    Minutes,
    OutreachId,
    PartnerCode,
    PersonId,
    StaffId,
    UnitId,
)

_REPORTING = ("reporting",)


class ContactRecorded(CasesFact, type="contact-recorded", version=1, key="case", to=_REPORTING):
    """Somebody was spoken to, or could not be reached."""

    case: CaseId
    """The case."""
    contact: ContactId
    """The contact."""
    staff: StaffId
    """Who had it."""
    kind: ContactKind
    """What it was."""
    mode: VisitMode
    """How it took place."""
    partner: ContactWith
    """Who was spoken to."""
    reached: Flag
    """Whether they were reached."""
    began_at: Instant
    """When it began."""
    minutes: Minutes
    """How long it took."""
    after_hours: Flag
    """Whether it began outside of office hours."""
    corrects: ContactId | None = None
    """The record that this one takes the place of; that one is kept."""
    outreach: OutreachId | None = None
    """The campaign it belongs to."""


class OutreachStarted(CasesFact, type="outreach-started", version=1, key="outreach", to=_REPORTING):
    """A campaign over open cases (apzināšana) began; whom it concerns is fixed."""

    outreach: OutreachId
    """The campaign."""
    unit: UnitId
    """The unit that does it."""
    needs: Few[NeedCode]
    """Only cases with one of these needs; none for any."""
    not_contacted_since: Instant | None = None
    """Only cases without a contact since then."""
    started_at: Instant
    """When the list was fixed."""
    by: StaffId
    """Who began it."""
    cases: Count
    """How many cases it concerns."""


class OutreachListed(CasesFact, type="outreach-listed", version=1, key="outreach", to=_REPORTING):
    """A part of the list of a campaign: each case stands in one part, once."""

    outreach: OutreachId
    """The campaign."""
    cases: Few[CaseId]
    """The cases."""


class OutreachTried(CasesFact, type="outreach-tried", version=1, key="outreach", to=_REPORTING):
    """Somebody tried to reach the people of a case."""

    outreach: OutreachId
    """The campaign."""
    case: CaseId
    """The case."""
    result: OutreachResult
    """What became of it."""
    at: Instant
    """When."""
    next_try_at: Instant | None = None
    """When it is tried again."""


class OutreachEnded(CasesFact, type="outreach-ended", version=1, key="outreach", to=_REPORTING):
    """A campaign is over."""

    outreach: OutreachId
    """The campaign."""
    ended_at: Instant
    """When it was ended."""


class CaseConferenceCalled(CasesFact, type="case-conference-called", version=1, key="case", to=_REPORTING):
    """Somebody invited others to a conference about a case (starpinstitūciju sanāksme)."""

    case: CaseId
    """The case."""
    conference: ConferenceId
    """The conference."""
    by: StaffId
    """Who called it."""
    mode: VisitMode
    """How they meet."""
    planned_at: Instant
    """When."""
    staff: Few[StaffId]
    """Colleagues who are invited."""
    agencies: Few[PartnerCode]
    """Agencies that are invited."""
    persons: Few[PersonId]
    """Persons it is about, or who are near to them, who are invited."""


class CaseConferenceCancelled(CasesFact, type="case-conference-cancelled", version=1, key="case", to=_REPORTING):
    """A conference does not take place."""

    case: CaseId
    """The case."""
    conference: ConferenceId
    """The conference."""
    reason: ConferenceCancelReason
    """Why."""


class CaseConferenceHeld(
    CasesFact, type="case-conference-held", version=1, key="case", to=("notifications", "reporting")
):
    """A conference took place; what was said and decided stands in cases only."""

    case: CaseId
    """The case."""
    conference: ConferenceId
    """The conference."""
    mode: VisitMode
    """How they met."""
    held_at: Instant
    """When it began."""
    minutes: Minutes
    """How long it took."""
    staff: Few[StaffId]
    """Colleagues who took part."""
    agencies: Few[PartnerCode]
    """Agencies that took part."""
    persons: Few[PersonId]
    """Persons who took part."""
    decisions: Few[ConferenceDecisionKind]
    """What was decided, by kind."""


class ActivityBooked(CasesFact, type="activity-booked", version=1, key="activity", to=_REPORTING):
    """A school asks for an activity of prevention, or a unit plans one."""

    activity: ActivityId
    """The activity."""
    unit: UnitId
    """The unit that does it."""
    kind: ActivityKind
    """What it is."""
    theme: NeedCode
    """What it is to prevent."""
    school: PartnerCode | None = None
    """Where; none when it is for no partner of ours."""
    planned_at: Instant
    """When."""


class ActivityConfirmed(CasesFact, type="activity-confirmed", version=1, key="activity", to=_REPORTING):
    """Somebody will do it."""

    activity: ActivityId
    """The activity."""
    staff: Few[StaffId]
    """Who."""


class ActivityCancelled(CasesFact, type="activity-cancelled", version=1, key="activity", to=_REPORTING):
    """It does not take place."""

    activity: ActivityId
    """The activity."""
    reason: ActivityCancelReason
    """Why."""


class ActivityHeld(CasesFact, type="activity-held", version=1, key="activity", to=_REPORTING):
    """It took place, before so and so many; nobody is named or listed."""

    activity: ActivityId
    """The activity."""
    unit: UnitId
    """The unit that did it."""
    kind: ActivityKind
    """What it was."""
    theme: NeedCode
    """What it is to prevent."""
    school: PartnerCode | None = None
    """Where; none when it was for no partner of ours."""
    mode: VisitMode
    """How."""
    held_at: Instant
    """When it began."""
    minutes: Minutes
    """How long it took."""
    ages: Few[AgeBand]
    """Which ages took part."""
    counts: Few[Count]
    """How many of each, in the order of `ages`."""
