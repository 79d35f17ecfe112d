"""What cases tells the other services of capacity: how much there is of each part of it, from when on."""

from shared.contracts.cases import CasesFact
from shared.contracts.catalogue_codes import CapacityPart
from shared.contracts.fields import Count, Flag, Instant, RecordId, StaffId


class CapacityChanged(CasesFact, type="capacity-changed", version=1, key="service", to=("reporting",)):
    """Somebody said how many rooms, staff or places a service has at a place, from an instant on."""

    offer: RecordId
    """The service at this place."""
    service: RecordId
    """The service."""
    part: CapacityPart
    """Of what there are so many."""
    from_at: Instant
    """From when on: a plan, as long as that lies ahead."""
    said_at: Instant
    """When it was said."""
    count: Count | None = None
    """How many; none when a plan for that instant is called off."""
    serves: Count = 1
    """For how many people one of them is enough."""
    by: StaffId | None = None
    """Who said it; none when the configuration did."""
    configured: Flag = False
    """Whether the configuration said it."""
