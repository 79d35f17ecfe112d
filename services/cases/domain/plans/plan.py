"""The plan (sociālās rehabilitācijas plāns): goals and steps, in editions of which the older stay readable."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from services.cases.domain.plans.rules import end_of
from services.cases.domain.tasks.task import Task, task_id
from shared.contracts.case_codes import TaskKind
from shared.contracts.fact import Fact
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
from shared.contracts.plans import PlanApproved, PlanReturned, PlanReviewed, PlanSubmitted
from shared.decision import Ref

_LESS_IS_BETTER = frozenset({MeasureCode.CHECKLIST_SCORE, MeasureCode.ABSENCE_DAYS, MeasureCode.INCIDENTS})
_ENDING = frozenset({ReviewOutcome.COMPLETED, ReviewOutcome.STOPPED})


class PlanState(StrEnum):
    """Where an edition of a plan stands. It is written, judged by somebody else, in force, and then history."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    IN_FORCE = "in_force"
    SUPERSEDED = "superseded"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Measure:
    """What a goal is measured by: how it stood before, and how it stands since it was measured again."""

    code: MeasureCode
    before: int
    after: int | None = None

    @property
    def improved(self) -> bool:
        if self.after is None:
            return False
        return self.after < self.before if self.code in _LESS_IS_BETTER else self.after > self.before


@dataclass(frozen=True, slots=True)
class Step:
    """Something to be done for a goal, by somebody, until a day. `staff` is set exactly for steps of our own staff."""

    id: UUID
    words: str
    by: StepBy
    staff: UUID | None
    due_on: date
    done_on: date | None = None
    not_done: NotDoneReason | None = None

    @property
    def open(self) -> bool:
        return self.done_on is None and self.not_done is None


@dataclass(frozen=True, slots=True)
class Goal:
    """What is to be reached, by which methods, and the steps towards it."""

    id: UUID
    words: str
    area: GoalArea
    methods: tuple[MethodCode, ...]
    measure: Measure | None
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """One edition of a plan. No fact carries its words: after a rebuild from the log alone it has no goals."""

    id: UUID
    case_id: UUID
    kind: PlanKind
    edition: int
    author: UUID
    review_on: date
    goals: tuple[Goal, ...] = ()
    subject: UUID | None = None
    """Whom it is about; none when it is the whole household."""
    project: str | None = None
    assessments: tuple[UUID, ...] = ()
    """The assessments that it rests on."""
    turns_18_on: date | None = None
    """Of a transition plan: the eighteenth birthday, from which its dates are counted back."""
    previous: UUID | None = None
    """The edition that it takes the place of, once it is approved."""
    next: UUID | None = None
    """The edition that a review began."""
    state: PlanState = PlanState.DRAFT
    submitted_at: datetime | None = None
    decided_by: UUID | None = None
    decided_at: datetime | None = None
    return_reason: PlanReturnReason | None = None
    return_words: str | None = None
    outcome: ReviewOutcome | None = None
    """What its last review led to."""
    reviewed_at: datetime | None = None
    version: int = 1

    @property
    def review_task(self) -> UUID:
        """The task that asks for its next review."""
        return task_id(self.id, TaskKind.PLAN_REVIEW, end_of(self.review_on))

    @property
    def leads_to(self) -> tuple[Ref, ...]:
        """Whoever decides about a plan ends the task of its review, or makes another."""
        return ((Task, self.review_task),)

    @property
    def steps(self) -> tuple[Step, ...]:
        return tuple(step for goal in self.goals for step in goal.steps)


def evolve(plan: Plan | None, fact: Fact) -> Plan:
    """The plan after a fact of the service's own. Drafts are no facts: a rebuild makes the plan from its approval."""
    match fact:
        case PlanSubmitted():
            changed = {"state": PlanState.SUBMITTED, "submitted_at": fact.submitted_at}
        case PlanReturned():
            changed = {
                "state": PlanState.RETURNED, "decided_by": fact.returned_by, "decided_at": fact.returned_at,
                "return_reason": fact.reason,
            }  # fmt: skip
        case PlanApproved():
            plan = plan or Plan(
                id=fact.plan, case_id=fact.case, kind=fact.kind, edition=fact.edition, author=fact.author,
                review_on=fact.review_on, subject=fact.subject, project=fact.project, previous=fact.replaces, version=0,
            )  # fmt: skip
            changed = {
                "state": PlanState.IN_FORCE, "decided_by": fact.approved_by, "decided_at": fact.approved_at,
                "review_on": fact.review_on,
            }  # fmt: skip
        case PlanReviewed():
            changed = {"outcome": fact.outcome, "reviewed_at": fact.reviewed_at}
            if fact.outcome in _ENDING:
                changed["state"] = PlanState.ENDED
            else:
                changed["review_on"] = fact.next_review_on
        case _:
            raise TypeError(f"{fact.type} is not a fact about a plan")
    return replace(plan, version=plan.version + 1, **changed)


def superseded(old: Plan, by: UUID) -> Plan:
    """The edition before, once the next one is in force."""
    return replace(old, state=PlanState.SUPERSEDED, next=by, version=old.version + 1)
