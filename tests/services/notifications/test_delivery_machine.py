"""Crashes at every step, late and repeated results, answers and withdrawals at any moment: nothing is ever given up."""

from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from services.notifications.domain.by_hand import resend
from services.notifications.domain.delivery import Message, Try, TryOutcome
from services.notifications.domain.disclosure import Disclosure
from services.notifications.domain.notice import Notice, NoticeState
from services.notifications.domain.withdrawal import withdraw
from services.notifications.handlers import FACTS
from shared.contracts.codes import AnswerCode, NoticeWithdrawal, Priority
from shared.contracts.disclosure import DISCLOSED
from shared.contracts.notice_codes import ResendReason
from shared.contracts.notifications import NoticeDelivered, NoticeIssued, NoticeJoined, NoticeResent, NoticeWithdrawn
from shared.contracts.partner import NoticeAcknowledged, NoticeAnswered
from shared.contracts.plan_codes import RiskLevel
from shared.decision import Refusal
from tests.services.memory import Memory, cause
from tests.services.notifications.machine import Machine
from tests.services.notifications.samples import MONDAY, PERSON, RULES, assessed, closed, opened, runs_out, says

WORSE = (RiskLevel.HIGH, RiskLevel.CRITICAL)


def may_be_resent(machine: Machine) -> bool:
    return machine.state.is_open and not machine.delivery.open


