"""How the mode of the service takes effect: at its instants, in every fact, and after a restore."""

from collections.abc import Iterable

from services.cases.domain import mode
from services.cases.domain.mode import Periods, emergency
from services.cases.domain.mode.emergency import EmergencyMode
from services.cases.domain.rules import Rules
from shared.contracts.fact import Fact
from shared.contracts.mode import EmergencyModePlanned, EmergencyModeSwitched
from shared.decision import Cause, Decision, Handler, Marking, Ref, World

TIMERS = {emergency.KIND: Handler(emergency.refs, emergency.switch)}

MARKING = Marking(refs=((Periods, mode.ID),), mark=mode.marked)
"""Each fact carries the mode of the service."""


def _refs(fact: Fact, cause: Cause, rules: Rules) -> Iterable[Ref]:
    return [(EmergencyMode, mode.ID)]


def _replay(world: World, fact: Fact, cause: Cause, rules: Rules) -> Decision:
    after = emergency.evolve(world.get(EmergencyMode, mode.ID) or EmergencyMode(), fact)
    return Decision((after,), timers=tuple(timer for period in after.periods for timer in emergency.timers(period)))


REPLAYED = {fact.type: Handler(_refs, _replay) for fact in (EmergencyModePlanned, EmergencyModeSwitched)}
"""Words of a source are in no fact: after a restore they are not there."""
