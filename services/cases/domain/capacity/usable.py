"""How many people a service can take at a place: the least of rooms, staff and places, and which of them holds it back.

Two equipped rooms that wait for two psychologists are no full house.
"""

from dataclasses import dataclass
from datetime import datetime

from services.cases.domain.capacity.capacity import Capacity, Said
from shared.contracts.catalogue_codes import CapacityPart


@dataclass(frozen=True, slots=True)
class Usable:
    """For how many people there is room, somebody and a place at once; None where nothing limits them.

    `parts` is what there is of each part, None where it does not matter; `bottleneck` are the parts that are least.
    """

    people: int | None
    bottleneck: tuple[CapacityPart, ...]
    rooms: Said | None
    staff: Said | None
    places: Said | None


def usable(capacity: Capacity | None, at: datetime) -> Usable:
    """What can be used at an instant, present or to come."""
    parts = {part: capacity.at(part, at) if capacity else None for part in CapacityPart}
    said = {part: one.people for part, one in parts.items() if one is not None}
    least = min(said.values(), default=None)
    bottleneck = tuple(part for part, people in said.items() if people == least)
    return Usable(least, bottleneck, *(parts[part] for part in CapacityPart))


def usable_places(capacity: Capacity | None, at: datetime) -> int | None:
    """For how many people there is everything at an instant; None where nothing limits them."""
    return usable(capacity, at).people


def free_places(capacity: Capacity | None, at: datetime, used: int) -> int | None:
    """How many more can be taken. Below 0 it is overbooked: a cut puts nobody out, and nobody new comes in."""
    people = usable_places(capacity, at)
    return None if people is None else people - used
