"""Benefits: the clock of their end, and their rebuilding from the log, without numbers of decisions and amounts."""

from collections.abc import Iterable

from services.cases.domain.benefits.benefit import Benefit, evolve
from services.cases.domain.benefits.recording import CLOCK, clock_refs, ends_soon, timers
from services.cases.domain.rules import Rules
from shared.contracts import benefits as told
from shared.contracts.fact import Fact
from shared.decision import Cause, Decision, Handler, Ref, World

TIMERS = {CLOCK: Handler(clock_refs, ends_soon)}


def _refs(fact: Fact, cause: Cause, rules: Rules) -> Iterable[Ref]:
    return [(Benefit, fact.benefit)]


def _replay(world: World, fact: Fact, cause: Cause, rules: Rules) -> Decision:
    after = evolve(world.get(Benefit, fact.benefit), fact)
    return Decision((after,), timers=timers(after))


REPLAYED = {
    fact.type: Handler(_refs, _replay)
    for fact in (told.BenefitRecorded, told.BenefitCorrected, told.BenefitEndsSoon, told.BenefitEnded)
}
