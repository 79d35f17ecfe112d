"""What decides about the places of an offer, all of it locked: its capacity first, then its queue.

So nobody cuts the capacity while a place is offered, and nobody else offers one.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from services.cases.domain.capacity.capacity import Capacity
from services.cases.domain.capacity.usable import usable_places
from services.cases.domain.places.front import Front, question
from services.cases.domain.places.line import Line
from services.cases.domain.places.queue import Queue
from services.cases.domain.places.rules import WaitingRule
from services.cases.domain.rules import Rules
from shared.calendar import RIGA
from shared.contracts.request_codes import WaitingCriterion
from shared.decision import Cause, Ref, World


def refs(offer: UUID) -> Iterable[Ref]:
    return (Capacity, offer), (Queue, offer)


def front(offer: UUID, at: datetime, order: Sequence[WaitingCriterion] = (), count: int = 1) -> Ref:
    """The first `count` in line at an instant, for whatever may offer a place; see `question` for the order."""
    return Front, question(offer, at, count, order)


def queue_of(world: World, offer: UUID) -> Queue | None:
    return world.get(Queue, offer)


def rule_of(rules: Rules, service: str, at: datetime) -> WaitingRule:
    """By which rule people wait for a service at an instant."""
    return rules.places.waited_by(service, at.astimezone(RIGA).date())


def line(world: World, offer: UUID, service: str, cause: Cause, rules: Rules) -> Line:
    """The queue of an offer at this instant; an empty one where nobody has waited yet. `service` is its code."""
    queue = queue_of(world, offer) or Queue(offer, service)
    usable = usable_places(world.get(Capacity, offer), cause.time)
    fronts = (one for (kind, id), one in world.states.items() if kind is Front and id.startswith(str(offer)))
    front = max(fronts, key=lambda one: len(one.first), default=None)
    rule = rule_of(rules, queue.service, cause.time)
    return Line(queue, usable, rule, rules.calendar, world, cause, front)
