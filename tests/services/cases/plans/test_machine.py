"""Any order of commands about a plan and its assessments: what must always hold, and a rebuild from the facts."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from services.cases.domain.assessments.assessment import Assessment, AssessmentState
from services.cases.domain.plans.plan import Plan, PlanState
from services.cases.domain.tasks.task import Task, TaskState
from services.cases.handlers import REPLAYED
from shared.contracts.assessments import AssessmentCompleted
from shared.contracts.plan_codes import ReviewOutcome
from shared.contracts.plans import PlanApproved, PlanReviewed
from shared.contracts.registry import decode
from shared.decision import Refusal
from tests.services.cases.assessments.samples import answer, bring, sign, upload
from tests.services.cases.plans.samples import TEXT, Desk, assessed, draft
from tests.services.cases.samples import LIGITA, MARTA, MONDAY, RULES, opened, service
from tests.services.memory import Memory, cause

NTH = st.integers(0, 5)
STAFF = st.sampled_from([MARTA, LIGITA])
OF_THE_LOG = (AssessmentCompleted, PlanApproved, PlanReviewed)
FINAL = (PlanState.SUPERSEDED, PlanState.ENDED)


class PlanMachine(RuleBasedStateMachine):
    """One case, its assessments and its plans. Refusals are part of life; they change nothing."""

    @initialize()
    def begin(self) -> None:
        self.memory, self.at, self.final = service(), MONDAY, {}
        self.case = opened(self.memory)
        assessed(self.memory, self.case)
        self.memory.facts = [fact for fact in self.memory.facts if isinstance(fact, OF_THE_LOG)]

    def attempt(self, act, *how, **said) -> None:
        before = dict(self.memory.states)
        try:
            act(*how, **said)
        except Refusal:
            assert self.memory.states == before

    def desk(self, nth: int) -> Desk:
        plans = self.memory.of(Plan)
        return Desk(self.memory, plans[nth % len(plans)].id)

    def text(self):
        day = self.at.date()
        steps = tuple(replace(step, due_on=day + timedelta(days=9)) for step in TEXT.goals[0].steps)
        return replace(TEXT, review_on=day + timedelta(days=60), goals=(replace(TEXT.goals[0], steps=steps),))

    @rule(days=st.integers(1, 40))
    def time_passes(self, days) -> None:
        self.at += timedelta(days=days)

    @precondition(lambda self: len(self.memory.of(Plan)) < 3)
    @rule()
    def drafted(self) -> None:
        name = f"plan {len(self.memory.of(Plan))}"
        self.attempt(draft, self.memory, self.case, self.text(), name=name, at=self.at)

    @precondition(lambda self: self.memory.of(Plan))
    @rule(nth=NTH)
    def rewritten(self, nth) -> None:
        self.attempt(self.desk(nth).rewrite, self.text(), at=self.at)

    @precondition(lambda self: self.memory.of(Plan))
    @rule(nth=NTH)
    def submitted(self, nth) -> None:
        self.attempt(self.desk(nth).submit, at=self.at)

    @precondition(lambda self: self.memory.of(Plan))
    @rule(nth=NTH, by=STAFF)
    def judged(self, nth, by) -> None:
        self.attempt(self.desk(nth).approve, by=by, at=self.at)

    @precondition(lambda self: self.memory.of(Plan))
    @rule(nth=NTH, by=STAFF)
    def returned(self, nth, by) -> None:
        self.attempt(self.desk(nth).give_back, by=by)

    @precondition(lambda self: self.memory.of(Plan))
    @rule(nth=NTH, which=st.integers(0, 1), done=st.booleans())
    def stepped(self, nth, which, done) -> None:
        desk = self.desk(nth)
        if which < len(desk.plan.steps):
            self.attempt(desk.done, which, at=self.at) if done else self.attempt(desk.not_done, which)

    @precondition(lambda self: self.memory.of(Plan))
    @rule(nth=NTH, outcome=st.sampled_from(ReviewOutcome), ahead=st.sampled_from([None, 0, 30, 400]))
    def reviewed(self, nth, outcome, ahead) -> None:
        next_on = None if ahead is None else self.at.date() + timedelta(days=ahead)
        self.attempt(self.desk(nth).review, outcome, next_on, at=self.at)

    @rule(name=st.sampled_from(["x", "y"]), correct=st.booleans(), warm=st.booleans())
    def brought_in(self, name, correct, warm) -> None:
        signed = [one.id for one in self.memory.of(Assessment) if one.state is AssessmentState.SIGNED]
        answers = {"heating": "works" if warm else "none", "children": False}
        made = upload(name, answers=answers, replaces=signed[-1] if correct and signed else None)
        self.attempt(bring, self.memory, self.case, made, at=self.at)

    @rule(nth=NTH, by=STAFF)
    def signed(self, nth, by) -> None:
        known = self.memory.of(Assessment)
        self.attempt(sign, self.memory, known[nth % len(known)].id, at=self.at, by=by)

    @rule(nth=NTH)
    def answered(self, nth) -> None:
        known = self.memory.of(Assessment)
        self.attempt(answer, self.memory, known[nth % len(known)].id, {"children": None})

    @invariant()
    def nobody_approved_their_own(self) -> None:
        for fact in getattr(self, "memory", Memory(RULES)).facts:
            assert not isinstance(fact, PlanApproved) or fact.author != fact.approved_by

    @invariant()
    def history_never_changes(self) -> None:
        for one in self.states():
            if one.state in (*FINAL, AssessmentState.REPLACED):
                assert self.final.setdefault(one.id, one) == one

    @invariant()
    def of_two_editions_one_is_in_force(self) -> None:
        plans = {plan.id: plan for plan in self.states() if isinstance(plan, Plan)}
        for plan in plans.values():
            if plan.previous and plan.state is PlanState.IN_FORCE:
                assert plans[plan.previous].state is PlanState.SUPERSEDED

    @invariant()
    def what_is_in_force_and_nothing_else_waits_for_its_review(self) -> None:
        waiting = {task.about for task in self.tasks() if task.state is TaskState.OPEN}
        in_force = {one.id for one in self.states() if one.state is PlanState.IN_FORCE}
        assert waiting == in_force

    @invariant()
    def a_rebuild_gives_all_but_words_and_drafts(self) -> None:
        restored = Memory(RULES)
        facts = [fact for fact in getattr(self, "memory", restored).facts if isinstance(fact, OF_THE_LOG)]
        for fact in facts:
            restored.hear(REPLAYED[fact.type], decode(fact.type, fact.encode()), cause("restore", MONDAY))
        for one in (*restored.of(Plan), *restored.of(Assessment)):
            assert wordless(one) == wordless(self.memory.states[type(one), one.id])

    def states(self) -> list:
        memory = getattr(self, "memory", None)
        return [*memory.of(Plan), *memory.of(Assessment)] if memory else []

    def tasks(self) -> list[Task]:
        return self.memory.of(Task) if hasattr(self, "memory") else []


def wordless(one: Plan | Assessment) -> Plan | Assessment:
    """What facts tell: neither words nor what was only ever a draft's."""
    if isinstance(one, Assessment):
        return replace(one, answers={}, sent="", version=0, received_at=MONDAY)
    return replace(
        one, goals=(), assessments=(), next=None, submitted_at=None, return_reason=None, return_words=None, version=0,
        turns_18_on=None,
    )  # fmt: skip


PlanMachine.TestCase.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
TestAnyOrder = PlanMachine.TestCase
