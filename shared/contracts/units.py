"""What cases tells the other services of units and staff."""

from shared.contracts.cases import EVERYBODY, CasesFact
from shared.contracts.codes import StaffRole
from shared.contracts.fields import Flag, PublicLabel, StaffId, UnitId


class UnitChanged(CasesFact, type="unit-changed", version=1, key="unit", to=EVERYBODY):
    """A unit of the social service was set up, renamed or closed."""

    unit: UnitId
    """The unit."""
    label: PublicLabel
    """Its public name."""
    active: Flag
    """Whether it takes new cases."""


class StaffChanged(CasesFact, type="staff-changed", version=1, key="unit", to=EVERYBODY):
    """A member of staff joined, changed role, or became absent or available."""

    staff: StaffId
    """The member of staff."""
    unit: UnitId
    """Their unit."""
    role: StaffRole
    """What they do there."""
    absent: Flag
    """Whether they are away, so that their deputy or head is told instead."""
