"""What the API takes of plans, from a goal to a review."""

from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, Field, StrictInt

from services.cases.api.shape import taking
from shared.contracts.fields import RuleCode
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
from shared.contracts.text import line, prose
from shared.http.written import Day

Measured = Annotated[StrictInt, Field(ge=0, le=10_000)]

_STEP = {
    "words": "Meet the class teacher.", "by": "staff", "staff": "019c0b6e-41c7-7a10-8f3e-5d2b9a7c1e03",
    "due_on": "2126-04-10",
}  # fmt: skip
_GOAL = {
    "words": "The boy attends school every day.", "area": "education", "methods": ["family_assistant"],
    "measure": {"code": "absence_days", "before": 24}, "steps": [_STEP],
}  # fmt: skip
_PLAN = {
    "review_on": "2126-05-20", "goals": [_GOAL], "project": None,
    "assessments": ["019c0b90-1111-7a10-8f3e-5d2b9a7c1e01"],
}  # fmt: skip


class MeasureGiven(BaseModel):
    """How a goal stands before anything is done, and by what that is measured."""

    model_config = taking(code="absence_days", before=24)

    code: MeasureCode
    before: Measured


class StepGiven(BaseModel):
    """A step. A step by staff names the member of staff; one by anybody else names none."""

    model_config = taking(**_STEP)

    words: line(300)
    by: StepBy
    due_on: Day
    staff: UUID | None = None


class GoalGiven(BaseModel):
    """A goal with its steps."""

    model_config = taking(**_GOAL)

    words: prose(1_000)
    area: GoalArea
    methods: list[MethodCode] = Field(default_factory=list, max_length=10)
    measure: MeasureGiven | None = None
    steps: list[StepGiven] = Field(default_factory=list, max_length=50)


class PlanGiven(BaseModel):
    """All of a plan that its author writes."""

    model_config = taking(**_PLAN)

    review_on: Day
    goals: list[GoalGiven] = Field(default_factory=list, max_length=30)
    project: RuleCode | None = None
    """A code of `projects` in the municipality's file: what pays for it; none when the municipality does."""
    assessments: list[UUID] = Field(default_factory=list, max_length=20)
    """The signed assessments that it rests on; it is not submitted without one."""
    turns_18_on: Day | None = None
    """Of a transition plan only."""


class PlanBegun(PlanGiven):
    """A new plan: what for, and about whom."""

    model_config = taking(kind="rehabilitation", **_PLAN)

    kind: PlanKind
    subject: UUID | None = None
    """Whom it is about; none for the whole household."""


class Return(BaseModel):
    """Why the author must write on."""

    model_config = taking(reason="goals_unclear", words="By what will you see that the second goal is reached?")

    reason: PlanReturnReason
    words: prose(1_000) | None = None


class StepDone(BaseModel):
    """When the step was taken."""

    model_config = taking(done_on="2026-04-10")

    done_on: Day


class StepNotDone(BaseModel):
    """Why the step will not be taken."""

    model_config = taking(reason="client_refused")

    reason: NotDoneReason


class Review(BaseModel):
    """What a review led to."""

    model_config = taking(
        outcome="continued", after={"019c0b90-1111-7a10-8f3e-5d2b9a7c1e01": 7}, next_review_on="2126-08-20"
    )

    outcome: ReviewOutcome
    after: dict[UUID, Measured] = Field(default_factory=dict, max_length=30)
    """How goals stand now, by the id of the goal."""
    next_review_on: Day | None = None
    """For `continued` and `revised`, and for these only."""
