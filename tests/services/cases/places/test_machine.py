"""A waiting list in any order of acts, clocks, cuts and crashes: fair, explained, never overbooked, and alike again."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.services.cases.places.history import STEPS, play

HISTORIES = st.lists(
    st.tuples(st.sampled_from(STEPS), st.integers(0, 11), st.integers(0, 11)), min_size=20, max_size=40
)


@pytest.mark.parametrize(
    "histories", [100, pytest.param(600, marks=[pytest.mark.long, pytest.mark.timeout(900)])]
)  # fmt: skip
def test_whatever_happens_it_keeps_its_promises_and_the_same_history_gives_the_same_offers(histories):
    @settings(max_examples=histories, deadline=None)
    @given(st.integers(0, 2), HISTORIES)
    def every_history(places, steps):
        first, again = play(places, steps), play(places, steps)
        assert (first.told, first.now) == (again.told, again.now)

    every_history()
