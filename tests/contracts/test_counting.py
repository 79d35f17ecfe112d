"""A case is counted as a family or as an adult, by the same rule for whoever counts."""

from uuid import UUID

import pytest

from shared.contracts.codes import AgeBand
from shared.contracts.counting import count_as


@pytest.mark.parametrize(
    ("age", "people", "counted"),
    [
        (AgeBand.AGE_0_2, 1, "household"),
        (AgeBand.AGE_14_17, 1, "household"),
        (AgeBand.AGE_18_24, 1, "adult"),
        (AgeBand.AGE_65_PLUS, 1, "adult"),
        (AgeBand.UNKNOWN, 1, "adult"),
        (AgeBand.AGE_25_64, 2, "household"),
    ],
)
def test_a_child_or_several_people_make_it_a_family_s(age, people, counted):
    assert count_as(age, [UUID(int=n) for n in range(people)]) == counted
