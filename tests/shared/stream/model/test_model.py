"""Random histories with every fault we know of: each fact takes effect once, in order, and nothing stands still."""

import pytest

from tests.shared.stream.model.history import first_failure, violation
from tests.shared.stream.model.mutants import MUTANTS
from tests.shared.stream.model.rules import Rules

FOUND = {
    "what was under way when a snapshot was put back arrives after the comparison": [
        *(("relay", number) for number in (138, 578, 32, 610, 100, 230)),
        ("write", 430), ("relay", 82), ("relay", 698), ("restore_log", 465), ("relay", 650), ("arrive", 819),
        ("lose_one", 379), ("relay", 388), ("relay", 498), ("relay", 492),
    ],
}  # fmt: skip
"""Histories out of a hundred thousand, as short as they can be."""


def test_each_fact_takes_effect_once_in_order_whatever_happens():
    assert first_failure(range(3000), Rules()) is None


@pytest.mark.parametrize("history", FOUND.values(), ids=FOUND)
def test_what_the_soak_has_found_stays_mended(history):
    assert violation(history, Rules()) is None


@pytest.mark.parametrize(("rules", "violated"), MUTANTS.values(), ids=MUTANTS)
def test_a_machine_that_is_wrong_is_caught(rules, violated):
    assert first_failure(range(2000), rules, like=violated)
