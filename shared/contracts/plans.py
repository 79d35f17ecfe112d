"""What cases tells the other services of plans and recommendations: codes and counts. The words stay with cases."""

from shared.contracts.cases import CasesFact
from shared.contracts.fields import (
    CaseId,
    Count,
    Day,
    Few,
    Instant,
    PersonId,
    PlanId,
    RecommendationId,
    RuleCode,
    StaffId,
)
from shared.contracts.plan_codes import (
    GoalArea,
    MethodCode,
    PlanKind,
    PlanReturnReason,
    RecommendationCode,
    RecommendationOutcome,
    ReviewOutcome,
)


class PlanSubmitted(CasesFact, type="plan-submitted", version=1, key="case", to=("reporting",)):
    """Whoever wrote a plan put it before a supervisor."""

    case: CaseId
    """The case."""
    plan: PlanId
    """The plan, in this edition."""
    author: StaffId
    """Who wrote it."""
    submitted_at: Instant
    """When."""


class PlanReturned(CasesFact, type="plan-returned", version=1, key="case", to=("reporting",)):
    """A supervisor returned a plan to its author."""

    case: CaseId
    """The case."""
    plan: PlanId
    """The plan, in this edition."""
    returned_by: StaffId
    """Who returned it."""
    returned_at: Instant
    """When."""
    reason: PlanReturnReason
    """Why. What else was said stays with cases."""


class PlanApproved(CasesFact, type="plan-approved", version=1, key="case", to=("notifications", "reporting")):
    """A supervisor approved a plan (sociālās rehabilitācijas plāns): it is in force."""

    case: CaseId
    """The case."""
    plan: PlanId
    """The plan, in this edition."""
    edition: Count
    """Which edition it is, from 1 on."""
    kind: PlanKind
    """What it is for."""
    author: StaffId
    """Who wrote it."""
    approved_by: StaffId
    """Who approved it, never its author."""
    approved_at: Instant
    """When."""
    review_on: Day
    """When it is looked at again."""
    goals: Count
    """How many goals it has."""
    steps: Count
    """How many steps they have."""
    areas: Few[GoalArea]
    """What its goals are about, each once."""
    methods: Few[MethodCode]
    """By which methods they are worked on, each once."""
    subject: PersonId | None = None
    """Whom it is about; none when it is the whole household."""
    project: RuleCode | None = None
    """The project or fund that pays for it, by its code; none when the municipality does."""
    replaces: PlanId | None = None
    """The edition that it takes the place of; none for the first."""


class PlanReviewed(CasesFact, type="plan-reviewed", version=1, key="case", to=("notifications", "reporting")):
    """A plan in force was looked at again."""

    case: CaseId
    """The case."""
    plan: PlanId
    """The plan."""
    outcome: ReviewOutcome
    """What it led to."""
    reviewed_by: StaffId
    """Who looked at it."""
    reviewed_at: Instant
    """When."""
    steps_done: Count
    """How many of its steps were taken."""
    steps_not_done: Count
    """How many will not be taken."""
    steps_open: Count
    """How many are still to be taken."""
    goals_measured: Count
    """How many of its goals were measured again."""
    goals_improved: Count
    """How many of those stand better than before."""
    next_review_on: Day | None = None
    """When it is looked at again; none when it has ended."""


class RecommendationGiven(CasesFact, type="recommendation-given", version=1, key="case", to=("reporting",)):
    """Something was recommended (ieteikums) to a person or a family."""

    case: CaseId
    """The case."""
    recommendation: RecommendationId
    """The recommendation."""
    code: RecommendationCode
    """What is recommended."""
    staff: StaffId
    """Who recommends it."""
    given_at: Instant
    """When."""
    follow_up_on: Day
    """When somebody asks what became of it."""
    subject: PersonId | None = None
    """To whom; none when it is the whole household."""


class RecommendationFollowedUp(CasesFact, type="recommendation-followed-up", version=1, key="case", to=("reporting",)):
    """Somebody asked what became of a recommendation."""

    case: CaseId
    """The case."""
    recommendation: RecommendationId
    """The recommendation."""
    outcome: RecommendationOutcome
    """What became of it."""
    followed_up_at: Instant
    """When."""
