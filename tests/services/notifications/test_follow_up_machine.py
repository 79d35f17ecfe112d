"""Agencies and people of ours in any order, deadlines that run out at any moment: nothing is ever forgotten."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from services.notifications.domain.calling import CallResult, Done, claim, done, release
from services.notifications.domain.delivery import Delivery, Try, TryOutcome
from services.notifications.domain.disclosure import Disclosure
from services.notifications.domain.follow_up import CONSEQUENCE, FollowUp, owes_outcome
from services.notifications.domain.notice import Notice, NoticeState
from services.notifications.domain.withdrawal import withdraw
from shared.contracts.codes import AnswerCode, NoticeChannel, NoticeWithdrawal, OutcomeCode, Priority
from shared.contracts.disclosure import DISCLOSED
from shared.contracts.partner import NoticeAcknowledged, NoticeAnswered
from shared.decision import Refusal
from tests.services.memory import Memory, cause
from tests.services.notifications.machine import Machine
from tests.services.notifications.people import heard
from tests.services.notifications.samples import MONDAY, RULES, id_of, opened, runs_out, says

PEOPLE = [str(id_of(name)) for name in ("Marta", "Ligita")]
RESULTS = [
    Done(CallResult.TOLD), Done(CallResult.TOLD, fields=("family_name", "personal_code")),
    Done(CallResult.NOT_REACHED), Done(CallResult.SETTLED),
    Done(CallResult.ANSWERED, answer=AnswerCode.REFUSED),
    Done(CallResult.ANSWERED, answer=AnswerCode.ACCEPTED),
    Done(CallResult.ANSWERED, answer=AnswerCode.ACCEPTED, outcome=OutcomeCode.ACTION_TAKEN),
]  # fmt: skip


class FollowUps(RuleBasedStateMachine):
    """A notice to the court and one to the centre, each with a clock, a ladder and people behind it."""

    @initialize()
    def issue(self):
        self.memory, self.now, self.timers, self.number = Memory(RULES, consequence=CONSEQUENCE), MONDAY, [], 0
        self.noted(heard(self.memory, opened(priority=Priority.URGENT)))
        self.machines = [Machine(self.memory, notice, self.now) for notice in self.memory.of(Notice)]

    def noted(self, decision):
        self.timers += decision.timers
        return decision

    def take(self, machine, by, rule):
        """Let somebody of ours decide about one; what they may not do changes nothing."""
        self.number += 1
        why = replace(cause(f"act {self.number}", self.now, by), by=by)
        refs = [(kind, machine.notice.id) for kind in (FollowUp, Notice, Delivery)]
        if refs[0] not in self.memory.states and by in PEOPLE:
            return
        try:
            decided = self.memory.take(refs, lambda world: rule(*(world.get(*ref) for ref in refs), why), why)
        except Refusal:
            return
        self.noted(decided)

    @rule(hours=st.sampled_from([1, 8, 48, 500]))
    def time_passes(self, hours):
        self.now += timedelta(hours=hours)

    @rule(which=st.integers(0, 1), outcome=st.sampled_from(TryOutcome))
    def a_machine_tries(self, which, outcome):
        machine = self.machines[which]
        if machine.delivery.open:
            self.noted(machine.try_once(outcome))

    @rule(which=st.integers(0, 1), answer=st.sampled_from([None, None, None, *AnswerCode]), outcome=st.booleans())
    def the_agency_says_something(self, which, answer, outcome):
        id, agency = self.machines[which].notice.id, self.machines[which].notice.agency
        what = OutcomeCode.IN_PROGRESS if outcome else None
        said = NoticeAnswered(notice=id, answer=answer, outcome=what) if answer else NoticeAcknowledged(notice=id)
        try:
            self.noted(says(self.memory, said, agency, self.now))
        except Refusal:
            assert self.machines[which].state.state is NoticeState.WITHDRAWN

    @rule(which=st.integers(0, 1), by=st.sampled_from(PEOPLE), what=st.sampled_from(RESULTS))
    def somebody_does_something(self, which, by, what):
        self.take(self.machines[which], by, lambda one, of, how, why: done(one, of, how, what, why, RULES))

    @rule(which=st.integers(0, 1), by=st.sampled_from(PEOPLE), back=st.booleans())
    def somebody_takes_it_on_or_lays_it_back(self, which, by, back):
        act = release if back else claim
        self.take(self.machines[which], by, lambda one, of, _, why: act(one, of, why))

    @rule(which=st.integers(0, 1), seldom=st.integers(0, 7))
    def it_is_taken_back(self, which, seldom):
        wrong = NoticeWithdrawal.WRONG_AGENCY
        if not seldom:
            self.take(self.machines[which], "supervisor", lambda _, of, how, why: withdraw(of, how, wrong))

    @rule(data=st.data(), again=st.booleans())
    def a_deadline_runs_out(self, data, again):
        """Once, or again after a crash."""
        if self.timers:
            timer = data.draw(st.sampled_from(self.timers))
            self.now = max(self.now, timer.due)
            if not again:
                self.timers.remove(timer)
            self.noted(runs_out(self.memory, timer))

    @invariant()
    def only_what_the_rule_lets_out_is_said_and_each_call_is_in_the_book(self):
        for machine in self.machines:
            id, field_set = machine.notice.id, machine.notice.field_set
            assert {one.attempt for one in self.memory.of(Try) if one.notice == id} == set(
                range(1, machine.delivery.attempt + 1)
            )
            for said in self.memory.of(Disclosure):
                if said.notice == id and said.channel is NoticeChannel.PHONE_TASK:
                    assert set(said.fields) <= DISCLOSED[field_set]

    def teardown(self):
        """Nobody says or does anything more; the service alone goes on, and comes to an end."""
        for machine in self.machines:
            while machine.delivery.open:
                self.noted(machine.try_once(TryOutcome.UNANSWERED))
        rounds = 0
        while self.timers:
            timer = self.timers.pop(0)
            self.now, rounds = max(self.now, timer.due), rounds + 1
            self.noted(runs_out(self.memory, timer))
            assert rounds < 200, "deadlines that never end"
        for machine in self.machines:
            notice, asked = machine.state, self.memory.states.get((FollowUp, machine.notice.id))
            if asked and asked.open:
                continue
            settled = asked is not None and asked.done_by is not None
            assert not notice.is_silent, "nobody said a word, and nobody is asked"
            if notice.state is NoticeState.ACKNOWLEDGED or owes_outcome(notice):
                assert settled, "something is owed, and nobody is asked"
            if notice.answer is AnswerCode.REFUSED and notice.state is NoticeState.ANSWERED:
                assert settled, "refused, and nobody decided"


TestFollowUps = FollowUps.TestCase
TestFollowUps.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
