"""A door takes so much from one caller, and no more until it is filled in again."""

from datetime import timedelta

import pytest

from services.intake.domain.residents.door import Bucket, DoorClosed, Limit, passed
from tests.services.intake.samples import MONDAY

LIMIT = Limit(at_once=3, per_day=24)
"""One an hour is filled in."""


def after(times: int, bucket: Bucket | None = None, at=MONDAY) -> Bucket:
    for _ in range(times):
        bucket = passed(bucket, "b", LIMIT, at)
    return bucket


def test_so_many_come_at_once_and_the_next_is_told_how_long_to_wait():
    full = after(3)
    with pytest.raises(DoorClosed) as closed:
        passed(full, "b", LIMIT, MONDAY)
    assert closed.value.wait == timedelta(hours=1)


@pytest.mark.parametrize(
    ("later", "more"),
    [(timedelta(minutes=59), 0), (timedelta(hours=1), 1), (timedelta(hours=2), 2), (timedelta(days=30), 3)],
)
def test_what_is_filled_in_again_is_what_the_day_gives_and_never_more_than_fits(later, more):
    bucket = after(more, after(3), MONDAY + later)
    with pytest.raises(DoorClosed):
        passed(bucket, "b", LIMIT, MONDAY + later)
    assert bucket.tokens < 1


def test_a_clock_that_is_set_back_fills_nothing_in():
    with pytest.raises(DoorClosed):
        passed(after(3), "b", LIMIT, MONDAY - timedelta(hours=5))


def test_who_was_refused_has_used_nothing_up():
    full = after(3)
    for _ in range(5):
        with pytest.raises(DoorClosed):
            passed(full, "b", LIMIT, MONDAY)
    assert passed(full, "b", LIMIT, MONDAY + timedelta(hours=1)).tokens == 0
