"""What operators do with the ways to an agency: each with a reason, each a fact, and nothing is lost by any of it."""

import pytest

from services.notifications.domain.delivery import Delivery, TryOutcome
from services.notifications.domain.endpoint import Circuit, Endpoint, endpoint_behind, own_endpoint
from services.notifications.domain.notice import Notice
from services.notifications.domain.operating import DRAIN, REPLAY, Replayed, Way, drain, enable, pause, replay, resume
from services.notifications.domain.withdrawal import withdraw
from services.notifications.handlers import REPLAYED
from shared.contracts.agency_channel_codes import ChannelReason, DrainedTo
from shared.contracts.agency_channels import (
    ChannelDisabled,
    ChannelDrained,
    ChannelEnabled,
    ChannelPaused,
    ChannelResumed,
    NoticesReplayed,
)
from shared.contracts.codes import AgeBand, EscalationLevel, NoticeChannel, NoticeWithdrawal, Priority
from shared.contracts.notifications import NoticeEscalated, NoticeResent
from shared.decision import Refusal
from tests.services.memory import Memory, cause
from tests.services.notifications.machine import Machine
from tests.services.notifications.samples import CENTRE, MONDAY, RULES, SOCIETY, runs_out, told

WEBHOOK, TOPIC, EMAIL = NoticeChannel.WEBHOOK, NoticeChannel.PARTNER_TOPIC, NoticeChannel.EMAIL
WAY, BY_MAIL = Way(CENTRE, WEBHOOK), Way(SOCIETY, EMAIL)
BY, WHY = cause("operates", MONDAY), ChannelReason.MAINTENANCE


@pytest.fixture
def memory():
    return Memory(RULES)


@pytest.fixture
def centre(memory):
    """A notice to the crisis centre, by webhook and then by its topic."""
    return Machine(memory, told(memory, priority=Priority.URGENT, age_band=AgeBand.AGE_25_64))


def does(memory, rule, way=WAY):
    return memory.take(way.refs, lambda world: rule(world, way, WHY, BY))


def keep(memory, *states) -> None:
    memory.states |= {(type(state), state.id): state for state in states}


def own(memory, way=WAY) -> Endpoint:
    return memory.states[Endpoint, own_endpoint(way.agency, way.channel).id]


class TestSwitching:
    def test_a_pause_and_its_end_are_facts_with_a_reason(self, memory):
        does(memory, pause)
        assert (own(memory).paused_since, own(memory).reason) == (MONDAY, WHY)
        does(memory, resume)
        assert (own(memory).paused_since, own(memory).reason) == (None, None)
        assert [(type(fact), fact.agency, fact.channel, fact.reason) for fact in memory.facts] == [
            (ChannelPaused, CENTRE, WEBHOOK, WHY),
            (ChannelResumed, CENTRE, WEBHOOK, WHY),
        ]

    @pytest.mark.parametrize(
        ("before", "rule", "refusal"),
        [
            ((), resume, "channel-not-paused"),
            ((pause,), pause, "channel-paused"),
            ((), enable, "channel-enabled"),
            ((pause,), enable, "channel-enabled"),
        ],
    )
    def test_what_changes_nothing_is_refused(self, memory, before, rule, refusal):
        for earlier in before:
            does(memory, earlier)
        with pytest.raises(Refusal) as said:
            does(memory, rule)
        assert said.value.code == refusal

    def test_what_was_gone_is_tried_again_when_it_is_enabled_and_a_pause_stays_one(self, memory, centre):
        centre.try_once(TryOutcome.GONE, status=410)
        does(memory, pause)
        does(memory, enable)
        assert (own(memory).disabled_since, own(memory).paused_since) == (None, MONDAY)
        assert isinstance(memory.facts[-1], ChannelEnabled)

    def test_enabling_closes_the_circuit_of_the_server_that_all_share(self, memory):
        keep(memory, Endpoint("email", EMAIL, circuit=Circuit.OPEN, opened_at=MONDAY, until=MONDAY))
        does(memory, enable, BY_MAIL)
        assert memory.states[Endpoint, endpoint_behind(SOCIETY, EMAIL).id].circuit is Circuit.CLOSED

    def test_after_a_restore_what_people_said_holds(self, memory):
        facts = [
            ChannelPaused(agency=CENTRE, channel=WEBHOOK, at=MONDAY, reason=WHY),
            ChannelDisabled(agency=CENTRE, channel=WEBHOOK, at=MONDAY),
            ChannelResumed(agency=CENTRE, channel=WEBHOOK, at=MONDAY, reason=WHY),
        ]
        for fact in facts:
            memory.hear(REPLAYED[fact.type], fact, BY)
        assert (own(memory).paused_since, own(memory).disabled_since) == (None, MONDAY)


