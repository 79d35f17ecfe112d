"""Any order of acts on cases: what the table allows works, what it refuses changes nothing, and facts rebuild it."""

from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from services.cases.domain import duplicate, ending, progress, work
from services.cases.domain.acts import Act, refusal
from services.cases.domain.case import OVER, Case, CaseState
from services.cases.domain.tasks import task
from services.cases.domain.tasks.task import Task, TaskState
from services.cases.domain.units.staff import Staff
from services.cases.domain.visits import going, planning
from services.cases.domain.visits.visit import Visit, VisitState
from services.cases.handlers import REPLAYED
from shared.contracts.case_codes import (
    CaseStage,
    ClosureReturnReason,
    CountedAs,
    ReopenReason,
    RestReason,
    RiskReason,
    TaskKind,
)
from shared.contracts.codes import CaseOutcome, VisitMissReason, VisitMode
from shared.contracts.plan_codes import RiskLevel
from shared.contracts.registry import decode
from shared.decision import Refusal
from tests.services.cases.samples import LIGITA, MARTA, MONDAY, RULES, opened, service
from tests.services.memory import Memory, cause

FRIDAY = MONDAY + timedelta(days=4)
DONE = cause("done", MONDAY)
CASES = st.integers(0, 2)
STAGES = st.sampled_from(CaseStage)


