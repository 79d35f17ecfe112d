"""No sum tells of fewer people than n, and nobody is left out whom a sum of everybody would then tell of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.reporting.disclosure.of_many import of_many


@pytest.mark.parametrize(
    ("people", "shown"),
    [
        ("aaaaa", {"a": 5}),
        ("aaaa", {}),
        ("aaaaabbbb", {None: 9}),
        ("aaaaaabbbbbcc", {"a": 6, None: 7}),
        ("aaaaabbbcc", {"a": 5, None: 5}),
        ("aabb", {}),
        ("aaabb", {None: 5}),
        ("", {}),
    ],
)
def test_small_groups_are_taken_together_and_too_few_of_them_with_the_smallest_of_the_others(people, shown):
    assert {by: len(of) for by, of in of_many(people, str, 5)} == shown


@given(st.lists(st.sampled_from("abcdef"), max_size=40), st.integers(1, 9))
def test_everybody_is_in_one_group_of_enough_or_there_is_none(people, least):
    groups = of_many(people, str, least)
    assert all(len(of) >= least for _, of in groups)
    everybody = sorted(one for _, of in groups for one in of)
    assert everybody == (sorted(people) if len(people) >= least else [])
