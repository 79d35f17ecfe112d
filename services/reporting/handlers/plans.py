"""What the facts of cases say about assessments, plans and recommendations."""

from collections.abc import Iterator
from datetime import datetime

from services.reporting.handlers.row import Row
from shared.contracts.assessments import AssessmentCompleted
from shared.contracts.plans import (
    PlanApproved,
    PlanReturned,
    PlanReviewed,
    PlanSubmitted,
    RecommendationFollowedUp,
    RecommendationGiven,
)


def assessed(fact: AssessmentCompleted, at: datetime) -> Iterator[Row]:
    yield Row("assessment", fact.assessment, {
        "case_id": fact.case, "checklist": fact.checklist, "place": fact.place, "client": fact.client,
        "score": fact.score, "score_of": fact.score_of, "signed_at": fact.signed_at,
    })  # fmt: skip
    if fact.replaces:
        yield Row("assessment", fact.replaces, {"corrected": True})


def submitted(fact: PlanSubmitted, at: datetime) -> Iterator[Row]:
    yield Row("plan", fact.plan, {"case_id": fact.case, "submitted_at": fact.submitted_at})


def returned(fact: PlanReturned, at: datetime) -> Iterator[Row]:
    yield Row("plan", fact.plan, {"returned_at": fact.returned_at})


def approved(fact: PlanApproved, at: datetime) -> Iterator[Row]:
    yield Row("plan", fact.plan, {
        "case_id": fact.case, "kind": fact.kind, "methods": fact.methods, "approved_at": fact.approved_at,
        "review_on": fact.review_on,
    })  # fmt: skip
    if fact.replaces:
        yield Row("plan", fact.replaces, {"ended_at": fact.approved_at})


def reviewed(fact: PlanReviewed, at: datetime) -> Iterator[Row]:
    """One that is not to be looked at again has ended."""
    ended = None if fact.next_review_on else fact.reviewed_at
    yield Row("plan", fact.plan, {"review_on": fact.next_review_on, "ended_at": ended})
    yield Row("plan_review", f"{fact.plan}/{fact.reviewed_at.isoformat()}", {
        "plan": fact.plan, "case_id": fact.case, "outcome": fact.outcome, "reviewed_at": fact.reviewed_at,
        "steps_done": fact.steps_done, "steps_not_done": fact.steps_not_done, "steps_open": fact.steps_open,
        "goals_measured": fact.goals_measured, "goals_improved": fact.goals_improved,
    })  # fmt: skip


def recommended(fact: RecommendationGiven, at: datetime) -> Iterator[Row]:
    values = {"case_id": fact.case, "code": fact.code, "given_at": fact.given_at}
    yield Row("recommendation", fact.recommendation, values)


def followed_up(fact: RecommendationFollowedUp, at: datetime) -> Iterator[Row]:
    yield Row("recommendation", fact.recommendation, {"outcome": fact.outcome})
