"""Random histories with every fault that we know: each fact takes effect once, in order, and nothing stands still."""

from shared.stream.cursor import Verdict, judge
from tests.shared.stream.model.consumer import Consumer
from tests.shared.stream.model.history import CALM, LOSSES, History, Relay, first_failure

SEEDS = range(1500)


def careless(cursor, epoch, position, previous) -> Verdict:
    """A mutant: takes what lies beyond a gap for the next fact."""
    verdict = judge(cursor, epoch, position, previous)
    return Verdict.APPLY if verdict is Verdict.PULL else verdict


def test_whoever_dies_or_stands_still_nothing_is_skipped():
    assert first_failure(SEEDS, CALM, lambda steps: History().run_calmly(steps)) is None


def test_whatever_is_lost_each_fact_takes_effect_once_or_its_loss_is_known():
    assert first_failure(SEEDS, CALM + LOSSES, lambda steps: History().run(steps)) is None


def test_a_relay_that_believes_its_own_memory_is_caught():
    found = first_failure(
        SEEDS, CALM, lambda steps: History(relays=(Relay(local=True), Relay(local=True))).run_calmly(steps)
    )
    assert "the bus goes from" in found


def test_a_consumer_that_takes_a_gap_for_the_next_fact_is_caught():
    found = first_failure(SEEDS, CALM + LOSSES, lambda steps: History(consumer=Consumer(careless)).run(steps))
    assert "the consumer" in found
