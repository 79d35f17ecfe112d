"""A plan in memory, and what may be done with it."""

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from services.cases.domain.assessments.assessment import Assessment
from services.cases.domain.case import Case
from services.cases.domain.plans import judging, progress, writing
from services.cases.domain.plans.plan import Measure, Plan
from services.cases.domain.plans.writing import GoalText, PlanText, StepText
from services.cases.domain.tasks.task import Task
from services.cases.domain.units.staff import Staff
from shared.contracts.mode_codes import ServiceMode
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
from shared.decision import Cause, Decision, World
from tests.services.cases.assessments.samples import bring, sign, upload
from tests.services.cases.samples import LIGITA, MARTA, MONDAY, RULES
from tests.services.memory import Memory, cause

APRIL, JUNE, AUGUST = date(2026, 4, 10), date(2026, 6, 16), date(2026, 8, 20)
STEPS = (
    StepText("Tikties ar klases audzinātāju.", StepBy.STAFF, APRIL, MARTA),
    StepText("Celties septiņos.", StepBy.CLIENT, JUNE),
)
GOAL = GoalText(
    "Zēns katru dienu apmeklē skolu.", GoalArea.EDUCATION, (MethodCode.FAMILY_ASSISTANT,),
    Measure(MeasureCode.ABSENCE_DAYS, 24), STEPS,
)  # fmt: skip
ASSESSED = upload("for the plan")
TEXT = PlanText(JUNE, (GOAL,), None, (ASSESSED.id,), None)


def assessed(memory: Memory, case: Case) -> Assessment:
    """The assessment that plans rest on, signed."""
    bring(memory, case, ASSESSED)
    sign(memory, ASSESSED.id)
    return memory.states[Assessment, ASSESSED.id]


def why(name: str, by: UUID, at: datetime = MONDAY) -> Cause:
    return cause(f"{name} {at}", at, by=str(by))


def staff_in(memory: Memory, text: PlanText) -> list:
    return [(Staff, step.staff) for goal in text.goals for step in goal.steps if step.staff]


def draft(
    memory: Memory,
    case: Case,
    text: PlanText = TEXT,
    kind=PlanKind.REHABILITATION,
    subject=None,
    name="plan",
    at=MONDAY,
) -> Plan:
    told, ref = why(name, MARTA, at), (Case, case.id)

    def decide(world) -> Decision:
        return writing.draft(world.get(*ref), kind, subject, text, lambda id: world.get(Staff, id), told, RULES.plans)

    memory.take([ref, *staff_in(memory, text)], decide)
    return memory.states[Plan, writing.plan_id(told)]


class Desk:
    """Commands about one plan, each as in the API: with the case, and what else its rule asks for."""

    def __init__(self, memory: Memory, plan: UUID) -> None:
        self.memory, self.id = memory, plan

    @property
    def plan(self) -> Plan:
        return self.memory.states[Plan, self.id]

    def rewrite(self, text: PlanText = TEXT, at: datetime = MONDAY) -> Decision:
        told = why("rewrite", MARTA, at)
        return self._take(
            lambda case, plan, world: writing.rewrite(
                case, plan, text, lambda id: world.get(Staff, id), told, RULES.plans
            ),
            *staff_in(self.memory, text),
        )

    def submit(self, at: datetime = MONDAY) -> Decision:
        told, refs = why("submit", MARTA, at), [(Assessment, id) for id in self.plan.assessments]
        return self._take(
            lambda case, plan, world: writing.submit(
                case, plan, lambda id: world.get(Assessment, id), told, RULES.plans
            ),
            *refs,
        )

    def approve(self, by: UUID = LIGITA, at: datetime = MONDAY, mode: ServiceMode = ServiceMode.NORMAL) -> Decision:
        before = (Plan, self.plan.previous)

        def rule(case: Case, plan: Plan, world: World) -> Decision:
            old = world.get(*before)
            task = world.get(Task, old.review_task) if old else None
            return judging.approve(case, plan, old, task, why("approve", by, at), RULES, mode)

        return self._take(rule, before)

    def give_back(self, by: UUID = LIGITA, reason=PlanReturnReason.GOALS_UNCLEAR) -> Decision:
        return self._take(lambda case, plan, _: judging.give_back(case, plan, reason, "Kā?", why("return", by)))

    def done(self, nth: int = 0, on: date | None = None, at: datetime = MONDAY) -> Decision:
        step = self.plan.steps[nth].id
        return self._take(
            lambda case, plan, _: progress.step_done(case, plan, step, on or at.date(), why("done", MARTA, at))
        )

    def not_done(self, nth: int = 0, reason=NotDoneReason.CLIENT_REFUSED) -> Decision:
        step = self.plan.steps[nth].id
        return self._take(lambda case, plan, _: progress.step_not_done(case, plan, step, reason))

    def review(self, outcome=ReviewOutcome.CONTINUED, next_on=AUGUST, after=None, at: datetime = MONDAY) -> Decision:
        told = why("review", MARTA, at)

        def rule(case: Case, plan: Plan, world: World) -> Decision:
            task = world.get(Task, plan.review_task)
            return progress.review(case, plan, task, outcome, after or {}, next_on, told, RULES.plans)

        return self._take(rule)

    def in_force(self) -> "Desk":
        """Submitted and approved."""
        self.submit()
        self.approve()
        return self

    def _take(self, rule, *refs) -> Decision:
        own = [(Case, self.plan.case_id), (Plan, self.id)]
        return self.memory.take([*own, *refs], lambda world: rule(*(world.get(*ref) for ref in own), world))


def with_step(**changed) -> PlanText:
    """A plan whose only step is not as it should be."""
    return replace(TEXT, goals=(replace(GOAL, steps=(replace(STEPS[0], **changed),)),))
