"""A visit in any order of acts and clocks: the table holds, nobody alone is forgotten, and the log tells all of it."""

from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from services.cases.domain.case import Case
from services.cases.domain.tasks.task import Task
from services.cases.domain.visits import check_in
from services.cases.domain.visits.acts import ALLOWED, OVER, VisitAct
from services.cases.domain.visits.visit import Visit, VisitState
from services.cases.handlers import REPLAYED
from shared.contracts import visits as told
from shared.contracts.codes import NeedCode, VisitMode
from shared.contracts.registry import decode
from shared.decision import Refusal
from tests.services.cases.samples import LIGITA, MONDAY, RULES
from tests.services.cases.visits.life import (
    SAFE,
    begun,
    cancel,
    checks_in,
    complete,
    confirm,
    fire,
    miss,
    move,
    plan,
    start,
    tasks,
)
from tests.services.memory import Memory, cause

ENDS = (told.VisitCompleted, told.VisitMissed, told.VisitCancelled)
GUARDS = {"visit-not-started", "no-check-in-due", "second-person-needed", "safety-checklist-unanswered"}
"""Refusals that the table of states does not know: they depend on how the visit takes place."""


class Life(RuleBasedStateMachine):
    """One visit of a case. Whatever is refused must be what the table or a guard refuses."""

    @initialize(mode=st.sampled_from(VisitMode), needs=st.sampled_from([(), (NeedCode.VIOLENCE_IN_FAMILY,)]))
    def begin(self, mode, needs):
        self.memory, self.now = begun(needs), MONDAY
        self.visit_id = plan(self.memory, at=MONDAY, mode=mode).id
        self.timers = []

    @property
    def visit(self) -> Visit:
        return self.memory.states[Visit, self.visit_id]

    def tried(self, act: VisitAct, attempt) -> None:
        before = dict(self.memory.states)
        state = self.visit.state
        try:
            decision = attempt()
        except Refusal as no:
            assert self.memory.states == before, "refused, and yet something changed"
            assert act not in ALLOWED[state] or no.code in GUARDS, no
            return
        assert act in ALLOWED[state]
        self.timers += [timer for timer in decision.timers if timer.kind == check_in.KIND]

    @rule(minutes=st.sampled_from([1, 20, 46, 91, 600]))
    def time_passes(self, minutes):
        self.now += timedelta(minutes=minutes)
        for timer in [timer for timer in self.timers if timer.due <= self.now]:
            self.timers.remove(timer)
            fire(self.memory, timer)

    @rule(answered=st.booleans(), companion=st.sampled_from([None, LIGITA]))
    def somebody_sets_out(self, answered, companion):
        safety = SAFE if answered else None
        self.tried(
            VisitAct.START, lambda: start(self.memory, self.visit, self.now, safety=safety, companion=companion)
        )  # fmt: skip

    @rule(mode=st.sampled_from(VisitMode))
    def it_is_completed(self, mode):
        self.tried(VisitAct.COMPLETE, lambda: complete(self.memory, self.visit, self.now, mode))

    @rule(
        act=st.sampled_from([
            (VisitAct.CONFIRM, confirm), (VisitAct.MISS, miss), (VisitAct.CANCEL, cancel),
            (VisitAct.CHECK_IN, checks_in),
        ])
    )  # fmt: skip
    def somebody_acts(self, act):
        self.tried(act[0], lambda: act[1](self.memory, self.visit, self.now))

    @rule(hours=st.integers(1, 100))
    def it_is_moved(self, hours):
        to = self.now + timedelta(hours=hours)
        self.tried(VisitAct.RESCHEDULE, lambda: move(self.memory, self.visit, to, self.now))

    def said(self, *kinds) -> list:
        return [fact for fact in self.memory.facts if isinstance(fact, kinds)]

    @invariant()
    def it_is_over_once_and_the_case_waits_for_it_until_then(self):
        over = self.visit.state in OVER
        assert len(self.said(*ENDS)) == over
        assert self.memory.of(Case)[0].open_visits == (() if over else (self.visit_id,))

    @invariant()
    def whoever_is_alone_out_there_has_a_clock_or_is_missed(self):
        alone = self.visit.state is VisitState.STARTED and self.visit.check_in_every
        assert bool(alone) == (self.visit.check_in_due is not None)
        if alone:
            waited_for = any(timer.due == self.visit.check_in_due for timer in self.timers)
            assert waited_for or self.visit.check_in_missed_at == self.visit.check_in_due

    @invariant()
    def each_silence_is_told_once_and_its_task_is_open_until_somebody_is_heard_of(self):
        missed = self.said(told.SafetyCheckInMissed)
        assert len({fact.due_at for fact in missed}) == len(missed) == len(tasks(self.memory))
        silent = [task for task in tasks(self.memory) if task.state == "open"]
        assert len(silent) == (self.visit.check_in_missed_at is not None)

    @invariant()
    def for_when_it_was_planned_is_kept(self):
        assert list(self.visit.moved_from) == [fact.before for fact in self.said(told.VisitRescheduled)]

    def teardown(self):
        """Its facts alone, replayed, give the same visit, case and tasks."""
        restored = Memory(RULES, everywhere=self.memory.everywhere)
        (case,) = begun(self.memory.of(Case)[0].needs).of(Case)
        restored.states[Case, case.id] = case
        for fact in self.memory.facts:
            restored.hear(REPLAYED[fact.type], decode(fact.type, fact.encode()), cause("restore", MONDAY))
        for kind in (Visit, Case, Task):
            assert restored.of(kind) == self.memory.of(kind)


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
