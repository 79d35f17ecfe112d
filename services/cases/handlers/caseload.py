"""What concerns loads: the service's own facts after a restore."""

from services.cases.domain.caseload import distance, wellbeing
from services.cases.domain.caseload.distance import CaseDistance
from services.cases.domain.caseload.wellbeing import TeamEvent
from shared.contracts.units import CaseDistanceNoted, TeamEventHeld
from shared.decision import Decision, Handler

REPLAYED = {
    CaseDistanceNoted.type: Handler(
        lambda fact, cause, rules: [(CaseDistance, fact.case)],
        lambda world, fact, cause, rules: Decision((distance.evolve(world.get(CaseDistance, fact.case), fact),)),
    ),
    TeamEventHeld.type: Handler(
        lambda fact, cause, rules: [(TeamEvent, fact.event)],
        lambda world, fact, cause, rules: Decision((wellbeing.evolve(fact),)),
    ),
}
