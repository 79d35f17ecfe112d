"""What concerns capacity: the service's own facts after a restore."""

from services.cases.domain.capacity import capacity
from services.cases.domain.capacity.capacity import Capacity
from services.cases.domain.places.turn import RESTORED, look
from services.cases.domain.rules import Rules
from shared.contracts.capacity import CapacityChanged
from shared.decision import Cause, Decision, Handler, World


def _replay(world: World, fact: CapacityChanged, cause: Cause, rules: Rules) -> Decision:
    after = capacity.evolve(world.get(Capacity, fact.offer), fact)
    planned = (look(fact.offer, fact.from_at),) if fact.from_at > fact.said_at else ()
    return Decision((after,), timers=(*planned, look(fact.offer, RESTORED)))


REPLAYED = {CapacityChanged.type: Handler(lambda fact, cause, rules: [(Capacity, fact.offer)], _replay)}
