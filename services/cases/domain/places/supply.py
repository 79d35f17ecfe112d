"""What decides about the places of an offer, all of it locked: its capacity first, then its queue.

So nobody cuts the capacity while a place is offered, and nobody else offers one.
"""

from collections.abc import Iterable
from uuid import UUID

from services.cases.domain.capacity.capacity import Capacity
from services.cases.domain.capacity.usable import usable_places
from services.cases.domain.places.line import Line
from services.cases.domain.places.queue import Queue
from services.cases.domain.rules import Rules
from shared.calendar import RIGA
from shared.decision import Cause, Ref, World


def refs(offer: UUID) -> Iterable[Ref]:
    return (Capacity, offer), (Queue, offer)


def queue_of(world: World, offer: UUID) -> Queue | None:
    return world.get(Queue, offer)


def line(world: World, offer: UUID, service: str, cause: Cause, rules: Rules) -> Line:
    """The queue of an offer at this instant; an empty one where nobody has waited yet. `service` is its code."""
    queue = queue_of(world, offer) or Queue(offer, service)
    usable = usable_places(world.get(Capacity, offer), cause.time)
    rule = rules.places.waited_by(queue.service, cause.time.astimezone(RIGA).date())
    return Line(queue, usable, rule, rules.calendar, world, cause)
