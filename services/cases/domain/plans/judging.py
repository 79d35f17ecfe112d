"""A supervisor judges a plan: four eyes, so nobody judges their own."""

from dataclasses import replace
from uuid import UUID

from services.cases.domain.account import staff_of
from services.cases.domain.case import Case, CaseState
from services.cases.domain.plans.plan import Plan, PlanState, evolve, superseded
from services.cases.domain.plans.rules import end_of
from services.cases.domain.progress import reach
from services.cases.domain.tasks.task import Task, add, complete
from services.cases.domain.work import must_be_open
from shared.contracts.case_codes import CaseStage, TaskKind
from shared.contracts.plan_codes import PlanReturnReason
from shared.contracts.plans import PlanApproved
from shared.decision import Cause, Decision, Refusal

_WAITS_FOR_A_PLAN = (
    CaseState.ASSIGNED, CaseState.REOPENED, CaseState.ASSESSMENT, CaseState.PLAN_DRAFT, CaseState.REVIEW
)  # fmt: skip


def approve(case: Case, plan: Plan, previous: Plan | None, task: Task | None, cause: Cause) -> Decision:
    """It is in force, and somebody will look at it on its day. The edition before is history: its `task` is done."""
    must_be_open(case)
    by = _judge(plan, cause)
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
    by = _judge(plan, cause)
    returned = replace(
        plan, state=PlanState.RETURNED, decided_by=by, decided_at=cause.time, return_reason=reason, return_words=words,
        version=plan.version + 1,
    )  # fmt: skip
    return Decision((returned,))


def _judge(plan: Plan, cause: Cause) -> UUID:
    """Who judges. Raises Refusal when there is nothing to judge, or for its author."""
    if plan.state is not PlanState.SUBMITTED:
        raise Refusal(
            code="plan-not-submitted", title="It waits for nobody's judgement",
            detail=f"The plan is {plan.state}; its author submits it first.",
        )  # fmt: skip
    by = staff_of(cause)
    if by == plan.author:
        raise Refusal(
            code="plan-is-your-own", status=403, title="Nobody judges their own plan",
            detail="Another supervisor approves or returns it.", rule="four eyes: convention of the social service",
        )  # fmt: skip
    return by
