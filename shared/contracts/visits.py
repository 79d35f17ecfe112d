"""What cases tells the other services of visits."""

from shared.contracts.cases import EVERYBODY, CasesFact
from shared.contracts.codes import VisitCancelReason, VisitMissReason, VisitMode, VisitOutcome
from shared.contracts.contact_codes import RescheduleReason, VisitJustification, VisitPlace
from shared.contracts.fields import (
    AtvkCode,
    CaseId,
    Count,
    Few,
    Flag,
    Instant,
    Minutes,
    RuleCode,
    StaffId,
    VisitId,
    VisitSeriesId,
)

OTHERS = ("notifications", "reporting")


class VisitScheduled(CasesFact, type="visit-scheduled", version=1, key="case", to=OTHERS):
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
    place: VisitPlace | None = None
    """Where; none when it is not in person."""
    area: AtvkCode | None = None
    """The territorial unit it takes place in, for the order of a route."""
    companion: StaffId | None = None
    """Who goes along."""
    justification: VisitJustification | None = None
    """Why a home visit cannot wait in emergency mode."""
    series: VisitSeriesId | None = None
    """The series it belongs to, when it recurs."""


class VisitConfirmed(CasesFact, type="visit-confirmed", version=1, key="case", to=OTHERS):
    """The client knows of the visit and expects it."""

    case: CaseId
    """The case."""
    visit: VisitId
    """The visit."""


class VisitRescheduled(CasesFact, type="visit-rescheduled", version=1, key="case", to=OTHERS):
    """A visit was moved to another time."""

    case: CaseId
    """The case."""
    visit: VisitId
    """The visit."""
    reason: RescheduleReason
    """Why."""
    planned_at: Instant
    """When it is to begin now."""
    before: Instant
    """When it was to begin until now."""


class VisitStarted(CasesFact, type="visit-started", version=1, key="case", to=("reporting",)):
    """A visit began; before one in person the safety checklist was answered."""

    case: CaseId
    """The case."""
    visit: VisitId
    """The visit."""
    started_at: Instant
    """When it began."""
    checklist: RuleCode | None = None
    """The version of the safety checklist that was answered."""
    unmet: Few[RuleCode] = ()
    """Items of it that were answered with no; none of them forbids the visit."""
    safety: RuleCode | None = None
    """The rule that says who may go alone, and how often they report."""
    companion: StaffId | None = None
    """Who goes along."""
    justification: VisitJustification | None = None
    """Why a home visit cannot wait in emergency mode."""
    check_in_every: Minutes | None = None
    """How long whoever went alone may stay silent, in minutes."""
    check_in_due: Instant | None = None
    """Until when they must first say that they are safe."""
    watched_by: StaffId | None = None
    """Who is told when they do not."""


class SafetyCheckedIn(CasesFact, type="safety-checked-in", version=1, key="case", to=("reporting",)):
    """Whoever is alone on a visit said that they are safe."""

    case: CaseId
    """The case."""
    visit: VisitId
    """The visit."""
    checked_in_at: Instant
    """When they said so."""
    check_in_due: Instant
    """Until when they must say so again."""


class SafetyCheckInMissed(CasesFact, type="safety-check-in-missed", version=1, key="case", to=OTHERS):
    """Whoever is alone on a visit did not say in time that they are safe."""

    case: CaseId
    """The case."""
    visit: VisitId
    """The visit."""
    staff: StaffId
    """Who is out there."""
    due_at: Instant
    """When they should have."""


class VisitCompleted(CasesFact, type="visit-completed", version=1, key="case", to=EVERYBODY):
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
    score: Count | None = None
    """What the survey (apsekošana) made of the living conditions, in points."""
    after_hours: Flag | None = None
    """Whether it began outside of office hours."""


class VisitMissed(CasesFact, type="visit-missed", version=1, key="case", to=OTHERS):
    """A planned visit did not take place."""

    case: CaseId
    """The case."""
    visit: VisitId
    """The visit."""
    reason: VisitMissReason
    """Why."""
    planned_at: Instant
    """When it should have begun."""


class VisitCancelled(CasesFact, type="visit-cancelled", version=1, key="case", to=OTHERS):
    """A planned visit was called off before its time."""

    case: CaseId
    """The case."""
    visit: VisitId
    """The visit."""
    reason: VisitCancelReason
    """Why."""
