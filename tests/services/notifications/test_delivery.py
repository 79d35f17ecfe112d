"""Getting it there: pauses that grow, the next channel, a person in the end, and every try in the book."""

from datetime import timedelta

import pytest

from services.notifications.domain.delivery import Message, Try, TryOutcome
from services.notifications.domain.disclosure import Disclosure, Reached
from services.notifications.domain.notice import NoticeState
from services.notifications.domain.withdrawal import withdraw
from shared.contracts.codes import AgeBand, EscalationLevel, NoticeChannel, NoticeWithdrawal, Priority
from shared.contracts.notifications import NoticeDelivered, NoticeEscalated
from shared.contracts.partner import NoticeAcknowledged
from tests.services.memory import Memory
from tests.services.notifications.machine import LEASE, Machine
from tests.services.notifications.samples import RULES, says, told

DELIVERED, REJECTED, GONE, UNREACHABLE, UNANSWERED = TryOutcome
WEBHOOK, TOPIC = NoticeChannel.WEBHOOK, NoticeChannel.PARTNER_TOPIC


@pytest.fixture
def memory():
    return Memory(RULES)


@pytest.fixture
def court(memory):
    """A notice to the orphan's court, by its topic alone."""
    return Machine(memory, told(memory))


@pytest.fixture
def centre(memory):
    """A notice to the crisis centre, by webhook and then by its topic."""
    return Machine(memory, told(memory, priority=Priority.URGENT, age_band=AgeBand.AGE_25_64))


def test_what_arrives_is_a_fact_and_nothing_is_left_to_do(court, memory):
    court.try_once(DELIVERED)
    fact = memory.facts[-1]
    assert isinstance(fact, NoticeDelivered) and (fact.attempt, fact.channel, fact.content) == (1, TOPIC, "full")
    assert (court.state.state, court.delivery.open) == (NoticeState.DELIVERED, False)


def test_the_pauses_grow_and_in_the_end_a_person_is_told(court, memory):
    pauses = []
    while court.delivery.open:
        court.try_once(UNANSWERED)
        if court.delivery.open:
            pauses.append((court.delivery.not_before - court.now).total_seconds())
    for pause, wanted in zip(pauses, (2, 10, 60, 300, 900, 1800), strict=True):
        assert 0.75 * wanted <= pause <= 1.25 * wanted
    assert isinstance(memory.facts[-1], NoticeEscalated)
    assert court.state.level is EscalationLevel.PHONE_TASK
    assert len(memory.of(Try)) == 7


def test_two_notices_that_failed_together_do_not_come_again_together():
    pauses = set()
    for name in "abcdefgh":
        memory = Memory(RULES)
        machine = Machine(memory, told(memory, name))
        machine.try_once(UNANSWERED)
        pauses.add(machine.delivery.not_before)
    assert len(pauses) > 4


@pytest.mark.parametrize(
    ("outcomes", "channel"),
    [
        ([REJECTED], WEBHOOK),
        ([REJECTED, UNREACHABLE], WEBHOOK),
        ([REJECTED, UNREACHABLE, UNANSWERED], TOPIC),
        ([GONE], TOPIC),
    ],
)
def test_after_three_tries_or_when_nobody_is_there_any_more_the_next_channel_is_taken(centre, outcomes, channel):
    for outcome in outcomes:
        centre.try_once(outcome)
    assert centre.delivery.channel is channel
    if channel is TOPIC:
        assert (centre.delivery.failures, centre.delivery.not_before) == (0, None)


def test_when_the_receiver_says_when_it_is_waited_for(centre):
    centre.try_once(REJECTED, status=429, retry_after=timedelta(minutes=3))
    assert centre.delivery.not_before == centre.now + timedelta(minutes=3)
    centre.try_once(REJECTED, status=429, retry_after=timedelta(seconds=1))
    assert centre.delivery.not_before - centre.now >= timedelta(seconds=7.5)


def test_a_result_recorded_twice_is_one_fact(court, memory):
    begun = court.claim()
    court.ends(begun, DELIVERED)
    court.ends(begun, DELIVERED)
    assert [type(fact) for fact in memory.facts].count(NoticeDelivered) == 1


def test_a_late_failure_does_not_disturb_the_try_that_followed(court):
    first = court.claim()
    court.now += LEASE
    court.claim()
    before = court.delivery
    court.ends(first, UNANSWERED)
    assert court.delivery == before


def test_a_late_success_is_a_success(court):
    first = court.claim()
    court.now += LEASE
    second = court.claim()
    court.ends(first, DELIVERED)
    assert not court.delivery.open
    court.ends(second, UNANSWERED)
    assert court.state.state is NoticeState.DELIVERED


def test_an_answer_that_overtakes_the_record_of_the_delivery_stands(court, memory):
    begun = court.claim()
    says(memory, NoticeAcknowledged(notice=court.notice.id))
    court.ends(begun, DELIVERED)
    assert court.state.state is NoticeState.ACKNOWLEDGED
    assert court.state.delivered_at is not None and not court.delivery.open


def test_whoever_answered_although_the_try_failed_is_not_sent_it_again(court, memory):
    begun = court.claim()
    says(memory, NoticeAcknowledged(notice=court.notice.id))
    court.ends(begun, UNANSWERED)
    assert not court.delivery.open


@pytest.mark.parametrize(
    ("outcome", "reached"),
    [
        (DELIVERED, Reached.YES),
        (REJECTED, Reached.YES),
        (GONE, Reached.YES),
        (UNANSWERED, Reached.PERHAPS),
        (UNREACHABLE, Reached.NO),
    ],
)
def test_the_ledger_says_whether_the_fields_arrived(court, memory, outcome, reached):
    court.claim()
    assert [row.reached for row in memory.of(Disclosure)] == [Reached.PERHAPS]
    court.ends(court.begun[0], outcome)
    assert [row.reached for row in memory.of(Disclosure)] == [reached]


class TestWithdrawal:
    """A notice is taken back: before, while and after it is sent."""

    @pytest.fixture
    def take_back(self, court, memory):
        def run():
            decision = withdraw(court.state, court.delivery, NoticeWithdrawal.WRONG_AGENCY)
            memory.take((), lambda world: decision)

        return run

    def test_before_it_was_sent_nobody_hears_of_it(self, court, take_back):
        take_back()
        assert not court.delivery.open

    def test_after_it_was_sent_the_agency_is_told_at_once(self, court, take_back):
        court.try_once(DELIVERED)
        take_back()
        assert court.is_due and court.delivery.message is Message.WITHDRAWAL
        court.try_once(DELIVERED)
        assert not court.delivery.open and court.state.state is NoticeState.WITHDRAWN

    @pytest.mark.parametrize("outcome", [DELIVERED, UNANSWERED])
    def test_while_it_is_being_sent_the_withdrawal_follows_the_notice(self, court, take_back, outcome):
        begun = court.claim()
        take_back()
        assert not court.is_due
        court.ends(begun, outcome)
        assert court.is_due and court.delivery.message is Message.WITHDRAWAL
        assert court.state.state is NoticeState.WITHDRAWN

    def test_after_a_try_whose_end_nobody_knows_it_follows_when_the_lease_is_over(self, court, take_back):
        court.claim()
        take_back()
        court.now += LEASE
        assert court.is_due and court.delivery.message is Message.WITHDRAWAL