class Deliveries(RuleBasedStateMachine):
    """The notices of one case: to the court by topic, to the centre by webhook and topic.

    A try that never ends is a crash, before it was sent or after; a result that is recorded twice is one as well.
    """

    @initialize()
    def issue(self):
        self.memory, self.now, self.timers, self.heard = Memory(RULES), MONDAY, [], []
        self.machines, self.asked, self.is_closed = {}, {}, False
        self.hear(opened(priority=Priority.URGENT))

    def hear(self, fact):
        self.heard.append(fact)
        self.noted(self.memory.hear(FACTS[fact.type], fact, cause(f"heard {len(self.heard)}", self.now, "cases")))

    def noted(self, decision):
        """What a decision starts is followed from now on."""
        self.timers += decision.timers
        for notice in self.memory.of(Notice):
            self.machines.setdefault(notice.id, Machine(self.memory, notice, self.now))
        for fact in decision.facts:
            if isinstance(fact, NoticeJoined | NoticeResent):
                self.asked[fact.notice] = self.machines[fact.notice].delivery.attempt
        return decision

    def some(self, data, wanted):
        return data.draw(st.sampled_from([machine for machine in self.machines.values() if wanted(machine)]))

    @rule(seconds=st.sampled_from([1, 90, 300, 3600]))
    def time_passes(self, seconds):
        self.now += timedelta(seconds=seconds)
        for machine in self.machines.values():
            machine.now = self.now

    @precondition(lambda self: any(machine.is_due for machine in self.machines.values()))
    @rule(data=st.data(), outcome=st.sampled_from([None, *TryOutcome]))
    def a_try_begins_and_other_words_come_meanwhile(self, data, outcome):
        machine = self.some(data, lambda machine: machine.is_due)
        begun = machine.claim()
        if len(self.heard) <= len(WORSE):
            self.the_risk_rises()
        if outcome:
            self.noted(machine.ends(begun, outcome))

    @precondition(lambda self: any(machine.is_due for machine in self.machines.values()))
    @rule(data=st.data())
    def a_try_begins(self, data):
        self.some(data, lambda machine: machine.is_due).claim()

    @precondition(lambda self: any(machine.begun for machine in self.machines.values()))
    @rule(data=st.data(), outcome=st.sampled_from(TryOutcome))
    def a_result_is_recorded(self, data, outcome):
        """Of any try that was begun, be it recorded already."""
        machine = self.some(data, lambda machine: machine.begun)
        self.noted(machine.ends(data.draw(st.sampled_from(machine.begun)), outcome))

    @precondition(lambda self: any(machine.is_due for machine in self.machines.values()))
    @rule(data=st.data(), outcome=st.sampled_from(TryOutcome))
    def a_try_begins_and_ends(self, data, outcome):
        machine = self.some(data, lambda machine: machine.is_due)
        self.noted(machine.ends(machine.claim(), outcome))

    @precondition(lambda self: any(machine.begun for machine in self.machines.values()))
    @rule(data=st.data(), answers=st.booleans(), late=st.booleans())
    def the_agency_says_something(self, data, answers, late):
        """Whoever may have got it, as soon as it is sent, and long after."""
        machine = self.some(data, lambda machine: machine.begun)
        id = machine.notice.id
        said = NoticeAnswered(notice=id, answer=AnswerCode.ACCEPTED) if answers else NoticeAcknowledged(notice=id)
        at = self.now + timedelta(days=30 if late else 0)
        try:
            self.noted(says(self.memory, said, agency=machine.notice.agency, at=at))
        except Refusal:
            assert machine.state.state is NoticeState.WITHDRAWN

    @precondition(lambda self: any(machine.state.is_open for machine in self.machines.values()))
    @rule(data=st.data())
    def it_is_taken_back(self, data):
        machine = self.some(data, lambda machine: machine.state.is_open)
        decision = withdraw(machine.state, machine.delivery, NoticeWithdrawal.WRONG_AGENCY)
        self.noted(self.memory.take((), lambda world: decision))

    @precondition(lambda self: any(map(may_be_resent, self.machines.values())))
    @rule(data=st.data())
    def it_is_brought_once_more(self, data):
        machine = self.some(data, may_be_resent)
        decision = resend(machine.state, machine.delivery, ResendReason.NOT_RECEIVED, cause("again", self.now))
        self.noted(self.memory.take((), lambda world: decision))

    @precondition(lambda self: len(self.heard) <= len(WORSE))
    @rule()
    def the_risk_rises(self):
        """At once, within minutes or later: it joins a notice, or leads to one of its own."""
        self.hear(assessed(WORSE[len(self.heard) - 1], self.now))

    @precondition(lambda self: not self.is_closed)
    @rule()
    def the_case_is_closed(self):
        self.is_closed = True
        fact = closed()
        self.noted(self.memory.hear(FACTS[fact.type], fact, cause("closed", self.now, "cases")))

    @precondition(lambda self: self.timers)
    @rule(data=st.data(), again=st.booleans())
    def a_deadline_runs_out(self, data, again):
        """Once, or again after a crash."""
        timer = data.draw(st.sampled_from(self.timers))
        if not again:
            self.timers.remove(timer)
        self.noted(runs_out(self.memory, timer))

    @invariant()
    def it_happens_once(self):
        for once in (NoticeIssued, NoticeDelivered, NoticeWithdrawn):
            told = [fact.notice for fact in self.memory.facts if isinstance(fact, once)]
            assert len(told) == len(set(told))

    @invariant()
    def every_try_is_in_the_book(self):
        for id, machine in self.machines.items():
            book = {row.attempt for row in self.memory.of(Try) if row.notice == id}
            assert book == set(range(1, machine.delivery.attempt + 1))

    @invariant()
    def no_field_outside_its_set_and_none_that_the_ledger_lacks(self):
        for machine in self.machines.values():
            for letter in machine.letters:
                body = letter.message.encode().decode()
                sent = {name for name, value in PERSON.items() if value in body}
                told = self.memory.states.get((Disclosure, letter.begun.id))
                assert sent <= DISCLOSED[machine.notice.field_set]
                assert sent == set(told.fields if told else ())

    @invariant()
    def the_same_words_have_the_same_id_and_no_others(self):
        letters = {(letter.id, letter.message) for machine in self.machines.values() for letter in machine.letters}
        assert len({id for id, _ in letters}) == len({message.encode() for _, message in letters}) == len(letters)

    def teardown(self):
        """Nothing more comes of anything that is under way; the service alone goes on."""
        machines = self.machines.values()
        while self.timers or any(machine.delivery.open for machine in machines):
            for machine in machines:
                while machine.delivery.open:
                    self.noted(machine.try_once(TryOutcome.UNANSWERED))
            while self.timers:
                self.noted(runs_out(self.memory, self.timers.pop(0)))
        for machine in machines:
            notice = machine.state
            assert not notice.is_silent or notice.level, "nobody answered, and nobody was told"
            if notice.is_silent and notice.id in self.asked:
                assert machine.delivery.attempt > self.asked[notice.id], "asked for once more, and never tried"
            tries = [row for row in self.memory.of(Try) if row.notice == notice.id]
            if notice.state is NoticeState.WITHDRAWN and tries:
                assert tries[-1].message is Message.WITHDRAWAL, "told, and not untold"


TestDeliveries = Deliveries.TestCase
TestDeliveries.settings = settings(max_examples=80, stateful_step_count=30, deadline=None)
