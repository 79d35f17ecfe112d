"""What concerns capacity: the service's own facts after a restore."""

from services.cases.domain.capacity import capacity
from services.cases.domain.capacity.capacity import Capacity
from shared.contracts.capacity import CapacityChanged
from shared.decision import Decision, Handler

REPLAYED = {
    CapacityChanged.type: Handler(
        lambda fact, cause, rules: [(Capacity, fact.offer)],
        lambda world, fact, cause, rules: Decision((capacity.evolve(world.get(Capacity, fact.offer), fact),)),
    ),
}
