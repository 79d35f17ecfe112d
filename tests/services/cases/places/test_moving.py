"""The waiting list moves by itself: by capacity that grows, postponements that end, and cases that close."""

from dataclasses import replace
from datetime import timedelta

import pytest

from services.cases.domain.case import Case
from services.cases.domain.places.line import CLOCK
from services.cases.domain.places.queue import Queue
from services.cases.domain.places.turn import NEXT
from shared.contracts.request_codes import PlaceDeclineReason, ServiceEndReason, WaitingCriterion
from shared.decision import Timer
from tests.services.cases.places.life import (
    DAY,
    OFFER,
    accept,
    begun,
    clocks_of,
    close,
    confirm,
    decide,
    decline,
    end,
    fire,
    fire_together,
    offer,
    one,
    request,
    row,
    say,
    start,
    tasks,
    waiting,
)
from tests.services.cases.places.test_offering import refused, states
from tests.services.cases.samples import MONDAY

POSTPONED = PlaceDeclineReason.POSTPONED


def next_of(decision) -> Timer:
    (timer,) = [timer for timer in clocks_of(decision) if timer.kind == NEXT]
    return timer


@pytest.mark.parametrize("ahead", [timedelta(), 30 * DAY], ids=["now", "planned"])
def test_capacity_that_grows_is_offered_at_its_instant_to_as_many_as_there_is_room_for(ahead):
    memory = begun(places=0)
    everybody = [waiting(memory, name, MONDAY + n * DAY) for n, name in enumerate(("Jānis", "Anna", "Eva"))]
    now = MONDAY + 5 * DAY
    grown = next_of(say(memory, 2, now + ahead, now))
    assert grown == Timer(NEXT, OFFER, now + ahead)
    assert states(memory, *everybody) == ["waiting"] * 3
    fire(memory, grown)
    fire(memory, grown)
    assert states(memory, *everybody) == ["offered", "offered", "waiting"]


def test_a_plan_that_was_called_off_offers_nothing_at_its_instant():
    memory = begun(places=0)
    first = waiting(memory, "Jānis")
    grown = next_of(say(memory, 1, MONDAY + 9 * DAY, MONDAY))
    say(memory, None, MONDAY + 9 * DAY, MONDAY + DAY)
    fire(memory, grown)
    assert states(memory, first) == ["waiting"]


def test_a_place_that_was_closed_while_it_was_offered_is_offered_again_once_it_opens():
    memory = begun(places=1)
    first = waiting(memory, "Jānis")
    offer(memory)
    say(memory, 0, None, MONDAY + timedelta(hours=1))
    later = MONDAY + timedelta(hours=2)
    assert refused(accept, memory, first, later) == "place-closed"
    decline(memory, first, PlaceDeclineReason.PLACE_CLOSED, at=later)
    assert states(memory, first) == ["waiting"]
    fire(memory, next_of(say(memory, 1, None, later)))
    assert states(memory, first) == ["offered"]


def test_a_postponement_that_ends_is_offered_the_place_that_nobody_else_has_taken():
    memory = begun(places=1)
    first = waiting(memory, "Jānis")
    offer(memory)
    ends = next_of(decline(memory, first, POSTPONED, MONDAY + 30 * DAY))
    assert (ends.due, states(memory, first)) == (MONDAY + 30 * DAY, ["waiting"])
    fire(memory, ends)
    fire(memory, ends)
    assert states(memory, first) == ["offered"]


def test_whoever_is_granted_it_while_a_place_is_free_is_offered_it_and_else_waits():
    memory = begun(places=1)
    first, second = request(memory, "Jānis"), request(memory, "Anna")
    fire(memory, next_of(decide(memory, first)))
    assert states(memory, first) == ["offered"]
    assert [timer for timer in clocks_of(decide(memory, second)) if timer.kind == NEXT] == []


def test_whoever_is_heard_of_while_a_place_is_free_is_offered_it():
    memory = begun(places=1)
    first = waiting(memory, "Jānis")
    offer(memory)
    fire(memory, Timer(CLOCK, f"{OFFER}/{one(memory, first).case_id}/{first}", one(memory, first).answer_due))
    assert one(memory, first).unreachable_since
    fire(memory, next_of(confirm(memory, first, MONDAY + 30 * DAY)))
    assert states(memory, first) == ["offered"]


