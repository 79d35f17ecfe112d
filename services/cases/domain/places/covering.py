"""Which sensitive service somebody has to do with stays here (row 54): other services hear that there is one.

A fact goes to everybody who reads the log. In what it says of people and sessions of a sensitive service, the offer is
therefore an id of that request or session alone, by which nothing can be put together, and the service is not named.
"""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from services.cases.domain.places.queue import Queue
from shared.contracts.capacity import CapacityChanged
from shared.contracts.catalogue import ServicePlaceChanged
from shared.contracts.fact import Fact
from shared.decision import Ref, derived

UNDISCLOSED = "undisclosed"
"""What stands where a fact would name the service."""
_PUBLIC = frozenset({CapacityChanged.type, ServicePlaceChanged.type})
"""Facts about an offer itself, which anybody may read in the catalogue."""


@dataclass(frozen=True, slots=True)
class RequestOffer:
    """Of which offer a request is, as its row says and its facts need not: where its queue is found after a restore."""

    id: UUID
    offer: UUID

    @property
    def leads_to(self) -> tuple[Ref, ...]:
        return ((Queue, self.offer),)


def covered(fact: Fact, sensitive: Collection[UUID]) -> Fact:
    """The fact as it is told: the same, unless it is about somebody at one of the `sensitive` offers."""
    if getattr(fact, "offer", None) not in sensitive or fact.type in _PUBLIC:
        return fact
    unnamed = {"service": UNDISCLOSED} if hasattr(fact, "service") else {}
    return fact.model_copy(update={"offer": derived(UUID(fact.key), "offer"), **unnamed})
