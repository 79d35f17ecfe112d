"""What cases tells the other services of units and staff. Nobody's name: staff are ids."""

from shared.contracts.cases import EVERYBODY, CasesFact
from shared.contracts.codes import StaffRole
from shared.contracts.fields import (
    AtvkCode,
    CaseId,
    Count,
    Day,
    Few,
    Flag,
    Minutes,
    PublicLabel,
    RecordId,
    RuleCode,
    StaffId,
    UnitId,
)
from shared.contracts.unit_codes import TeamEventKind, UnitKind


class UnitChanged(CasesFact, type="unit-changed", version=1, key="unit", to=EVERYBODY):
    """A unit of the social service was set up, renamed, moved in the tree, or closed."""

    unit: UnitId
    """The unit."""
    label: PublicLabel
    """Its public name."""
    active: Flag
    """Whether it takes new cases."""
    code: RuleCode | None = None
    """Its code in the configuration and in files."""
    parent: UnitId | None = None
    """The unit it is part of; none for one at the top."""
    kind: UnitKind | None = None
    """What it is; none where nobody said."""
    atvk: AtvkCode | None = None
    """The territory it stands in, where that was said."""
    head: StaffId | None = None
    """Who leads it."""


class StaffChanged(CasesFact, type="staff-changed", version=1, key="unit", to=EVERYBODY):
    """A member of staff joined, changed role, left, or became absent or available."""

    staff: StaffId
    """The member of staff."""
    unit: UnitId
    """Their unit."""
    role: StaffRole
    """What they do there."""
    absent: Flag
    """Whether they are away, so that their deputy or head is told instead."""
    active: Flag = True
    """Whether they work here (still)."""
    deputy: StaffId | None = None
    """Who stands in for them while they are away; none when nobody was named."""
    also_units: Few[UnitId] = ()
    """Other units in which they have a position as well."""
    also_roles: Few[StaffRole] = ()
    """What they do in each of those, in the same order."""


class StaffAbsenceChanged(CasesFact, type="staff-absence-changed", version=1, key="unit", to=("reporting",)):
    """Somebody's absence (prombūtne) was entered, prolonged, shortened or called off. Why they are away is not told."""

    staff: StaffId
    """Who is away."""
    unit: UnitId
    """Their unit."""
    absence: RecordId
    """The absence."""
    first: Day
    """The first day on which they are away."""
    last: Day | None = None
    """The last one; none while nobody knows it."""
    deputy: StaffId | None = None
    """Who stands in for them."""
    cancelled: Flag = False
    """Whether it does not take place after all."""


class TrainingRecorded(CasesFact, type="training-recorded", version=1, key="staff", to=("reporting",)):
    """Somebody finished a training or got a certificate (apliecība)."""

    staff: StaffId
    """Who."""
    training: RuleCode
    """Which: a code of [trainings] in the municipality's file."""
    completed_on: Day
    """The day on which they finished it."""
    valid_until: Day | None = None
    """The last day on which it counts; none when it does not run out."""


class CaseDistanceNoted(CasesFact, type="case-distance-noted", version=1, key="case", to=("reporting",)):
    """How far it is to the family or person of a case was noted: visits cost that time as well."""

    case: CaseId
    """The case."""
    minutes: Minutes
    """One way, in minutes."""


class TeamEventHeld(CasesFact, type="team-event-held", version=1, key="event", to=("reporting",)):
    """A team did something for its own wellbeing. Nobody who took part is named anywhere."""

    event: RecordId
    """The event."""
    kind: TeamEventKind
    """What it was."""
    held_on: Day
    """On which day."""
    participants: Count
    """How many took part."""
    duration: Minutes
    """How long it took, in minutes."""
    unit: UnitId | None = None
    """Whose event it was; none when it was everybody's."""
