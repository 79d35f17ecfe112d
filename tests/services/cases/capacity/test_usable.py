"""What can be used is the least of rooms, staff and places, and it is named which of them that is."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.cases.domain.capacity.capacity import Capacity, Said
from services.cases.domain.capacity.usable import free_places, usable, usable_places
from shared.contracts.catalogue_codes import CapacityPart
from tests.services.cases.capacity.samples import (
    OFFER,
    PLACES,
    ROOMS,
    SERVICE,
    STAFF,
    capacity,
    keeping,
    now,
    said,
    sand_play,
)
from tests.services.cases.samples import MONDAY

LATER = MONDAY + timedelta(days=30)


def test_two_equipped_rooms_without_a_psychologist_are_no_full_house():
    full = usable(capacity(rooms=(2, 6), staff=(2, 6), places=(10, 1)), MONDAY)
    empty = usable(sand_play(), MONDAY)
    assert (full.people, full.bottleneck) == (10, (PLACES,))
    assert (empty.people, empty.bottleneck, empty.rooms.people) == (0, (STAFF,), 12)


def test_a_psychologist_who_arrives_on_a_day_makes_room_from_then_on():
    memory = keeping(sand_play())
    said(memory, STAFF, 1, 6, LATER)
    held = now(memory)
    assert [usable_places(held, at) for at in (MONDAY, LATER - timedelta(seconds=1), LATER)] == [0, 0, 6]
    assert usable(held, LATER).bottleneck == (STAFF,)


@pytest.mark.parametrize(
    ("parts", "people", "bottleneck"),
    [
        ({}, None, ()),
        ({"staff": (30, 8)}, 240, (STAFF,)),
        ({"rooms": (40, 1), "places": (40, 1)}, 40, (ROOMS, PLACES)),
        ({"rooms": (0, 1), "staff": (0, 1)}, 0, (ROOMS, STAFF)),
        ({"rooms": (3, 10), "staff": (4, 8), "places": (30, 1)}, 30, (ROOMS, PLACES)),
    ],
    ids=["nothing limits it", "staff alone", "rooms and places alike", "neither", "three of them"],
)
def test_the_least_of_what_matters(parts, people, bottleneck):
    found = usable(capacity(**parts), MONDAY)
    assert (found.people, found.bottleneck) == (people, bottleneck)


def test_a_cut_below_what_is_used_is_taken_and_shown_as_overbooked_and_nobody_is_put_out():
    memory = keeping(capacity(places=(10, 1)))
    decision = said(memory, PLACES, 7)
    assert len(decision.facts) == 1
    assert free_places(now(memory), MONDAY, used=9) == -2


PART, COUNT = st.sampled_from(CapacityPart), st.one_of(st.none(), st.integers(0, 20))
DAY = st.integers(0, 10)


@given(st.lists(st.tuples(PART, COUNT, st.integers(1, 4), DAY), max_size=12), DAY)
def test_on_every_day_the_last_word_about_the_latest_instant_counts(words, day):
    at = MONDAY + timedelta(days=day)
    held = Capacity(
        OFFER, SERVICE,
        tuple(Said(part, count, serves, MONDAY + timedelta(days=d), MONDAY) for part, count, serves, d in words),
    )  # fmt: skip
    expected = []
    for part in CapacityPart:
        by_day = {d: (count, serves) for one, count, serves, d in words if one is part and d <= day}
        standing = [by_day[d] for d in sorted(by_day) if by_day[d][0] is not None]
        expected += [standing[-1][0] * standing[-1][1]] if standing else []
    assert usable_places(held, at) == (min(expected) if expected else None)
