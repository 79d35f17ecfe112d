"""Crashes at every step, late and repeated results, answers and withdrawals at any moment: nothing is ever given up."""

from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from services.notifications.domain.by_hand import resend
from services.notifications.domain.calling import CallResult, Done, done
from services.notifications.domain.delivery import Message, Try, TryOutcome
from services.notifications.domain.disclosure import Disclosure, Reached
from services.notifications.domain.notice import NoticeState
from services.notifications.domain.passing_on import WAITED, Waited
from services.notifications.domain.withdrawal import withdraw
from services.notifications.handlers import COMMANDS
from shared.contracts.codes import AnswerCode, EscalationLevel, NoticeChannel, NoticeWithdrawal
from shared.contracts.disclosure import DISCLOSED
from shared.contracts.notice_codes import ResendReason
from shared.contracts.notifications import (
    NoticeDelivered,
    NoticeEscalated,
    NoticeIssued,
    NoticeWithdrawn,
)
from shared.contracts.partner import NoticeAcknowledged, NoticeAnswered
from shared.contracts.partners import PartnerResumed, PartnerSuspended
from shared.contracts.plan_codes import RiskLevel
from shared.contracts.standing_codes import SuspensionReason
from shared.decision import Refusal
from tests.services.notifications.machine import Machine
from tests.services.notifications.one_case import OneCase
from tests.services.notifications.samples import (
    CENTRE,
    COURT,
    PERSON,
    RULES,
    assessed,
    closed,
    runs_out,
    says,
)

WORSE = (RiskLevel.HIGH, RiskLevel.CRITICAL)
LEFT_US = (TryOutcome.DELIVERED, TryOutcome.REJECTED, TryOutcome.GONE, TryOutcome.UNANSWERED)
DID_NOT = (TryOutcome.UNREACHABLE, TryOutcome.UNANSWERED)
CALLS = (
    Done(CallResult.NOT_REACHED),
    Done(CallResult.TOLD, fields=("given_name",)),
    Done(CallResult.ANSWERED, answer=AnswerCode.REFUSED),
    Done(CallResult.SETTLED),
)


def may_be_resent(machine: Machine) -> bool:
    return machine.state.is_open and not machine.delivery.open