class TestDraining:
    def drained(self, machine, to):
        decision = drain(Way(CENTRE, machine.delivery.channel), [machine.notice.id], to, WHY, BY)
        machine.memory.take((), lambda world: decision)
        (timer,) = decision.timers
        assert timer.kind == DRAIN
        runs_out(machine.memory, timer)
        return timer

    def test_to_the_next_channel_at_once_and_without_a_try_spent(self, memory, centre):
        centre.try_once(TryOutcome.UNANSWERED)
        self.drained(centre, DrainedTo.NEXT_CHANNEL)
        assert (centre.delivery.channel, centre.delivery.failures, centre.is_due) == (TOPIC, 0, True)
        fact = memory.facts[-1]
        assert isinstance(fact, ChannelDrained) and (fact.notices, fact.drained_to) == (1, "next_channel")

    def test_from_the_last_channel_a_person_is_told_and_it_still_goes_out_when_it_can(self, memory, centre):
        self.drained(centre, DrainedTo.NEXT_CHANNEL)
        self.drained(centre, DrainedTo.NEXT_CHANNEL)
        assert isinstance(memory.facts[-1], NoticeEscalated)
        assert (centre.delivery.open, centre.delivery.with_person) == (True, True)
        assert centre.state.level is EscalationLevel.PHONE_TASK

    def test_to_a_person_who_has_it_alone_from_then_on(self, memory, centre):
        self.drained(centre, DrainedTo.PERSON)
        assert (centre.delivery.open, centre.state.level) == (False, EscalationLevel.PHONE_TASK)

    def test_what_has_left_the_channel_meanwhile_stays_where_it_is(self, memory, centre):
        timer = self.drained(centre, DrainedTo.NEXT_CHANNEL)
        before = centre.delivery
        runs_out(memory, timer)
        assert centre.delivery == before


class TestReplaying:
    def replayed(self, machine):
        decision = replay(CENTRE, Replayed(unanswered=True), [machine.notice.id], WHY, BY)
        machine.memory.take((), lambda world: decision)
        (timer,) = decision.timers
        assert timer.kind == REPLAY
        return runs_out(machine.memory, timer)

    def test_it_is_brought_once_more_under_the_same_message_id(self, memory, centre):
        centre.try_once(TryOutcome.DELIVERED)
        self.replayed(centre)
        assert [type(fact) for fact in memory.facts[-2:]] == [NoticesReplayed, NoticeResent]
        centre.try_once(TryOutcome.DELIVERED)
        assert len(centre.letters) == 2 and len({letter.id for letter in centre.letters}) == 1
        assert not centre.delivery.open

    def test_what_a_person_was_told_of_before_may_be_passed_on_again(self, memory, centre):
        for _ in centre.state.by_machine:
            TestDraining().drained(centre, DrainedTo.NEXT_CHANNEL)
        centre.try_once(TryOutcome.DELIVERED)
        self.replayed(centre)
        assert (centre.delivery.channel, centre.delivery.with_person) == (WEBHOOK, False)

    def test_what_is_under_way_or_over_meanwhile_is_not(self, memory, centre):
        assert not self.replayed(centre).facts
        centre.try_once(TryOutcome.DELIVERED)
        taken_back = withdraw(centre.state, centre.delivery, NoticeWithdrawal.WRONG_AGENCY)
        memory.take((), lambda world: taken_back)
        centre.try_once(TryOutcome.DELIVERED)
        assert not self.replayed(centre).facts

    def test_a_notice_without_a_delivery_is_left_to_hearing_its_case_again(self, memory, centre):
        del memory.states[Delivery, centre.notice.id]
        assert not self.replayed(centre).facts
        assert memory.states[Notice, centre.notice.id].resent is None
