"""A supervisor judges a plan: four eyes, so nobody judges their own."""

from dataclasses import replace
from datetime import date, timedelta

from services.cases.domain.account import staff_of
from services.cases.domain.case import Case, CaseState
from services.cases.domain.plans.acts import PlanAct, require
from services.cases.domain.plans.plan import Plan, PlanState, evolve, superseded
from services.cases.domain.plans.rules import end_of, last_day_before
from services.cases.domain.progress import reach
from services.cases.domain.rules import Rules
from services.cases.domain.tasks.task import Task, add, complete
from services.cases.domain.work import must_be_open
from shared.contracts.case_codes import CaseStage, TaskKind
from shared.contracts.mode_codes import ServiceMode
from shared.contracts.plan_codes import PlanKind, PlanReturnReason
from shared.contracts.plans import PlanApproved, PlanReturned
from shared.decision import Cause, Decision, Refusal

_WAITS_FOR_A_PLAN = (
    CaseState.ASSIGNED, CaseState.REOPENED, CaseState.ASSESSMENT, CaseState.PLAN_DRAFT, CaseState.REVIEW
)  # fmt: skip


def approve(
    case: Case, plan: Plan, previous: Plan | None, task: Task | None, cause: Cause, rules: Rules, mode: ServiceMode
) -> Decision:
    """It is in force, and somebody will look at it on its day, or later where the `mode` of the service prolongs that.

    The edition before is history: its `task` is done.
    """
    must_be_open(case)
    by = staff_of(cause)
    require(plan, PlanAct.APPROVE, by)
    if previous is not None and previous.state is not PlanState.IN_FORCE:
        raise Refusal(
            code="plan-not-in-force", title="The plan is not in force",
            detail=f"The edition before this one is {previous.state}, so nothing goes on: return it, or begin anew.",
        )  # fmt: skip
    fact = PlanApproved(
        case=case.id, plan=plan.id, edition=plan.edition, kind=plan.kind, author=plan.author, approved_by=by,
        approved_at=cause.time, review_on=_review_day(plan, rules, mode), goals=len(plan.goals), steps=len(plan.steps),
        areas=tuple(dict.fromkeys(goal.area for goal in plan.goals)),
        methods=tuple(dict.fromkeys(method for goal in plan.goals for method in goal.methods)),
        subject=plan.subject, project=plan.project, replaces=plan.previous,
    )  # fmt: skip
    approved = evolve(plan, fact)
    states = (approved, *([superseded(previous, plan.id)] if previous else []))
    moved = reach(case, CaseStage.PLAN_APPROVED) if case.state in _WAITS_FOR_A_PLAN else Decision()
    review = add(case, TaskKind.PLAN_REVIEW, end_of(approved.review_on), cause, about=plan.id)
    return Decision(states, (fact,)) + moved + complete(case, task, cause) + review


def _review_day(plan: Plan, rules: Rules, mode: ServiceMode) -> date:
    if plan.kind is PlanKind.TRANSITION:
        return plan.review_on  # a birthday waits for no emergency
    on_that_day = end_of(plan.review_on) - timedelta(seconds=1)
    return last_day_before(rules.prolonged(TaskKind.PLAN_REVIEW, on_that_day, mode))


def give_back(case: Case, plan: Plan, reason: PlanReturnReason, words: str | None, cause: Cause) -> Decision:
    """Return it to its author, who writes on and submits it again."""
    must_be_open(case)
    by = staff_of(cause)
    require(plan, PlanAct.RETURN, by)
    fact = PlanReturned(case=case.id, plan=plan.id, returned_by=by, returned_at=cause.time, reason=reason)
    return Decision((replace(evolve(plan, fact), return_words=words),), (fact,))
