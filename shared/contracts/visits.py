"""What cases tells the other services of visits."""

from shared.contracts.cases import EVERYBODY, CasesFact
from shared.contracts.codes import VisitCancelReason, VisitMissReason, VisitMode, VisitOutcome
from shared.contracts.fields import CaseId, Instant, Minutes, StaffId, VisitId


class VisitScheduled(CasesFact, type="visit-scheduled", version=1, key="case", to=("notifications", "reporting")):
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


class VisitMissed(CasesFact, type="visit-missed", version=1, key="case", to=("notifications", "reporting")):
    """A planned visit did not take place."""

    case: CaseId
    """The case."""
    visit: VisitId
    """The visit."""
    reason: VisitMissReason
    """Why."""
    planned_at: Instant
    """When it should have begun."""


class VisitCancelled(CasesFact, type="visit-cancelled", version=1, key="case", to=("notifications", "reporting")):
    """A planned visit was called off before its time."""

    case: CaseId
    """The case."""
    visit: VisitId
    """The visit."""
    reason: VisitCancelReason
    """Why."""
