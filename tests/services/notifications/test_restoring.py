"""After a restore: what the backup lacks comes back from the service's own facts, and nobody is told twice for it."""

import pytest

from services.notifications.domain.delivery import Delivery, Message, TryOutcome
from services.notifications.domain.notice import Notice, NoticeState
from services.notifications.domain.withdrawal import withdraw
from services.notifications.handlers import REPLAYED
from shared.contracts.codes import EscalationLevel, NoticeWithdrawal
from shared.contracts.notifications import AcknowledgementOverdue
from shared.contracts.partner import NoticeAcknowledged
from shared.decision import Timer
from tests.services.memory import Memory, cause
from tests.services.notifications.machine import Machine
from tests.services.notifications.samples import MONDAY, RULES, runs_out, says, told


@pytest.fixture
def memory():
    """A restored service without anything of the notice."""
    return Memory(RULES)


@pytest.fixture
def backup(lost):
    """A restored service that has the notice as it was issued, and nothing of what came after."""
    return Memory(RULES, dict(lost.memory.states))


@pytest.fixture
def lost():
    """The service whose state was lost, with a notice that it issued."""
    memory = Memory(RULES)
    return Machine(memory, told(memory))


def replay(memory, facts):
    for fact in facts:
        memory.hear(REPLAYED[fact.type], fact, cause("replayed", MONDAY))
    memory.facts.clear()


def test_a_notice_is_filled_in_when_its_case_is_heard_again(memory, lost):
    replay(memory, lost.memory.facts)
    assert memory.of(Notice)[0].subject is None
    assert told(memory) == lost.state and memory.of(Delivery) == [lost.delivery]
    assert memory.facts == []


def test_what_was_delivered_is_not_sent_again(memory, backup, lost):
    lost.try_once(TryOutcome.DELIVERED)
    for restored in (memory, backup):
        replay(restored, lost.memory.facts if restored is memory else lost.memory.facts[1:])
        told(restored)
        assert restored.of(Notice)[0].state is NoticeState.DELIVERED
        assert not restored.of(Delivery)[0].open


def test_what_was_answered_needs_no_delivery(backup, lost):
    says(lost.memory, NoticeAcknowledged(notice=lost.notice.id))
    replay(backup, lost.memory.facts[1:])
    assert backup.of(Notice)[0].state is NoticeState.ACKNOWLEDGED and not backup.of(Delivery)[0].open


def test_what_was_taken_back_after_it_was_told_is_taken_back_once_more(backup, lost):
    lost.try_once(TryOutcome.DELIVERED)
    taken_back = withdraw(lost.state, lost.delivery, NoticeWithdrawal.OTHER)
    lost.memory.take((), lambda world: taken_back)
    replay(backup, lost.memory.facts[1:])
    (delivery,) = backup.of(Delivery)
    assert (delivery.open, delivery.message) == (True, Message.WITHDRAWAL)


def test_the_ladder_goes_on_where_it_was(backup, lost):
    ran_out = Timer("acknowledgement", lost.notice.id, lost.notice.acknowledge_by)
    runs_out(lost.memory, ran_out)
    replay(backup, [fact for fact in lost.memory.facts if isinstance(fact, AcknowledgementOverdue)])
    (rung,) = runs_out(backup, ran_out).timers
    runs_out(backup, rung)
    assert [fact.level for fact in backup.facts] == [EscalationLevel.HEAD]
