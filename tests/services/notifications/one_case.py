"""The notices of one case in memory: to the court by topic, to the centre by webhook and topic.

A try has four steps: claimed, written down, sent, recorded. One that stops for ever at any of them is a crash; one that
goes on after others did something is a process that was frozen. A result may be recorded twice.
"""

from datetime import timedelta

from services.notifications.domain.delivery import Message, TryOutcome
from services.notifications.domain.follow_up import CONSEQUENCE, FollowUp
from services.notifications.domain.notice import Notice, NoticeState
from services.notifications.handlers import FACTS
from shared.contracts.codes import Priority
from shared.contracts.notifications import NoticeJoined, NoticeResent
from tests.services.memory import Memory, cause
from tests.services.notifications.machine import LEASE, Machine
from tests.services.notifications.samples import MONDAY, RULES, id_of, opened, runs_out

MARTA = str(id_of("Marta"))


class OneCase:
    """`claimed`, `written` and `sent` are the tries at each step, as (machine, what it has by then); `ended` their
    outcomes by id, `leases` who has which notice until when."""

    def begin(self):
        """The case is opened, and both agencies must be told."""
        self.memory, self.now = Memory(RULES, consequence=CONSEQUENCE), MONDAY
        self.timers, self.heard, self.risks = [], 0, 0
        self.machines, self.asked, self.is_closed = {}, {}, False
        self.claimed, self.written, self.sent, self.ended, self.leases = [], [], [], {}, {}
        self.hear(opened(priority=Priority.URGENT))

    @property
    def sent_ids(self):
        return {letter.begun.id for _, letter in self.sent}

    def passes(self, time):
        self.now += time
        for machine in self.machines.values():
            machine.now = self.now

    def cause(self):
        """Something that nothing else is."""
        self.heard += 1
        return cause(f"heard {self.heard}", self.now, MARTA)

    def hear(self, fact):
        self.noted(self.memory.hear(FACTS[fact.type], fact, self.cause()))

    def noted(self, decision):
        """What a decision starts is followed from now on."""
        self.timers += decision.timers
        for notice in self.memory.of(Notice):
            self.machines.setdefault(notice.id, Machine(self.memory, notice, self.now))
        for fact in decision.facts:
            if isinstance(fact, NoticeJoined | NoticeResent):
                self.asked[fact.notice] = self.machines[fact.notice].delivery.attempt
        return decision

    def follow_up(self, machine):
        return self.memory.states.get((FollowUp, machine.notice.id))

    def is_with_a_person(self, machine):
        asked = self.follow_up(machine)
        return asked is not None and asked.open

    def acts(self, machine, decide):
        """A person of ours does something about a notice."""
        cause = self.cause()
        self.noted(self.memory.take([(Notice, machine.notice.id)], lambda world: decide(cause), cause))

    def claim(self, machine):
        """Nobody else has it, unless their time is over."""
        assert self.leases.get(machine.notice.id, (None, self.now))[1] <= self.now, "two at once"
        due = machine.take()
        self.leases[due.notice] = (due.attempt, self.now + LEASE)
        return due

    def let_go(self, due):
        if self.leases.get(due.notice, (None,))[0] == due.attempt:
            del self.leases[due.notice]

    def write(self, machine, due):
        """Nothing begins for a notice that is over, nor for an agency without access."""
        letter = machine.write(due)
        if letter:
            assert machine.has_access
            assert machine.state.is_open or due.message is Message.WITHDRAWAL
            self.written.append((machine, letter))
        else:
            self.let_go(due)
        return letter

    def give_back(self, machine, due):
        machine.give_back(due, self.now + timedelta(seconds=5))
        self.let_go(due)

    def record(self, machine, letter, outcome):
        """What became of it: the same however often it is recorded."""
        self.noted(machine.ends(letter.begun, self.ended.setdefault(letter.begun.id, outcome)))
        self.let_go(letter.due)

    def goes_on(self):
        """Until nothing is left to do; whoever is silent then, a person knows."""
        machines = self.machines.values()
        while self.timers or any(machine.delivery.open and machine.has_access for machine in machines):
            for machine in machines:
                while machine.delivery.open and machine.has_access:
                    self.noted(machine.try_once(TryOutcome.UNANSWERED))
            while self.timers:
                self.noted(runs_out(self.memory, self.timers.pop(0)))
        for machine in machines:
            over = machine.state.state in (NoticeState.ANSWERED, NoticeState.WITHDRAWN)
            assert over or self.is_with_a_person(machine), "nobody answered, and nobody was told"
