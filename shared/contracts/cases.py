"""What cases tells the other services: units and staff, cases from opening to outcome, visits."""

from shared.contracts.codes import (
    AgeBand,
    CaseOutcome,
    NeedCode,
    Priority,
    ReferralKind,
    StaffRole,
    VisitCancelReason,
    VisitMissReason,
    VisitMode,
    VisitOutcome,
)
from shared.contracts.fact import Fact
from shared.contracts.fields import (
    CaseId,
    Few,
    Flag,
    Instant,
    Minutes,
    PersonId,
    PublicLabel,
    ReferralId,
    StaffId,
    UnitId,
    VisitId,
)

_ALL = ("intake", "notifications", "reporting")


class UnitChanged(Fact, type="unit-changed", version=1, key="unit", to=_ALL):
    """A unit of the social service was set up, renamed or closed."""

    unit: UnitId
    """The unit."""
    label: PublicLabel
    """Its public name."""
    active: Flag
    """Whether it takes new cases."""


class StaffChanged(Fact, type="staff-changed", version=1, key="unit", to=_ALL):
    """A member of staff joined, changed role, or became absent or available."""

    staff: StaffId
    """The member of staff."""
    unit: UnitId
    """Their unit."""
    role: StaffRole
    """What they do there."""
    absent: Flag
    """Whether they are away, so that their deputy or head is told instead."""


class CaseOpened(Fact, type="case-opened", version=1, key="case", to=_ALL):
    """A case (gadījums) was opened from one or more accepted referrals."""

    case: CaseId
    """The case."""
    referrals: Few[ReferralId]
    """The referrals it grew from."""
    subjects: Few[PersonId]
    """Whom it is about, as intake's own ids."""
    kind: ReferralKind
    """The kind of the referral that opened it."""
    priority: Priority
    """How fast somebody must act."""
    needs: Few[NeedCode]
    """What help is asked for."""
    age_band: AgeBand
    """The age band of the first subject."""
    unit: UnitId
    """The unit that has it."""
    opened_at: Instant
    """When it was opened."""
    due_at: Instant | None = None
    """Until when the first contact must have happened; none when no clock runs."""


class CaseAssigned(Fact, type="case-assigned", version=1, key="case", to=("notifications", "reporting")):
    """A social worker has the case."""

    case: CaseId
    """The case."""
    staff: StaffId
    """Who has it now."""
    unit: UnitId
    """Their unit."""


class CaseClosed(Fact, type="case-closed", version=1, key="case", to=_ALL):
    """A case ended with an outcome."""

    case: CaseId
    """The case."""
    referrals: Few[ReferralId]
    """The referrals it grew from; their partners now hear how it ended."""
    outcome: CaseOutcome
    """How it ended."""
    closed_at: Instant
    """When it was closed."""


class VisitScheduled(Fact, type="visit-scheduled", version=1, key="case", to=("notifications", "reporting")):
    """A visit (apsekošana) was planned."""

    case: CaseId
    """The case."""
    visit: VisitId
    """The visit."""
    staff: StaffId
    """Who will make it."""
    mode: VisitMode
    """How it will take place."""
    planned_at: Instant
    """When it is to begin."""


class VisitCompleted(Fact, type="visit-completed", version=1, key="case", to=_ALL):
    """A visit took place."""

    case: CaseId
    """The case."""
    visit: VisitId
    """The visit."""
    mode: VisitMode
    """How it took place."""
    duration: Minutes
    """How long it took, in minutes."""
    outcome: VisitOutcome
    """What it led to."""
    completed_at: Instant
    """When it ended."""


class VisitMissed(Fact, type="visit-missed", version=1, key="case", to=("notifications", "reporting")):
    """A planned visit did not take place."""

    case: CaseId
    """The case."""
    visit: VisitId
    """The visit."""
    reason: VisitMissReason
    """Why."""
    planned_at: Instant
    """When it should have begun."""


class VisitCancelled(Fact, type="visit-cancelled", version=1, key="case", to=("notifications", "reporting")):
    """A planned visit was called off before its time."""

    case: CaseId
    """The case."""
    visit: VisitId
    """The visit."""
    reason: VisitCancelReason
    """Why."""