class Deliveries(OneCase, RuleBasedStateMachine):
    """What may befall the notices of a case at any moment, and what holds after each of them."""

    @initialize()
    def issue(self):
        self.begin()

    def some(self, data, wanted):
        return data.draw(st.sampled_from([machine for machine in self.machines.values() if wanted(machine)]))

    def one_of(self, data, many):
        return many.pop(data.draw(st.integers(0, len(many) - 1)))

    def any_result(self, data, letter):
        """Of a try, as far as anybody can know it."""
        return data.draw(st.sampled_from(LEFT_US if letter.begun.id in self.sent_ids else DID_NOT))

    @rule(seconds=st.sampled_from([1, 90, 300, 3600]))
    def time_passes(self, seconds):
        self.passes(timedelta(seconds=seconds))

    @precondition(lambda self: any(machine.is_due for machine in self.machines.values()))
    @rule(data=st.data())
    def a_worker_claims_it(self, data):
        machine = self.some(data, lambda machine: machine.is_due)
        self.claimed.append((machine, self.claim(machine)))

    @precondition(lambda self: self.claimed)
    @rule(data=st.data())
    def it_is_given_back_because_intake_is_down(self, data):
        self.give_back(*self.one_of(data, self.claimed))

    @precondition(lambda self: self.claimed)
    @rule(data=st.data())
    def it_is_written_down(self, data):
        self.write(*self.one_of(data, self.claimed))

    @precondition(lambda self: self.written)
    @rule(data=st.data())
    def it_is_sent(self, data):
        self.sent.append(self.one_of(data, self.written))

    @precondition(lambda self: self.written or self.sent)
    @rule(data=st.data())
    def a_result_is_recorded(self, data):
        """Of any try that was begun, be it recorded already; a worker that records sends no more."""
        machine, letter = data.draw(st.sampled_from(self.written + self.sent))
        self.record(machine, letter, self.any_result(data, letter))
        self.written = [one for one in self.written if one[1] is not letter]

    @precondition(lambda self: any(machine.is_due for machine in self.machines.values()))
    @rule(data=st.data(), words=st.booleans(), recorded=st.booleans())
    def a_try_goes_through(self, data, words, recorded):
        """From the first step to the last, perhaps with other words that come meanwhile."""
        machine = self.some(data, lambda machine: machine.is_due)
        letter = self.write(machine, self.claim(machine))
        self.sent.append(self.written.pop())
        if words and self.risks < len(WORSE):
            self.the_risk_rises()
        if recorded:
            self.record(machine, letter, self.any_result(data, letter))

    @precondition(lambda self: any(machine.is_due for machine in self.machines.values()))
    @rule(data=st.data())
    def it_waits_in_vain_and_is_passed_on(self, data):
        machine = self.some(data, lambda machine: machine.is_due)
        waited = Waited(machine.notice.id, machine.delivery.channel)
        self.noted(self.memory.hear(COMMANDS[WAITED], waited, self.cause()))

    @precondition(lambda self: self.sent)
    @rule(data=st.data(), answers=st.booleans(), late=st.booleans())
    def the_agency_says_something(self, data, answers, late):
        """Whoever got it, as soon as it is sent, and long after, once or again."""
        machine, _ = data.draw(st.sampled_from(self.sent))
        id = machine.notice.id
        said = NoticeAnswered(notice=id, answer=AnswerCode.ACCEPTED) if answers else NoticeAcknowledged(notice=id)
        at = self.now + timedelta(days=30 if late else 0)
        try:
            self.noted(says(self.memory, said, agency=machine.notice.agency, at=at))
        except Refusal:
            assert machine.state.state is NoticeState.WITHDRAWN or not machine.has_access

    @rule(agency=st.sampled_from([COURT, CENTRE]))
    def an_agency_loses_its_access(self, agency):
        self.hear(PartnerSuspended(partner=agency, at=self.now, reason=SuspensionReason.TECHNICAL_FAULT))

    @rule(agency=st.sampled_from([COURT, CENTRE]))
    def an_agency_has_access_again(self, agency):
        self.hear(PartnerResumed(partner=agency, at=self.now))

    @precondition(lambda self: any(machine.state.is_open for machine in self.machines.values()))
    @rule(data=st.data())
    def it_is_taken_back(self, data):
        machine = self.some(data, lambda machine: machine.state.is_open)
        self.acts(machine, lambda _: withdraw(machine.state, machine.delivery, NoticeWithdrawal.WRONG_AGENCY))

    @precondition(lambda self: any(map(may_be_resent, self.machines.values())))
    @rule(data=st.data())
    def it_is_brought_once_more(self, data):
        machine = self.some(data, may_be_resent)
        self.acts(machine, lambda cause: resend(machine.state, machine.delivery, ResendReason.NOT_RECEIVED, cause))

    @precondition(lambda self: any(map(self.is_with_a_person, self.machines.values())))
    @rule(data=st.data(), what=st.sampled_from(CALLS))
    def a_person_calls(self, data, what):
        """Of a notice that was taken back nothing is answered, and one that waits for a word is not settled by us."""
        machine = self.some(data, self.is_with_a_person)
        try:
            self.acts(
                machine,
                lambda cause: done(self.follow_up(machine), machine.state, machine.delivery, what, cause, RULES),
            )
        except Refusal:
            assert not machine.state.is_open or machine.state.is_silent

    @precondition(lambda self: self.risks < len(WORSE))
    @rule()
    def the_risk_rises(self):
        """At once, within minutes or later: it joins a notice, or leads to one of its own."""
        self.risks += 1
        self.hear(assessed(WORSE[self.risks - 1], self.now))

    @precondition(lambda self: not self.is_closed)
    @rule()
    def the_case_is_closed(self):
        self.is_closed = True
        self.hear(closed())

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
    def where_all_channels_are_through_a_person_picks_up_the_phone(self):
        escalated = (fact for fact in self.memory.facts if isinstance(fact, NoticeEscalated))
        by_phone = {fact.notice for fact in escalated if fact.level is EscalationLevel.PHONE_TASK}
        for machine in self.machines.values():
            if not machine.delivery.open:
                self.leases.pop(machine.notice.id, None)
                assert machine.state.state is not NoticeState.ISSUED or machine.notice.id in by_phone

    @invariant()
    def every_try_is_in_the_book(self):
        book = {row.id: row for row in self.memory.of(Try) if row.channel is not NoticeChannel.PHONE_TASK}
        assert set(book) == {begun.id for machine in self.machines.values() for begun in machine.begun}
        for id, outcome in self.ended.items():
            assert book[id].outcome is outcome
        for machine in self.machines.values():
            assert {begun.attempt for begun in machine.begun} <= set(range(1, machine.delivery.attempt + 1))

    @invariant()
    def no_field_outside_its_set_and_none_that_the_ledger_lacks(self):
        for machine in self.machines.values():
            for letter in machine.letters:
                body = letter.message.encode().decode()
                fields = {name for name, value in PERSON.items() if value in body}
                told = self.memory.states.get((Disclosure, letter.begun.id))
                assert fields <= DISCLOSED[machine.notice.field_set]
                assert fields == set(told.fields if told else ())

    @invariant()
    def the_ledger_never_says_no_of_what_was_sent_nor_yes_of_what_was_not(self):
        for row in self.memory.of(Disclosure):
            if row.channel is not NoticeChannel.PHONE_TASK:
                assert row.reached is not (Reached.NO if row.id in self.sent_ids else Reached.YES)

    @invariant()
    def once_the_withdrawal_is_told_only_what_was_under_way_before_it_follows(self):
        for machine in self.machines.values():
            letters = [letter for of, letter in self.sent if of is machine]
            told = [letter.begun.attempt for letter in letters if letter.due.message is Message.WITHDRAWAL]
            notices = [letter.begun.attempt for letter in letters if letter.due.message is Message.NOTICE]
            assert not told or all(attempt < min(told) for attempt in notices)

    @invariant()
    def the_same_words_have_the_same_id_and_no_others(self):
        letters = {(letter.id, letter.message) for machine in self.machines.values() for letter in machine.letters}
        assert len({id for id, _ in letters}) == len({message.encode() for _, message in letters}) == len(letters)

    def teardown(self):
        """Nothing more comes of anything that is under way; the service alone goes on, and at last all have access."""
        self.goes_on()
        for agency in (COURT, CENTRE):
            self.an_agency_has_access_again(agency)
        self.goes_on()
        for machine in self.machines.values():
            notice = machine.state
            tries = [row for row in self.memory.of(Try) if row.notice == notice.id]
            if notice.is_silent and notice.id in self.asked:
                assert machine.delivery.attempt > self.asked[notice.id], "asked for once more, and never tried"
            if notice.state is NoticeState.WITHDRAWN and tries:
                assert tries[-1].message is Message.WITHDRAWAL, "told, and not untold"


TestDeliveries = Deliveries.TestCase
TestDeliveries.settings = settings(max_examples=80, stateful_step_count=30, deadline=None)
