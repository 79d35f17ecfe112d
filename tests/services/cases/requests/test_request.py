"""A service is requested and decided: for whom it is, until when, why not, and how that is contested."""

from datetime import UTC, date, datetime

import pytest

from services.cases.domain.case import Case
from services.cases.domain.requests.request import RequestState
from shared.calendar import RIGA, Term
from shared.contracts.case_codes import TaskKind
from shared.contracts.request_codes import RefusalReason, RequestKind, ServiceEndReason
from shared.decision import Refusal
from shared.settings.places import Places
from tests.services.cases.places.life import (
    DAY,
    GRANTED,
    REFUSED,
    accept,
    begun,
    decide,
    end,
    offer,
    one,
    queue,
    request,
    row,
    start,
    tasks,
    waiting,
)
from tests.services.cases.samples import MONDAY, RULES, person


def refused(attempt, *args, **more) -> str:
    with pytest.raises(Refusal) as no:
        attempt(*args, **more)
    return no.value.code


@pytest.mark.parametrize("age", [3, 9, 25])
def test_a_service_for_ages_3_to_25_is_requested_for(age):
    memory = begun()
    assert one(memory, request(memory, "Jānis", age=age)).state is RequestState.REQUESTED


@pytest.mark.parametrize(
    ("wish", "code", "pointer"),
    [
        ({"age": 2}, "not-eligible", "/age"),
        ({"age": 26}, "not-eligible", "/age"),
        ({"age": None}, "not-eligible", "/age"),
        ({"renews": person("nobody")}, "nothing-to-renew", "/renews"),
    ],
)
def test_what_cannot_be_requested_says_why(wish, code, pointer):
    memory = begun()
    with pytest.raises(Refusal) as no:
        request(memory, "Jānis", **wish)
    assert (no.value.code, no.value.pointers[0][0]) == (code, pointer)


@pytest.mark.parametrize(
    ("term", "due"),
    [
        # Rīga: one month, as administrative law counts it; the 16th of April 2026 is a Thursday.
        ("1 month", datetime(2026, 4, 17, tzinfo=RIGA)),
        # Ropaži: 22 working days; Good Friday and Easter Monday lie between.
        ("22 working days", datetime(2026, 4, 17, 17, 0, tzinfo=RIGA)),
    ],
)
def test_each_municipality_has_its_own_clock_of_a_decision(term, due):
    assert RULES.calendar.due(MONDAY, Term.parse(term)) == due.astimezone(UTC)


def test_a_rule_of_one_service_goes_before_the_one_for_all_and_each_has_its_days():
    label = {"lv": "Domē", "en": "At the council"}
    dated = {"contest": label, "source": "a regulation", "valid_from": "2021-07-01"}
    places = Places.model_validate({
        "deciding": [
            dated | {"code": "old", "services": ["home-care"], "decide_within": "9 days", "valid_until": "2025-12-31"},
            dated | {"code": "home-care", "services": ["home-care"], "decide_within": "5 working days"},
            dated | {"code": "all", "decide_within": "1 month"},
        ]
    })  # fmt: skip
    found = [places.decided_by(service, day).code for service, day in (
        ("home-care", date(2025, 6, 1)), ("home-care", date(2026, 6, 1)), ("camp", date(2026, 6, 1)),
    )]  # fmt: skip
    assert found == ["old", "home-care", "all"]


def test_a_request_asks_for_its_decision_and_no_case_closes_before():
    memory = begun()
    seen = one(memory, request(memory, "Jānis"))
    (case,) = memory.of(Case)
    assert (tasks(memory), len(case.open_duties)) == ([(TaskKind.SERVICE_DECISION, "open")], 1)
    assert seen.decide_by == datetime(2026, 4, 17, tzinfo=RIGA)


def test_a_refusal_has_a_reason_and_a_time_to_contest_it():
    memory = begun()
    id = request(memory, "Jānis")
    assert refused(decide, memory, id, REFUSED) == "refusal-without-reason"
    assert refused(decide, memory, id, GRANTED, RefusalReason.NO_CAPACITY) == "refusal-without-reason"
    decide(memory, id, REFUSED, RefusalReason.NO_CAPACITY)
    seen = one(memory, id)
    assert (seen.state, seen.refused_for) == (RequestState.REFUSED, RefusalReason.NO_CAPACITY)
    assert seen.contest_by == datetime(2026, 4, 17, tzinfo=RIGA)
    assert (queue(memory).entries, tasks(memory)) == ((), [(TaskKind.SERVICE_DECISION, "done")])
    assert refused(decide, memory, id) == "request-over"


def test_whoever_is_granted_something_new_waits_since_they_asked():
    memory = begun()
    id = request(memory, "Jānis")
    decide(memory, id, at=MONDAY + 20 * DAY)
    (entry,) = queue(memory).entries
    assert (entry.request, entry.since, entry.waits) == (id, MONDAY.astimezone(UTC), True)


def test_what_is_renewed_goes_on_in_its_own_place_though_others_wait():
    memory = begun(places=1)
    first = waiting(memory, "Jānis")
    offer(memory), accept(memory, first), start(memory, first, ends_at=MONDAY + 90 * DAY)
    second = waiting(memory, "Anna")
    renewal = request(memory, "Jānis", MONDAY + 60 * DAY, renews=first)
    assert one(memory, renewal).kind is RequestKind.RENEWAL
    decide(memory, renewal, ends_at=MONDAY + 180 * DAY, at=MONDAY + 61 * DAY)
    assert (one(memory, first).state, one(memory, first).ended_for) == (RequestState.ENDED, ServiceEndReason.RENEWED)
    assert (one(memory, renewal).state, one(memory, second).state) == (RequestState.STARTED, RequestState.WAITING)
    assert row(memory).held == 1


def test_a_renewal_of_what_has_ended_meanwhile_is_refused_and_requested_anew():
    memory = begun()
    first = waiting(memory, "Jānis")
    offer(memory), accept(memory, first), start(memory, first)
    renewal = request(memory, "Jānis", MONDAY + DAY, renews=first)
    end(memory, first, MONDAY + 2 * DAY, ServiceEndReason.COMPLETED, "goals_met")
    assert refused(decide, memory, renewal, at=MONDAY + 3 * DAY) == "nothing-to-renew"


def test_nobody_stands_in_the_same_queue_twice():
    memory = begun(places=2)
    waiting(memory, "Jānis")
    again = request(memory, "Jānis", MONDAY + DAY)
    assert refused(decide, memory, again) == "in-line-already"
    decide(memory, again, REFUSED, RefusalReason.NOT_NEEDED)
    assert [one(memory, entry.request).state for entry in queue(memory).entries] == [RequestState.WAITING]
