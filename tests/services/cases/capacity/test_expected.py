"""How long one is likely to wait follows from how many wait and how fast places became free."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.cases.domain.capacity.expected import WINDOW_DAYS, Turnover, expected_days


@pytest.mark.parametrize(
    ("usable", "used", "waiting", "ended", "days"),
    [
        (None, 50, 0, 0, 0),
        (10, 9, 0, 0, 0),
        (10, 8, 1, 0, 0),
        (10, 10, 0, 12, 31),
        (10, 10, 3, 12, 122),
        (10, 12, 0, 12, 92),
        (10, 10, 3, 0, None),
        (0, 0, 5, 12, None),
    ],
    ids=[
        "nothing limits it", "one is free", "one is free behind who waits", "one has to leave", "four have to leave",
        "overbooked: three have to leave", "nobody ever left", "nobody works there",
    ],
)  # fmt: skip
def test_the_wait_of_whoever_asks_now(usable, used, waiting, ended, days):
    assert expected_days(usable, used, Turnover(waiting, ended, None)) == days


@given(st.integers(1, 50), st.integers(0, 60), st.integers(0, 200), st.integers(1, 400))
def test_one_more_who_waits_never_makes_it_shorter_and_one_more_who_left_never_longer(usable, used, waiting, ended):
    now = expected_days(usable, used, Turnover(waiting, ended, None))
    assert expected_days(usable, used, Turnover(waiting + 1, ended, None)) >= now
    assert expected_days(usable, used, Turnover(waiting, ended + 1, None)) <= now
    assert now <= (waiting + used + 1) * WINDOW_DAYS
