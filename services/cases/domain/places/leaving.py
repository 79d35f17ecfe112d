"""A case ends, and with it whatever it waits for: nobody is offered a place by a case on which nobody works.

What they receive already, or have accepted, goes on: whoever gives the service says when it ends.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.cases.domain.places import supply
from services.cases.domain.places.line import said, tasks_of
from services.cases.domain.places.offering import fill
from services.cases.domain.places.using import ended
from services.cases.domain.requests.request import RequestState, ServiceRequest
from services.cases.domain.rules import Rules
from shared.contracts.request_codes import ServiceEndReason
from shared.decision import Cause, Decision, Ref, World

WAITS = (RequestState.WAITING, RequestState.OFFERED)
"""The states of a request that ends with its case."""


@dataclass(frozen=True, slots=True)
class OfCase:
    """The requests of a case that end with it, looked up once their queues are locked; its id is the case's."""

    id: str
    requests: tuple[ServiceRequest, ...] = ()

    @property
    def leads_to(self) -> Iterable[Ref]:
        for one in self.requests:
            yield ServiceRequest, one.id
            yield from tasks_of(one)


def refs(case: UUID, offers: Iterable[tuple[UUID, str]], at: datetime, rules: Rules) -> Iterable[Ref]:
    """The queues in which the case stands, of these offers and the codes of their services, and what it waits for.

    A case begins to wait by an act that changes it. So these are all of them, when it has the version that the caller
    saw before they were looked for.
    """
    yield OfCase, str(case)
    for offer, service in offers:
        yield from supply.refs(offer)
        yield supply.front(offer, at, supply.rule_of(rules, service, at).order)


def leave(world: World, case: UUID, reason: ServiceEndReason, cause: Cause, rules: Rules) -> Decision:
    """Nothing of the case waits any more, and what was offered to it is offered to whoever is next."""
    requests, decision = world.get(OfCase, str(case)).requests, Decision()
    for offer, service in sorted({(one.offer, one.service) for one in requests}):
        line = supply.line(world, offer, service, cause, rules)
        for one in requests:
            if one.offer == offer:
                line, left = said(line, one, ended(line, one, reason, None))
                decision += left
        decision += fill(line)[1]
    return decision
