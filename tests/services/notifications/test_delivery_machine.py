"""Crashes at every step, late and repeated results, answers and withdrawals at any moment: nothing is ever given up."""

from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from services.notifications.domain.delivery import Delivery, Message, Try, TryOutcome
from services.notifications.domain.notice import Notice, NoticeState
from services.notifications.domain.withdrawal import withdraw
from services.notifications.handlers import FACTS
from shared.contracts.codes import AnswerCode, NoticeWithdrawal, Priority
from shared.contracts.notifications import NoticeDelivered, NoticeIssued, NoticeWithdrawn
from shared.contracts.partner import NoticeAcknowledged, NoticeAnswered
from shared.decision import Refusal
from tests.services.memory import Memory, cause
from tests.services.notifications.machine import Machine
from tests.services.notifications.samples import CENTRE, COURT, MONDAY, RULES, opened, runs_out, says

OPEN = (NoticeState.ISSUED, NoticeState.DELIVERED, NoticeState.ACKNOWLEDGED)


class Deliveries(RuleBasedStateMachine):
    """One notice: to the court by topic, or to the centre by webhook and topic. A try that never ends is a crash."""

    @initialize(agency=st.sampled_from([COURT, CENTRE]))
    def issue(self, agency):
        self.agency, self.memory = agency, Memory(RULES)
        fact = opened(priority=Priority.URGENT)
        self.timers = list(self.memory.hear(FACTS[fact.type], fact, cause("opened", MONDAY)).timers)
        notice = next(notice for notice in self.memory.of(Notice) if notice.agency == agency)
        self.timers = [timer for timer in self.timers if timer.key == notice.id]
        self.machine = Machine(self.memory, notice)

    @rule(seconds=st.sampled_from([1, 30, 90, 3600]))
    def time_passes(self, seconds):
        self.machine.now += timedelta(seconds=seconds)

    @precondition(lambda self: self.machine.is_due)
    @rule()
    def a_try_begins(self):
        self.machine.claim()

    @precondition(lambda self: self.machine.begun)
    @rule(data=st.data(), outcome=st.sampled_from(TryOutcome))
    def a_result_is_recorded(self, data, outcome):
        """Of any try that was begun, be it recorded already."""
        self.machine.ends(data.draw(st.sampled_from(self.machine.begun)), outcome)

    @rule(answers=st.booleans(), late=st.booleans())
    def the_agency_says_something(self, answers, late):
        id = self.machine.notice.id
        said = NoticeAnswered(notice=id, answer=AnswerCode.ACCEPTED) if answers else NoticeAcknowledged(notice=id)
        at = MONDAY + timedelta(days=30 if late else 0)
        try:
            says(self.memory, said, agency=self.agency, at=at)
        except Refusal:
            assert self.machine.state.state is NoticeState.WITHDRAWN

    @precondition(lambda self: self.machine.state.state in OPEN)
    @rule()
    def it_is_taken_back(self):
        decision = withdraw(self.machine.state, self.machine.delivery, NoticeWithdrawal.CASE_CLOSED)
        self.memory.take((), lambda world: decision)

    @precondition(lambda self: self.timers)
    @rule()
    def a_deadline_runs_out(self):
        self.timers += runs_out(self.memory, self.timers.pop(0)).timers

    @invariant()
    def it_happens_once(self):
        mine = [fact for fact in self.memory.facts if fact.notice == self.machine.notice.id]
        for once in (NoticeIssued, NoticeDelivered, NoticeWithdrawn):
            assert sum(isinstance(fact, once) for fact in mine) <= 1

    @invariant()
    def every_try_is_in_the_book(self):
        assert {row.attempt for row in self.memory.of(Try)} == set(range(1, self.machine.delivery.attempt + 1))

    def teardown(self):
        """Nothing more comes of anything that is under way; the service alone goes on."""
        while self.machine.delivery.open:
            self.machine.try_once(TryOutcome.UNANSWERED)
        while self.timers:
            self.a_deadline_runs_out()
        notice = self.machine.state
        if notice.is_silent:
            assert notice.level, "nobody answered, and nobody was told"
        if notice.state is NoticeState.WITHDRAWN and self.memory.of(Try):
            assert self.memory.of(Try)[-1].message is Message.WITHDRAWAL, "told, and not untold"
        assert self.memory.states[Delivery, notice.id].open is False


TestDeliveries = Deliveries.TestCase
TestDeliveries.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
