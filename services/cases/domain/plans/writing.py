"""Writing a plan and putting it before a supervisor."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from services.cases.domain.account import staff_of
from services.cases.domain.assessments.assessment import Assessment, AssessmentState
from services.cases.domain.case import Case, CaseState
from services.cases.domain.plans.acts import PlanAct, require
from services.cases.domain.plans.plan import Goal, Measure, Plan, Step, evolve
from services.cases.domain.plans.rules import PlanRules, milestones
from services.cases.domain.progress import reach
from services.cases.domain.units.absence import today
from services.cases.domain.units.staff import Staff, must_be_there
from services.cases.domain.work import must_be_open
from shared.contracts.case_codes import CaseStage
from shared.contracts.plan_codes import GoalArea, MethodCode, PlanKind, StepBy
from shared.contracts.plans import PlanSubmitted
from shared.decision import Cause, Decision, Refusal, derived

LEAVING_CARE = "youth-leaving-care"
"""The checklist that a transition plan rests on."""
_WITHOUT_A_PLAN = (CaseState.ASSIGNED, CaseState.REOPENED, CaseState.ASSESSMENT)

Known = Callable[[UUID], Staff | None]
"""The member of staff with an id, None when there is none."""


@dataclass(frozen=True, slots=True)
class StepText:
    """A step as somebody writes it."""

    words: str
    by: StepBy
    due_on: date
    staff: UUID | None = None


@dataclass(frozen=True, slots=True)
class GoalText:
    """A goal as somebody writes it."""

    words: str
    area: GoalArea
    methods: tuple[MethodCode, ...]
    measure: Measure | None
    steps: tuple[StepText, ...]


@dataclass(frozen=True, slots=True)
class PlanText:
    """All of a plan that its author writes."""

    review_on: date
    goals: tuple[GoalText, ...]
    project: str | None
    assessments: tuple[UUID, ...]
    turns_18_on: date | None


def draft(
    case: Case, kind: PlanKind, subject: UUID | None, text: PlanText, staff: Known, cause: Cause, rules: PlanRules
) -> Decision:
    """Begin a plan. Raises Refusal for somebody who is not of the case, and for what `rewrite` refuses."""
    if subject is not None and subject not in case.subjects:
        raise Refusal(
            code="subject-unknown", title="It is about nobody of this case", pointers=(("/subject", "is unknown"),),
            detail="Send an id out of the case's subjects, or none for the whole household.",
        )  # fmt: skip
    begun = Plan(plan_id(cause), case.id, kind, 1, staff_of(cause), text.review_on, subject=subject, version=0)
    written = rewrite(case, begun, text, staff, cause, rules)
    return written + (reach(case, CaseStage.PLAN_DRAFT) if case.state in _WITHOUT_A_PLAN else Decision())


def plan_id(cause: Cause) -> UUID:
    """The plan that a command begins."""
    return cause.derive("plan")


def rewrite(case: Case, plan: Plan, text: PlanText, staff: Known, cause: Cause, rules: PlanRules) -> Decision:
    """Replace what a draft says. Raises Refusal once it is submitted, for days that cannot be, and for who is away."""
    must_be_open(case)
    require(plan, PlanAct.REWRITE)
    _must_be_of_its_kind(plan, text)
    _must_be_possible(text, cause, rules)
    _must_be_paid_by_somebody_known(text.project, rules)
    _must_be_there(text, staff)
    goals = tuple(_goal(plan.id, number, goal) for number, goal in enumerate(text.goals))
    changed = replace(
        plan, goals=goals, review_on=text.review_on, project=text.project, assessments=text.assessments,
        turns_18_on=text.turns_18_on, version=plan.version + 1,
    )  # fmt: skip
    return Decision((changed,))


def submit(
    case: Case, plan: Plan, assessed: Callable[[UUID], Assessment | None], cause: Cause, rules: PlanRules
) -> Decision:
    """Put it before a supervisor. Raises Refusal while it has no steps, or rests on no signed assessment."""
    must_be_open(case)
    require(plan, PlanAct.SUBMIT)
    if plan.review_on <= today(cause.time):
        raise _days((("/review_on", "must lie after today"),), rules)
    if not plan.goals or not all(goal.steps for goal in plan.goals):
        raise Refusal(
            code="plan-without-steps", title="A goal has no steps", pointers=(("/goals", "lack steps"),),
            detail="A plan has at least one goal, and each goal at least one step.",
        )  # fmt: skip
    found = [assessed(id) for id in plan.assessments]
    signed = {one.checklist for one in found if one and one.case_id == case.id and one.state is AssessmentState.SIGNED}
    if not signed or (plan.kind is PlanKind.TRANSITION and LEAVING_CARE not in signed):
        wanted = f"by {LEAVING_CARE}" if plan.kind is PlanKind.TRANSITION else "by any checklist"
        raise Refusal(
            code="plan-without-assessment", title="It rests on no signed assessment",
            detail=f"Name a signed assessment of this case {wanted} that nothing has replaced.",
            rule="Sociālo pakalpojumu un sociālās palīdzības likums: services follow an assessment",
            pointers=(("/assessments", "holds no such assessment"),),
        )  # fmt: skip
    fact = PlanSubmitted(case=case.id, plan=plan.id, author=plan.author, submitted_at=cause.time)
    return Decision((evolve(plan, fact),), (fact,))


def _goal(plan: UUID, number: int, goal: GoalText) -> Goal:
    steps = tuple(
        Step(derived(plan, f"step/{number}/{nth}"), step.words, step.by, step.staff, step.due_on)
        for nth, step in enumerate(goal.steps)
    )
    return Goal(derived(plan, f"goal/{number}"), goal.words, goal.area, goal.methods, goal.measure, steps)


def _must_be_of_its_kind(plan: Plan, text: PlanText) -> None:
    is_transition = plan.kind is PlanKind.TRANSITION
    if is_transition != (text.turns_18_on is not None) or (is_transition and plan.subject is None):
        raise Refusal(
            code="plan-of-other-kind", title="It does not fit the kind of plan",
            detail="A transition plan is about one person and says when they turn 18; no other plan does.",
            pointers=(("/turns_18_on", "belongs to a transition plan about one person, and to it alone"),),
        )  # fmt: skip


def _must_be_possible(text: PlanText, cause: Cause, rules: PlanRules) -> None:
    if wrong := tuple(_impossible(text, today(cause.time), rules)):
        raise _days(wrong, rules)


def _must_be_paid_by_somebody_known(project: str | None, rules: PlanRules) -> None:
    """The code goes into facts, so nothing may stand there that somebody made up: it might be a person."""
    if project is not None and project not in rules.projects:
        raise Refusal(
            code="project-unknown", title="No such project", pointers=(("/project", "is no project's code"),),
            detail="Take a code of `projects` of the municipality's file, or leave it out.",
        )  # fmt: skip


def _days(wrong: tuple[tuple[str, str], ...], rules: PlanRules) -> Refusal:
    return Refusal(
        code="plan-dates-impossible", title="Some days cannot be", pointers=wrong, rule=rules.source,
        detail=f"{len(wrong)} day(s) lie where they cannot: steps and reviews lie ahead, and reviews not too far.",
    )  # fmt: skip


def _impossible(text: PlanText, day: date, rules: PlanRules) -> Iterator[tuple[str, str]]:
    latest = day + rules.review_within
    if text.turns_18_on:
        ahead = (one for one in milestones(text.turns_18_on, rules.transition_months) if one > day)
        latest = min(latest, next(ahead, latest))
    if not day < text.review_on <= latest:
        yield "/review_on", f"must lie after today and not after {latest}"
    for number, goal in enumerate(text.goals):
        for nth, step in enumerate(goal.steps):
            if step.due_on < day:
                yield f"/goals/{number}/steps/{nth}/due_on", "lies in the past"


def _must_be_there(text: PlanText, staff: Known) -> None:
    for number, goal in enumerate(text.goals):
        for nth, step in enumerate(goal.steps):
            _must_take(step, staff, f"/goals/{number}/steps/{nth}/staff")


def _must_take(step: StepText, staff: Known, where: str) -> None:
    if (step.by is StepBy.STAFF) != (step.staff is not None):
        raise Refusal(
            code="step-by-nobody", title="Who takes the step is not clear", pointers=((where, "goes with by: staff"),),
            detail="A step by staff names the member of staff; a step by anybody else names none.",
        )  # fmt: skip
    if step.staff is not None:
        try:
            must_be_there(staff(step.staff), step.due_on)
        except Refusal as refusal:
            raise replace(refusal, pointers=tuple((where, wrong) for _, wrong in refusal.pointers)) from None
