"""What the API shows of plans. Commands answer without words: they are kept a while."""

from datetime import date, datetime
from uuid import UUID

from pydantic import Field

from services.cases.api.shape import View
from services.cases.domain.plans.acts import PlanAct
from services.cases.domain.plans.plan import PlanState
from shared.contracts.plan_codes import (
    GoalArea,
    MeasureCode,
    MethodCode,
    NotDoneReason,
    PlanKind,
    PlanReturnReason,
    ReviewOutcome,
    StepBy,
)


class PlanView(View):
    """An edition of a plan, without its words."""

    id: UUID
    case_id: UUID
    kind: PlanKind
    edition: int
    author: UUID
    review_on: date
    subject: UUID | None
    project: str | None
    assessments: list[UUID]
    previous: UUID | None
    """The edition before."""
    next: UUID | None
    """The edition that a review began."""
    state: PlanState
    submitted_at: datetime | None
    decided_by: UUID | None
    decided_at: datetime | None
    return_reason: PlanReturnReason | None
    outcome: ReviewOutcome | None
    """What its last review led to."""
    reviewed_at: datetime | None
    version: int
    """Send it as If-Match with the next change."""


class MeasureView(View):
    """A goal before and after."""

    code: MeasureCode
    before: int
    after: int | None


class StepView(View):
    """A step: open, done on a day, or not to be done for a reason."""

    id: UUID
    words: str
    by: StepBy
    staff: UUID | None
    due_on: date
    done_on: date | None
    not_done: NotDoneReason | None


class GoalView(View):
    """A goal with its steps."""

    id: UUID
    words: str
    area: GoalArea
    methods: list[MethodCode]
    measure: MeasureView | None
    steps: list[StepView]


class PlanActionView(View):
    """An act: possible for you now, or why it is not."""

    act: PlanAct
    allowed: bool
    code: str | None = Field(examples=["plan-not-submitted"])
    """The problem that the act would be answered with."""
    why: str | None
    """In words."""


class WholePlan(PlanView):
    """An edition of a plan, with its words and what you may do with it."""

    goals: list[GoalView]
    return_words: str | None
    turns_18_on: date | None
    milestones: list[date]
    """Of a transition plan: the days on which the way out of care is looked at, the eighteenth birthday last."""
    actions: list[PlanActionView]
