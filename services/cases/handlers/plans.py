"""Assessments, plans and recommendations after a restore: facts have no words, so those come from the backup alone."""

from collections.abc import Iterable

from services.cases.domain.assessments import assessment
from services.cases.domain.assessments.assessment import Assessment
from services.cases.domain.plans import plan, recommendation
from services.cases.domain.plans.plan import Plan
from services.cases.domain.plans.recommendation import Recommendation
from services.cases.domain.rules import Rules
from shared.contracts.assessments import AssessmentCompleted
from shared.contracts.plans import (
    PlanApproved,
    PlanReturned,
    PlanReviewed,
    PlanSubmitted,
    RecommendationFollowedUp,
    RecommendationGiven,
)
from shared.decision import Cause, Decision, Handler, Ref, World


def _own_assessment(fact: AssessmentCompleted, cause: Cause, rules: Rules) -> Iterable[Ref]:
    return [(Assessment, id) for id in (fact.assessment, fact.replaces) if id]


def _replay_assessment(world: World, fact: AssessmentCompleted, cause: Cause, rules: Rules) -> Decision:
    signed = assessment.evolve(world.get(Assessment, fact.assessment), fact)
    old = world.get(Assessment, fact.replaces) if fact.replaces else None
    return Decision((signed, *([assessment.replaced(old, fact)] if old else [])))


def _own_plan(
    fact: PlanSubmitted | PlanReturned | PlanApproved | PlanReviewed, cause: Cause, rules: Rules
) -> Iterable[Ref]:
    return [(Plan, id) for id in (fact.plan, getattr(fact, "replaces", None)) if id]


def _replay_written(world: World, fact: PlanSubmitted | PlanReturned, cause: Cause, rules: Rules) -> Decision:
    """What was never approved no fact tells in full: it is known when the backup has it."""
    draft = world.get(Plan, fact.plan)
    return Decision((plan.evolve(draft, fact),)) if draft else Decision()


def _replay_approved(world: World, fact: PlanApproved, cause: Cause, rules: Rules) -> Decision:
    approved = plan.evolve(world.get(Plan, fact.plan), fact)
    old = world.get(Plan, fact.replaces) if fact.replaces else None
    return Decision((approved, *([plan.superseded(old, approved.id)] if old else [])))


def _replay_reviewed(world: World, fact: PlanReviewed, cause: Cause, rules: Rules) -> Decision:
    return Decision((plan.evolve(world.get(Plan, fact.plan), fact),))


def _own_recommendation(
    fact: RecommendationGiven | RecommendationFollowedUp, cause: Cause, rules: Rules
) -> Iterable[Ref]:
    return [(Recommendation, fact.recommendation)]


def _replay_recommendation(
    world: World, fact: RecommendationGiven | RecommendationFollowedUp, cause: Cause, rules: Rules
) -> Decision:
    return Decision((recommendation.evolve(world.get(Recommendation, fact.recommendation), fact),))


REPLAYED = {
    AssessmentCompleted.type: Handler(_own_assessment, _replay_assessment),
    PlanSubmitted.type: Handler(_own_plan, _replay_written),
    PlanReturned.type: Handler(_own_plan, _replay_written),
    PlanApproved.type: Handler(_own_plan, _replay_approved),
    PlanReviewed.type: Handler(_own_plan, _replay_reviewed),
    RecommendationGiven.type: Handler(_own_recommendation, _replay_recommendation),
    RecommendationFollowedUp.type: Handler(_own_recommendation, _replay_recommendation),
}