class CasesInWork(RuleBasedStateMachine):
    """Three cases, worked on in any order."""

    @initialize()
    def begin(self):
        self.memory, self.steps = service(), 0
        self.ids = [opened(self.memory, name).id for name in ("r1", "r2", "r3")]

    def act(self, which, act, rule, *others):
        """Try an act, which works exactly when the table says so."""
        ref = (Case, self.ids[which])
        before, possible = dict(self.memory.states), refusal(self.memory.states[ref], act) is None
        self.steps += 1
        why = cause(f"step {self.steps}", MONDAY + timedelta(minutes=self.steps), by=str(MARTA))
        try:
            self.memory.take([ref, *others], lambda world: rule(world.get(*ref), world, why))
        except Refusal:
            assert not possible or act in (Act.MARK_DUPLICATE, Act.UNMARK_DUPLICATE, Act.SET_DEPUTY)
            assert self.memory.states == before
        else:
            assert possible

    @rule(which=CASES, whom=st.sampled_from([MARTA, LIGITA]))
    def assign(self, which, whom):
        ref = (Staff, whom)
        self.act(which, Act.ASSIGN, lambda case, world, why: work.assign(case, world.get(*ref), why), ref)

    @rule(which=CASES, whom=st.sampled_from([MARTA, LIGITA]))
    def deputise(self, which, whom):
        ref = (Staff, whom)
        self.act(which, Act.SET_DEPUTY, lambda case, world, _: work.set_deputy(case, world.get(*ref)), ref)

    @rule(which=CASES, counted_as=st.sampled_from(CountedAs))
    def count(self, which, counted_as):
        self.act(which, Act.COUNT, lambda case, *_: work.count(case, counted_as))

    @rule(which=CASES, level=st.sampled_from(RiskLevel))
    def assess_risk(self, which, level):
        reasons = [RiskReason.NEGLECT]
        self.act(which, Act.ASSESS_RISK, lambda case, _, why: progress.assess_risk(case, level, reasons, why))

    @rule(which=CASES, stage=st.sampled_from([*progress.BY_HAND]))
    def move(self, which, stage):
        self.act(which, progress.BY_HAND[stage], lambda case, *_: progress.begin(case, stage))

    @rule(which=CASES, stage=STAGES)
    def reach(self, which, stage):
        ref = (Case, self.ids[which])
        self.memory.take([ref], lambda world: progress.reach(world.get(*ref), stage))

    @rule(which=CASES, until=st.sampled_from([None, FRIDAY]))
    def suspend(self, which, until):
        self.act(which, Act.SUSPEND, lambda case, _, why: progress.suspend(case, RestReason.OTHER, until, why))

    @rule(which=CASES)
    def resume(self, which):
        reminder = progress.resumption(self.memory.states[Case, self.ids[which]])
        refs = [(Task, reminder)] if reminder else []
        self.act(
            which, Act.RESUME,
            lambda case, world, why: progress.resume(case, world.get(*refs[0]) if refs else None, why), *refs,
        )  # fmt: skip

    @rule(which=CASES)
    def plan_visit(self, which):
        plan = planning.Plan(VisitMode.PHONE, MONDAY + timedelta(days=1))
        self.act(
            which, Act.PLAN_VISIT,
            lambda case, _, why: planning.schedule(case, None, plan, why, RULES.visits, None),
        )  # fmt: skip

    @rule(which=CASES)
    def miss_a_visit(self, which):
        case = self.memory.states[Case, self.ids[which]]
        for id in case.open_visits[:1]:
            refs = [(Case, case.id), (Visit, id)]
            self.memory.take(
                refs, lambda w, refs=refs: going.miss(w.get(*refs[0]), w.get(*refs[1]), VisitMissReason.OTHER)
            )

    @rule(which=CASES, day=st.integers(1, 3))
    def demand(self, which, day):
        """A statutory task comes to a case that is worked on."""
        case = self.memory.states[Case, self.ids[which]]
        due = MONDAY + timedelta(days=day)
        id = task.task_id(case.id, TaskKind.PLAN_REVIEW, due)
        if case.state not in OVER and (Task, id) not in self.memory.states:
            self.memory.take(
                [(Case, case.id)],
                lambda world: task.add(
                    world.get(Case, case.id), TaskKind.PLAN_REVIEW, due, cause("law", MONDAY), about=case.id,
                    statutory=True,
                ),
            )  # fmt: skip

    @rule(which=CASES)
    def do_a_duty(self, which):
        case = self.memory.states[Case, self.ids[which]]
        for id in case.open_duties[:1]:
            refs = [(Case, case.id), (Task, id)]
            self.memory.take(refs, lambda w, refs=refs: task.complete(w.get(*refs[0]), w.get(*refs[1]), DONE))

    @rule(which=CASES, outcome=st.sampled_from(CaseOutcome))
    def ask_to_close(self, which, outcome):
        self.act(which, Act.REQUEST_CLOSURE, lambda case, _, why: ending.request(case, outcome, why))

    @rule(which=CASES)
    def approve(self, which):
        self.act(which, Act.APPROVE_CLOSURE, lambda case, _, why: ending.approve(case, why))

    @rule(which=CASES)
    def return_it(self, which):
        self.act(which, Act.RETURN_CLOSURE, lambda case, *_: ending.return_it(case, ClosureReturnReason.OTHER))

    @rule(which=CASES, outcome=st.sampled_from(CaseOutcome))
    def close(self, which, outcome):
        self.act(which, Act.CLOSE, lambda case, _, why: ending.close(case, outcome, why))

    @rule(which=CASES)
    def reopen(self, which):
        self.act(which, Act.REOPEN, lambda case, _, why: ending.reopen(case, ReopenReason.OTHER, why))

    @rule(which=CASES, other=CASES)
    def mark_duplicate(self, which, other):
        ref = (Case, self.ids[other])
        self.act(which, Act.MARK_DUPLICATE, lambda case, world, _: duplicate.mark(case, world.get(*ref)), ref)

    @rule(which=CASES)
    def unmark_duplicate(self, which):
        of = self.memory.states[Case, self.ids[which]].duplicate_of
        refs = [(Case, of)] if of else []
        self.act(
            which, Act.UNMARK_DUPLICATE,
            lambda case, world, _: duplicate.unmark(case, world.get(*refs[0]) if refs else case), *refs,
        )  # fmt: skip

    @invariant()
    def a_case_that_is_over_has_nothing_open_and_a_closed_one_its_outcome(self):
        for case in self.memory.of(Case):
            if case.state in OVER:
                assert (case.open_visits, case.open_duties) == ((), ())
            assert (case.state is CaseState.CLOSED) == (case.outcome is not None)
            assert (case.rested is not None) == (case.state in (CaseState.SUSPENDED, CaseState.DUPLICATE))

    @invariant()
    def what_a_case_counts_is_what_is_open(self):
        for case in self.memory.of(Case):
            visits = {v.id for v in self.memory.of(Visit) if v.case_id == case.id and v.state is VisitState.PLANNED}
            duties = {
                t.id for t in self.memory.of(Task) if t.case_id == case.id and t.state is TaskState.OPEN and t.statutory
            }
            assert (set(case.open_visits), set(case.open_duties)) == (visits, duties)

    @invariant()
    def duplicates_know_each_other(self):
        for case in self.memory.of(Case):
            resting = [one.id for one in self.memory.of(Case) if one.duplicate_of == case.id]
            assert sorted(case.duplicates) == sorted(resting)

    def teardown(self):
        restored = Memory(RULES)
        for fact in self.memory.facts:
            restored.hear(REPLAYED[fact.type], decode(fact.type, fact.encode()), cause("restore", MONDAY))
        rebuilt = {case.id: case for case in restored.of(Case)}
        assert rebuilt == {case.id: case for case in self.memory.of(Case)}


CasesInWork.TestCase.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
TestCasesInWork = CasesInWork.TestCase
