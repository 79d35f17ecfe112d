"""When the time to decide runs out, that is a fact; when somebody has decided meanwhile, it is nothing."""

import pytest

from services.intake.domain import clock, decide
from services.intake.domain.referral import Referral
from services.intake.handlers import REPLAYED, TIMERS
from shared.contracts.codes import DeclineReason, Priority
from shared.contracts.intake import ReferralClockMissed
from shared.decision import Timer
from tests.services.intake.samples import POLICE, RULES, registered, riga
from tests.services.memory import Memory, cause

DUE = riga("2026-03-23 17:00")


@pytest.fixture
def memory() -> Memory:
    return Memory(RULES)


def run_out(memory, timer: Timer):
    """The timer as it comes back from its table: the key is text there."""
    return memory.hear(TIMERS[timer.kind], Timer(timer.kind, str(timer.key), timer.due), cause("timer", DUE, "timer"))


def test_a_referral_that_waits_has_a_clock_until_its_decision_is_due(memory):
    decision = registered(memory)
    assert decision.timers == (Timer(clock.KIND, memory.of(Referral)[0].id, DUE),)


def test_a_referral_that_needs_no_decision_has_none(memory):
    assert registered(memory, partner=POLICE, kind="police.family_violence").timers == ()


def test_time_that_ran_out_undecided_is_a_fact(memory):
    (timer,) = registered(memory).timers
    missed = ReferralClockMissed(referral=timer.key, priority=Priority.ROUTINE, due_at=DUE)
    assert run_out(memory, timer).facts == (missed,)


@pytest.mark.parametrize(
    "decided",
    [
        lambda referral, why: decide.accept(referral, why, RULES),
        lambda referral, why: decide.decline(referral, DeclineReason.DUPLICATE, why),
    ],
    ids=["accepted", "declined"],
)
def test_time_that_ran_out_for_a_decided_referral_is_nothing(memory, decided):
    (timer,) = registered(memory).timers
    ref = (Referral, timer.key)
    memory.take([ref], lambda world: decided(world.get(*ref), cause("decision", DUE)))
    assert run_out(memory, timer).facts == ()


def test_time_that_ran_out_for_a_referral_that_is_gone_is_nothing(memory):
    assert run_out(memory, Timer(clock.KIND, "019c0b6e-41c7-7a10-8f3e-5d2b9a7c1e01", DUE)).facts == ()


def test_after_a_restore_the_clock_runs_again(memory):
    decision = registered(memory)
    restored = Memory(RULES)
    timers = [restored.hear(REPLAYED[fact.type], fact, cause("restore", DUE)).timers for fact in decision.facts]
    assert timers == [(), decision.timers]