@pytest.mark.parametrize(
    ("duplicate", "reason"), [(False, ServiceEndReason.CASE_CLOSED), (True, ServiceEndReason.CASE_DUPLICATE)]
)
def test_a_case_that_ends_leaves_the_line_and_the_next_is_offered_its_place(duplicate, reason):
    memory = begun(places=1)
    first, second = waiting(memory, "Jānis"), waiting(memory, "Anna", MONDAY + DAY)
    offer(memory, MONDAY + DAY)
    left, other = one(memory, first).case_id, one(memory, second).case_id
    close(memory, left, MONDAY + 2 * DAY, other if duplicate else None)
    seen = one(memory, first)
    assert (seen.state, seen.ended_for, seen.result) == ("ended", reason, None)
    assert states(memory, second) == ["offered"]
    assert memory.states[Case, left].state == ("duplicate" if duplicate else "closed")
    assert tasks(memory).count(("place_answer", "open")) == 1
    before = len(memory.facts)
    fire(memory, Timer(CLOCK, f"{OFFER}/{left}/{first}", seen.requested_at + 14 * DAY))
    assert len(memory.facts) == before


def test_what_is_accepted_or_received_goes_on_when_the_case_closes():
    memory = begun(places=2)
    first, second = waiting(memory, "Jānis"), waiting(memory, "Anna", MONDAY + DAY)
    now = MONDAY + DAY
    offer(memory, now), offer(memory, now)
    accept(memory, first, now), accept(memory, second, now), start(memory, second, now)
    for id in (first, second):
        close(memory, one(memory, id).case_id, now)
    assert states(memory, first, second) == ["accepted", "started"]
    assert row(memory).held == 2


@pytest.mark.parametrize("reason", [ServiceEndReason.CASE_CLOSED, ServiceEndReason.CASE_DUPLICATE])
def test_that_a_case_ended_is_not_entered_by_hand(reason):
    memory = begun()
    first = waiting(memory, "Jānis")
    assert refused(end, memory, first, reason=reason) == "end-reason"


def test_a_queue_that_was_sorted_by_an_older_rule_is_sorted_anew_before_anybody_is_offered_a_place():
    memory = begun(places=0)
    first, second = waiting(memory, "Jānis", points=0), waiting(memory, "Anna", MONDAY + DAY, points=9)
    memory.states[Queue, OFFER] = replace(row(memory), sorted_by=(WaitingCriterion.SINCE,))
    again = next_of(fire(memory, next_of(say(memory, 1, None, MONDAY + DAY))))
    assert states(memory, first, second) == ["waiting", "waiting"]
    fire(memory, again)
    assert states(memory, first, second) == ["waiting", "offered"]


def test_when_several_offers_run_out_together_nobody_who_happens_to_be_at_hand_is_preferred():
    memory = begun(places=2)
    hours = (timedelta(hours=n) for n in range(5))
    anna, eva, ilze, zane, last = (waiting(memory, n, MONDAY + h) for n, h in zip("AEIZL", hours, strict=True))
    now = MONDAY + DAY
    offer(memory, now), offer(memory, now)
    late = one(memory, last).check_due
    for id in (ilze, zane):
        confirm(memory, id, late - DAY)
    clocks = [Timer(CLOCK, f"{OFFER}/{one(memory, id).case_id}/{id}", due) for id, due in (
        (anna, one(memory, anna).answer_due), (eva, one(memory, eva).answer_due), (last, late),
    )]  # fmt: skip
    again = next_of(fire_together(memory, clocks, late))
    assert states(memory, ilze, zane, last) == ["offered", "waiting", "waiting"]
    fire(memory, again)
    assert states(memory, ilze, zane, last) == ["offered", "offered", "waiting"]


def test_more_than_are_looked_up_at_once_are_offered_places_a_moment_later():
    memory = begun(places=0)
    everybody = [waiting(memory, f"bērns {n}", MONDAY + n * timedelta(hours=1)) for n in range(25)]
    now = MONDAY + 3 * DAY
    again = next_of(fire(memory, next_of(say(memory, 24, None, now))))
    assert states(memory, *everybody) == ["offered"] * 20 + ["waiting"] * 5
    fire(memory, again)
    assert states(memory, *everybody) == ["offered"] * 24 + ["waiting"]
