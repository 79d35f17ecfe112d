"""What becomes of visits without anybody asking: the clock of who is alone there, and a restore from the log."""

from collections.abc import Iterable

from services.cases.domain.case import Case
from services.cases.domain.case import evolve as evolve_case
from services.cases.domain.rules import Rules
from services.cases.domain.visits import check_in, visit
from services.cases.domain.visits.visit import Visit
from shared.contracts import visits as told
from shared.contracts.fact import Fact
from shared.decision import Cause, Decision, Handler, Ref, World

TIMERS = {check_in.KIND: Handler(check_in.refs, check_in.missed)}


def _visit_and_case(fact: Fact, cause: Cause, rules: Rules) -> Iterable[Ref]:
    return [(Case, fact.case), (Visit, fact.visit)]


def _visit_alone(fact: Fact, cause: Cause, rules: Rules) -> Iterable[Ref]:
    return [(Visit, fact.visit)]


def _replay(world: World, fact: Fact, cause: Cause, rules: Rules) -> Decision:
    after = visit.evolve(world.get(Visit, fact.visit), fact)
    return Decision((after,), timers=check_in.timers(after))


def _replay_both(world: World, fact: Fact, cause: Cause, rules: Rules) -> Decision:
    return Decision((evolve_case(world.get(Case, fact.case), fact),)) + _replay(world, fact, cause, rules)


REPLAYED = {
    **{
        fact.type: Handler(_visit_and_case, _replay_both)
        for fact in (told.VisitScheduled, told.VisitCompleted, told.VisitMissed, told.VisitCancelled)
    },
    **{
        fact.type: Handler(_visit_alone, _replay)
        for fact in (
            told.VisitConfirmed, told.VisitRescheduled, told.VisitStarted, told.SafetyCheckedIn,
            told.SafetyCheckInMissed,
        )
    },
}  # fmt: skip
