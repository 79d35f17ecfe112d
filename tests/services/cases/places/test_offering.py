"""Who is offered the next place, and what becomes of an offer: taken, put off, refused, left without an answer."""

from datetime import timedelta

import pytest

from services.cases.domain.places.line import timers
from services.cases.domain.places.position import Standing, positions
from services.cases.domain.requests.request import RequestState
from shared.contracts.case_codes import TaskKind
from shared.contracts.codes import Priority
from shared.contracts.request_codes import PlaceDeclineReason, ServiceEndReason, WaitingCriterion
from shared.decision import Refusal
from tests.services.cases.places.life import (
    DAY,
    ORDER,
    accept,
    begun,
    capacity,
    clocks_of,
    confirm,
    decline,
    end,
    fire,
    offer,
    one,
    queue,
    start,
    tasks,
    waiting,
)
from tests.services.cases.samples import MONDAY

POSTPONED, CLIENT_REFUSED = PlaceDeclineReason.POSTPONED, PlaceDeclineReason.CLIENT_REFUSED


def states(memory, *ids) -> list[str]:
    return [one(memory, id).state.value for id in ids]


def refused(attempt, *args, **more) -> str:
    with pytest.raises(Refusal) as no:
        attempt(*args, **more)
    return no.value.code


@pytest.mark.parametrize(
    ("first", "second", "why"),
    [
        ({"urgency": Priority.STAT}, {"urgency": Priority.ASAP, "points": 99}, WaitingCriterion.URGENCY),
        ({"points": 2}, {"points": 1}, WaitingCriterion.POINTS),
        ({}, {"at": MONDAY + timedelta(seconds=1)}, WaitingCriterion.SINCE),
    ],
)
def test_the_order_is_by_rule_and_says_what_puts_somebody_first(first, second, why):
    memory = begun()
    later = waiting(memory, "Anna", **second)
    before = waiting(memory, "Jānis", **first)
    found = positions(queue(memory), ORDER, MONDAY)
    assert [(found[id].number, dict(found[id].ahead)) for id in (before, later)] == [(1, {}), (2, {why: 1})]
    offer(memory, MONDAY + DAY)
    assert states(memory, before, later) == ["offered", "waiting"]


def test_a_place_is_offered_once_and_nobody_is_offered_one_that_is_not_there():
    memory = begun(places=1)
    assert refused(offer, memory) == "nobody-in-line"
    first, second = waiting(memory, "Jānis"), waiting(memory, "Anna", MONDAY + DAY)
    offer(memory, MONDAY + DAY)
    assert refused(offer, memory, MONDAY + DAY) == "no-place-free"
    capacity(memory, 2, MONDAY + 2 * DAY)
    assert refused(offer, memory, MONDAY + DAY) == "no-place-free"
    offer(memory, MONDAY + 2 * DAY)
    assert states(memory, first, second) == ["offered", "offered"]


def test_whoever_postpones_keeps_their_turn_and_the_next_is_offered_the_place():
    memory = begun(places=1)
    names = ("Jānis", "Anna", "Eva")
    first, second, third = (waiting(memory, name, MONDAY + n * DAY) for n, name in enumerate(names))
    now = MONDAY + 3 * DAY
    offer(memory, now)
    decline(memory, first, POSTPONED, now + 30 * DAY, at=now)
    assert states(memory, first, second, third) == ["waiting", "offered", "waiting"]
    found = positions(queue(memory), ORDER, now)
    assert (found[first].number, found[first].standing) == (1, Standing.POSTPONED)
    assert (found[third].number, found[third].ready_ahead) == (2, 0)
    later = now + 30 * DAY
    accept(memory, second, now), start(memory, second, now)
    end(memory, second, later, ServiceEndReason.COMPLETED, "goals_met")
    assert states(memory, first, third) == ["offered", "waiting"]


def test_silence_keeps_the_turn_is_a_task_and_the_next_is_offered_the_place():
    memory = begun(places=1)
    first, second = waiting(memory, "Jānis"), waiting(memory, "Anna", MONDAY + DAY)
    offer(memory, MONDAY + DAY)
    clock = _clock(memory, first, one(memory, first).answer_due)
    fire(memory, clock)
    seen = one(memory, first)
    assert (seen.state, seen.declined_for) == (RequestState.WAITING, PlaceDeclineReason.NO_ANSWER)
    assert states(memory, second) == ["offered"]
    found = positions(queue(memory), ORDER, clock.due)
    assert (found[first].number, found[first].standing) == (1, Standing.NOT_REACHABLE)
    assert (TaskKind.WAITING_CHECK, "open") in tasks(memory)
    before = len(memory.facts)
    fire(memory, clock)
    assert len(memory.facts) == before
    confirm(memory, first, clock.due + DAY)
    decline(memory, second, CLIENT_REFUSED, at=clock.due + DAY)
    assert states(memory, first, second) == ["offered", "ended"]
    assert (TaskKind.WAITING_CHECK, "done") in tasks(memory)


