"""Capacity is said from an instant on: the past stays, a plan is called off, and the file says it the first time."""

from dataclasses import replace
from datetime import timedelta

import pytest

from services.cases.domain.capacity.capacity import Capacity, Said
from services.cases.domain.capacity.saying import configure
from services.cases.domain.capacity.usable import usable_places
from services.cases.handlers import REPLAYED
from shared.contracts.registry import decode
from shared.decision import Refusal
from tests.services.cases.capacity.samples import (
    OFFER,
    PLACES,
    SERVICE,
    SINCE,
    STAFF,
    keeping,
    now,
    said,
    sand_play,
)
from tests.services.cases.samples import MONDAY
from tests.services.memory import Memory, cause

LATER, TOMORROW = MONDAY + timedelta(days=30), MONDAY + timedelta(days=1)


def test_the_same_again_says_nothing():
    assert said(keeping(sand_play()), PLACES, 12).facts == ()


@pytest.mark.parametrize(
    ("count", "from_at", "code"),
    [
        (2, MONDAY - timedelta(seconds=1), "capacity-in-the-past"),
        (None, LATER, "capacity-not-planned"),
        (None, None, "capacity-not-planned"),
    ],
)
def test_what_cannot_be_said(count, from_at, code):
    with pytest.raises(Refusal) as refused:
        said(keeping(sand_play()), STAFF, count, 6, from_at)
    assert refused.value.code == code


def test_a_plan_that_is_called_off_leaves_what_held_before_and_stays_in_the_history():
    memory = keeping(sand_play())
    said(memory, STAFF, 2, 6, LATER)
    said(memory, STAFF, None, 1, LATER, TOMORROW)
    held = now(memory)
    assert usable_places(held, LATER) == 0
    assert [one.count for one in held.said if one.part is STAFF] == [0, 2, None]
    assert usable_places(held.as_known(MONDAY), LATER) == 12, "what was decided by the plan can be explained"


FILE = Capacity(OFFER, SERVICE, (Said(STAFF, 0, 6, SINCE, SINCE), Said(PLACES, 12, 1, SINCE, SINCE)))


def brought_in(memory: Memory, *wanted: Capacity) -> tuple:
    return memory.take([(Capacity, OFFER)], lambda world: configure(world, wanted, MONDAY)).facts


def test_the_file_is_said_once_and_what_somebody_said_since_outlives_a_start():
    memory = Memory(None)
    assert [fact.configured for fact in brought_in(memory, FILE)] == [True, True]
    said(memory, STAFF, 2, 6)
    assert brought_in(memory, FILE) == ()
    assert usable_places(now(memory), MONDAY) == 12


def test_what_the_file_says_anew_is_said():
    memory = Memory(None)
    brought_in(memory, FILE)
    more = replace(FILE, said=(*FILE.said, Said(PLACES, 20, 1, LATER, SINCE)))
    (fact,) = brought_in(memory, more)
    assert (fact.part, fact.count, fact.from_at) == (PLACES, 20, LATER)


def test_every_offer_has_a_capacity_if_only_an_empty_one():
    memory = Memory(None)
    assert brought_in(memory, replace(FILE, said=())) == ()
    assert brought_in(memory, replace(FILE, said=())) == ()
    assert now(memory) == Capacity(OFFER, SERVICE)


def test_own_facts_replayed_give_the_capacity_back():
    memory, restored = Memory(None), Memory(None)
    brought_in(memory, FILE)
    said(memory, STAFF, 2, 6, LATER)
    said(memory, STAFF, None, 1, LATER, TOMORROW)
    for fact in memory.facts:
        restored.hear(REPLAYED[fact.type], decode(fact.type, fact.encode()), cause("restore", TOMORROW))
    assert now(restored) == now(memory)
