"""A supervisor judges a plan: four eyes, so nobody judges their own."""

from dataclasses import replace

from services.cases.domain.account import staff_of
from services.cases.domain.case import Case, CaseState
from services.cases.domain.plans.acts import PlanAct, require
from services.cases.domain.plans.plan import Plan, PlanState, evolve, superseded
from services.cases.domain.plans.rules import end_of
from services.cases.domain.progress import reach
from services.cases.domain.tasks.task import Task, add, complete
from services.cases.domain.work import must_be_open
from shared.contracts.case_codes import CaseStage, TaskKind
from shared.contracts.plan_codes import PlanReturnReason
from shared.contracts.plans import PlanApproved, PlanReturned
from shared.decision import Cause, Decision, Refusal

_WAITS_FOR_A_PLAN = (
    CaseState.ASSIGNED, CaseState.REOPENED, CaseState.ASSESSMENT, CaseState.PLAN_DRAFT, CaseState.REVIEW
)  # fmt: skip


def approve(case: Case, plan: Plan, previous: Plan | None, task: Task | None, cause: Cause) -> Decision:
    """It is in force, and somebody will look at it on its day. The edition before is history: its `task` is done."""
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
        approved_at=cause.time, review_on=plan.review_on, goals=len(plan.goals), steps=len(plan.steps),
        areas=tuple(dict.fromkeys(goal.area for goal in plan.goals)),
        methods=tuple(dict.fromkeys(method for goal in plan.goals for method in goal.methods)),
        subject=plan.subject, project=plan.project, replaces=plan.previous,
    )  # fmt: skip
    states = (evolve(plan, fact), *([superseded(previous, plan.id)] if previous else []))
    moved = reach(case, CaseStage.PLAN_APPROVED) if case.state in _WAITS_FOR_A_PLAN else Decision()
    review = add(case, TaskKind.PLAN_REVIEW, end_of(plan.review_on), cause, about=plan.id)
    return Decision(states, (fact,)) + moved + complete(case, task, cause) + review


def give_back(case: Case, plan: Plan, reason: PlanReturnReason, words: str | None, cause: Cause) -> Decision:
    """Return it to its author, who writes on and submits it again."""
    must_be_open(case)
    by = staff_of(cause)
    require(plan, PlanAct.RETURN, by)
    fact = PlanReturned(case=case.id, plan=plan.id, returned_by=by, returned_at=cause.time, reason=reason)
    return Decision((replace(evolve(plan, fact), return_words=words),), (fact,))
