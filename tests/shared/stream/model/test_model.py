"""Random histories with every fault we know of: each fact takes effect once, in order, and nothing stands still."""

import pytest

from tests.shared.stream.model.history import first_failure
from tests.shared.stream.model.mutants import MUTANTS
from tests.shared.stream.model.rules import Rules


def test_each_fact_takes_effect_once_in_order_whatever_happens():
    assert first_failure(range(3000), Rules()) is None


@pytest.mark.parametrize(("rules", "violated"), MUTANTS.values(), ids=MUTANTS)
def test_a_machine_that_is_wrong_is_caught(rules, violated):
    assert first_failure(range(2000), rules, like=violated)
