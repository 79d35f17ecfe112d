"""The capacity of sand-play therapy: two equipped rooms, and nobody who works in them."""

from datetime import datetime, timedelta
from uuid import UUID

from services.cases.domain.capacity.capacity import Capacity, Said
from services.cases.domain.capacity.saying import say
from shared.contracts.catalogue_codes import CapacityPart
from shared.decision import Decision
from tests.services.cases.samples import MONDAY
from tests.services.memory import Memory, cause

OFFER, SERVICE = UUID(int=1), UUID(int=2)
ROOMS, STAFF, PLACES = CapacityPart
SINCE = MONDAY - timedelta(days=100)


def capacity(**parts: tuple[int, int]) -> Capacity:
    """For years there have been so many rooms, staff and places, each for so many people."""
    said = (Said(CapacityPart(part), count, serves, SINCE, SINCE) for part, (count, serves) in parts.items())
    return Capacity(OFFER, SERVICE, tuple(said), version=1)


def sand_play() -> Capacity:
    return capacity(rooms=(2, 6), staff=(0, 6), places=(12, 1))


def keeping(known: Capacity) -> Memory:
    """A service in memory that has this capacity."""
    memory = Memory(None)
    memory.states[Capacity, OFFER] = known
    return memory


def said(
    memory: Memory, part: CapacityPart, count: int | None, serves: int = 1, from_at: datetime | None = None,
    when: datetime = MONDAY,
) -> Decision:  # fmt: skip
    """Somebody who coordinates says how much there is."""
    why = cause(f"{part} {count} {when}", when)
    return memory.take(
        [(Capacity, OFFER)], lambda world: say(world.get(Capacity, OFFER), part, count, serves, from_at, why)
    )


def now(memory: Memory) -> Capacity:
    return memory.states[Capacity, OFFER]
