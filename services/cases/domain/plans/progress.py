"""A plan in force: its steps are taken or not, and it is reviewed on its days."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from uuid import UUID

from services.cases.domain.account import staff_of
from services.cases.domain.case import Case
from services.cases.domain.plans.acts import PlanAct, require
from services.cases.domain.plans.plan import Goal, Plan, Step, evolve
from services.cases.domain.plans.rules import PlanRules, end_of
from services.cases.domain.tasks.task import Task, add, complete
from services.cases.domain.units.absence import today
from services.cases.domain.work import must_be_open
from shared.contracts.case_codes import TaskKind
from shared.contracts.plan_codes import NotDoneReason, ReviewOutcome
from shared.contracts.plans import PlanReviewed
from shared.decision import Cause, Decision, Refusal

GOES_ON = (ReviewOutcome.CONTINUED, ReviewOutcome.REVISED)


def step_done(case: Case, plan: Plan, step: UUID, on: date, cause: Cause) -> Decision:
    """A step was taken. Raises Refusal for a day that lies ahead or before the plan was in force."""
    if not today(plan.decided_at or cause.time) <= on <= today(cause.time):
        raise Refusal(
            code="step-day-impossible", title="It cannot have been done then", pointers=(("/done_on", "cannot be"),),
            detail="A step is done on a day since the plan is in force, and not ahead.",
        )  # fmt: skip
    return _stepped(case, plan, step, done_on=on)


def step_not_done(case: Case, plan: Plan, step: UUID, reason: NotDoneReason) -> Decision:
    """A step will not be taken."""
    return _stepped(case, plan, step, not_done=reason)


def review(
    case: Case,
    plan: Plan,
    task: Task | None,
    outcome: ReviewOutcome,
    after: Mapping[UUID, int],
    next_review_on: date | None,
    cause: Cause,
    rules: PlanRules,
) -> Decision:
    """Look at the plan again, and measure its goals. `task` is the one that asked for it.

    Revised, it stays in force, and the next edition begins as a draft with the steps that are still open.
    """
    must_be_open(case)
    require(plan, PlanAct.REVIEW)
    _must_say_when(outcome, next_review_on, cause, rules)
    if outcome is ReviewOutcome.REVISED and plan.next:
        raise Refusal(
            code="plan-being-revised", title="The next edition is being written already",
            detail="Go on with that draft; it takes the place of this edition once it is approved.",
        )  # fmt: skip
    measured = replace(plan, goals=_measured(plan.goals, after))
    fact = _reviewed(case, measured, outcome, after, next_review_on, cause)
    reviewed, drafts = evolve(measured, fact), ()
    if outcome is ReviewOutcome.REVISED:
        following = _next_edition(reviewed, cause)
        reviewed, drafts = replace(reviewed, next=following.id), (following,)
    decided = Decision((reviewed, *drafts), (fact,)) + complete(case, task, cause)
    if outcome in GOES_ON:
        decided += add(case, TaskKind.PLAN_REVIEW, end_of(next_review_on), cause, about=plan.id)
    return decided


def next_id(cause: Cause) -> UUID:
    """The edition that a review begins."""
    return cause.derive("edition")


def _next_edition(plan: Plan, cause: Cause) -> Plan:
    goals = tuple(replace(goal, steps=tuple(step for step in goal.steps if step.open)) for goal in plan.goals)
    return Plan(
        id=next_id(cause), case_id=plan.case_id, kind=plan.kind, edition=plan.edition + 1, author=staff_of(cause),
        review_on=plan.review_on, goals=goals, subject=plan.subject, project=plan.project,
        assessments=plan.assessments, turns_18_on=plan.turns_18_on, previous=plan.id,
    )  # fmt: skip


def _reviewed(
    case: Case, plan: Plan, outcome: ReviewOutcome, after: Mapping[UUID, int], next_on: date | None, cause: Cause
) -> PlanReviewed:
    again = [goal.measure for goal in plan.goals if goal.id in after]
    return PlanReviewed(
        case=case.id, plan=plan.id, outcome=outcome, reviewed_by=staff_of(cause), reviewed_at=cause.time,
        steps_done=sum(step.done_on is not None for step in plan.steps),
        steps_not_done=sum(step.not_done is not None for step in plan.steps),
        steps_open=sum(step.open for step in plan.steps), goals_measured=len(again),
        goals_improved=sum(measure.improved for measure in again), next_review_on=next_on,
    )  # fmt: skip


def _measured(goals: tuple[Goal, ...], after: Mapping[UUID, int]) -> tuple[Goal, ...]:
    measurable = {goal.id for goal in goals if goal.measure}
    if after.keys() - measurable:
        raise Refusal(
            code="goal-not-measured", title="The goal has nothing to be measured by",
            detail="Measure goals of this plan that have a measure.", pointers=(("/after", "names another goal"),),
        )  # fmt: skip
    return tuple(
        replace(goal, measure=replace(goal.measure, after=after[goal.id])) if goal.id in after else goal
        for goal in goals
    )


def _stepped(case: Case, plan: Plan, id: UUID, **changed) -> Decision:
    must_be_open(case)
    require(plan, PlanAct.STEP)
    if id not in {step.id for step in plan.steps}:
        raise Refusal(
            code="step-unknown", status=404, title="The plan has no such step", detail="Take an id out of its steps."
        )
    goals = tuple(replace(goal, steps=tuple(_one(step, id, changed) for step in goal.steps)) for goal in plan.goals)
    return Decision((replace(plan, goals=goals, version=plan.version + 1),))


def _one(step: Step, id: UUID, changed: dict) -> Step:
    if step.id != id:
        return step
    if not step.open:
        raise Refusal(
            code="step-over", title="The step is over", detail="It is done, or will not be done; revise the plan."
        )
    return replace(step, **changed)


def _must_say_when(outcome: ReviewOutcome, next_on: date | None, cause: Cause, rules: PlanRules) -> None:
    day, goes_on = today(cause.time), outcome in GOES_ON
    if goes_on != (next_on is not None) or (next_on and not day < next_on <= day + rules.review_within):
        raise Refusal(
            code="review-day-impossible", title="The next review cannot be then", rule=rules.source,
            detail=f"A plan that goes on is reviewed again after today and not after {day + rules.review_within}; "
            "one that ends is not.", pointers=(("/next_review_on", "goes with an outcome by which the plan goes on"),),
        )  # fmt: skip
