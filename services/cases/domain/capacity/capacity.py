"""What is said of a capacity, from when on. Nothing that was said is forgotten: plans lie ahead, history behind."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from shared.contracts.capacity import CapacityChanged
from shared.contracts.catalogue_codes import CapacityPart


@dataclass(frozen=True, slots=True)
class Said:
    """From `from_at` on there are `count` of a part, each enough for `serves` people. None: that plan is called off."""

    part: CapacityPart
    count: int | None
    serves: int
    from_at: datetime
    said_at: datetime
    by: UUID | None = None
    configured: bool = False

    @property
    def people(self) -> int:
        """For how many people it is enough."""
        return (self.count or 0) * self.serves


@dataclass(frozen=True, slots=True)
class Capacity:
    """The capacity of a service at a location, whose id it has; in the order in which it was said."""

    id: UUID
    service: UUID
    said: tuple[Said, ...] = ()
    version: int = 0

    def plans(self, part: CapacityPart) -> Iterator[Said]:
        """What holds of a part, the earliest first: of several words about one instant the last, if that is one."""
        latest = {one.from_at: one for one in self.said if one.part is part}
        return (one for _, one in sorted(latest.items()) if one.count is not None)

    def at(self, part: CapacityPart, time: datetime) -> Said | None:
        """What holds of a part at an instant; nothing where nobody has said how much of it there is by then."""
        return next((one for one in reversed(list(self.plans(part))) if one.from_at <= time), None)

    def as_known(self, time: datetime) -> "Capacity":
        """The capacity as it was known at an instant, so that what was decided then can be explained."""
        return replace(self, said=tuple(one for one in self.said if one.said_at <= time))


def evolve(capacity: Capacity | None, fact: CapacityChanged) -> Capacity:
    """The capacity after a fact about it."""
    known = capacity or Capacity(fact.offer, fact.service)
    said = Said(fact.part, fact.count, fact.serves, fact.from_at, fact.said_at, fact.by, fact.configured)
    return replace(known, said=(*known.said, said), version=known.version + 1)