def test_an_offer_is_accepted_in_time_and_once():
    memory = begun(places=1)
    first = waiting(memory, "Jānis")
    assert refused(accept, memory, first) == "no-place-offered"
    offer(memory)
    due = one(memory, first).answer_due
    assert refused(accept, memory, first, due) == "offer-expired"
    accept(memory, first, due - timedelta(seconds=1))
    assert refused(accept, memory, first, due - timedelta(seconds=1)) == "no-place-offered"
    assert refused(decline, memory, first, CLIENT_REFUSED) == "no-place-offered"


def test_a_place_that_was_closed_while_it_was_offered_is_not_accepted_and_costs_nobody_their_turn():
    memory = begun(places=2)
    first, second = waiting(memory, "Jānis"), waiting(memory, "Anna", MONDAY + DAY)
    now = MONDAY + DAY
    offer(memory, now), offer(memory, now)
    capacity(memory, 1, now)
    accept(memory, first, now)
    assert refused(accept, memory, second, now) == "place-closed"
    decline(memory, second, PlaceDeclineReason.PLACE_CLOSED, at=now)
    assert states(memory, first, second) == ["accepted", "waiting"]
    assert positions(queue(memory), ORDER, now)[second].standing is Standing.READY


@pytest.mark.parametrize(
    ("reason", "until", "code"),
    [
        (POSTPONED, None, "postponed-until-when"),
        (CLIENT_REFUSED, MONDAY + DAY, "postponed-until-when"),
        (POSTPONED, MONDAY - DAY, "postponed-until-when"),
        (POSTPONED, MONDAY + 400 * DAY, "postponed-until-when"),
        (PlaceDeclineReason.PLACE_CLOSED, None, "place-not-closed"),
        (PlaceDeclineReason.NO_ANSWER, None, "silence-is-not-said"),
    ],
)
def test_what_is_said_of_an_offer_must_fit(reason, until, code):
    memory = begun()
    first = waiting(memory, "Jānis")
    offer(memory)
    assert refused(decline, memory, first, reason, until) == code


def test_who_waits_is_asked_and_whoever_does_not_answer_is_marked_and_never_dropped():
    memory = begun(places=0)
    first = waiting(memory, "Jānis")
    asked = fire(memory, _clock(memory, first, one(memory, first).check_due))
    (silent,) = [clock for clock in clocks_of(asked) if clock.due == one(memory, first).asked_until]
    fire(memory, silent)
    seen = one(memory, first)
    assert (seen.state, seen.unreachable_since) == (RequestState.WAITING, silent.due)
    assert tasks(memory)[-1] == (TaskKind.WAITING_CHECK, "open")
    capacity(memory, 1, silent.due)
    assert refused(offer, memory, silent.due) == "nobody-in-line"
    confirm(memory, first, silent.due + DAY)
    offer(memory, silent.due + DAY)
    assert (states(memory, first), tasks(memory)[-2:]) == (
        ["offered"], [(TaskKind.WAITING_CHECK, "done"), (TaskKind.PLACE_ANSWER, "open")],
    )  # fmt: skip


def test_who_is_asked_already_when_their_place_is_closed_is_not_asked_once_more():
    memory = begun(places=0)
    first = waiting(memory, "Jānis")
    asked = one(memory, first).check_due
    fire(memory, _clock(memory, first, asked))
    capacity(memory, 1, asked)
    offer(memory, asked)
    capacity(memory, 0, asked)
    decline(memory, first, PlaceDeclineReason.PLACE_CLOSED, at=asked)
    before = len(memory.facts)
    fire(memory, _clock(memory, first, one(memory, first).check_due))
    assert (len(memory.facts), tasks(memory).count((TaskKind.WAITING_CHECK, "open"))) == (before, 1)


@pytest.mark.parametrize(
    ("reason", "result", "code"),
    [
        (ServiceEndReason.COMPLETED, None, "end-reason"),
        (ServiceEndReason.NOT_NEEDED, "goals_met", "result-of-service"),
        (ServiceEndReason.RENEWED, None, "end-reason"),
    ],
)
def test_what_never_began_has_no_result(reason, result, code):
    memory = begun()
    first = waiting(memory, "Jānis")
    assert refused(end, memory, first, reason=reason, result=result) == code


def test_a_renewal_falls_due_before_the_service_runs_out_once_and_as_a_task():
    memory = begun()
    first = waiting(memory, "Jānis")
    offer(memory), accept(memory, first)
    (clock,) = clocks_of(start(memory, first, ends_at=MONDAY + 90 * DAY))
    assert clock.due == (MONDAY + 60 * DAY)
    fire(memory, clock), fire(memory, clock)
    assert [fact.type for fact in memory.facts].count("lv.tilts.cases.service-renewal-due.v1") == 1
    assert tasks(memory)[-1] == (TaskKind.SERVICE_RENEWAL, "open")
    end(memory, first, MONDAY + 80 * DAY, ServiceEndReason.COMPLETED, "partly_met")
    assert tasks(memory)[-1] == (TaskKind.SERVICE_RENEWAL, "done")


def _clock(memory, id, due):
    return next(timer for timer in timers(one(memory, id)) if timer.due == due)
