"""When everything fails at once, nothing is parked; when a few keys do, they are."""

import pytest

from shared.stream.circuit import Circuit, CircuitOpen


@pytest.mark.parametrize(("applied", "failed"), [(0, 19), (1, 1), (100, 99), (30, 0), (0, 0)])
def test_a_few_failures_leave_it_closed(applied, failed):
    circuit = Circuit(threshold=20)
    circuit.judge(applied, failed)
    assert not circuit.open


@pytest.mark.parametrize(("applied", "failed"), [(0, 20), (19, 25), (0, 500)])
def test_it_opens_when_most_of_a_batch_fails(applied, failed):
    circuit = Circuit(threshold=20)
    with pytest.raises(CircuitOpen):
        circuit.judge(applied, failed)
    assert circuit.open


def test_failures_are_counted_over_batches_until_something_succeeds():
    circuit = Circuit(threshold=20)
    for _ in range(19):
        circuit.judge(0, 1)
        circuit.committed(0, 1)
    with pytest.raises(CircuitOpen):
        circuit.judge(0, 1)
    circuit.judge(1, 0)
    circuit.committed(1, 0)
    circuit.judge(0, 1)
    assert not circuit.open


def test_what_was_rolled_back_does_not_count():
    circuit = Circuit(threshold=3)
    for _ in range(5):
        circuit.judge(0, 2)
    assert not circuit.open
