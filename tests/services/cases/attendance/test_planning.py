"""A session is planned within the days, hours and season of its offer, singly or as a series, and called off."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from services.cases.domain.attendance import planning, series
from services.cases.domain.attendance.planning import Plan
from services.cases.domain.attendance.session import Session, SessionState
from services.cases.domain.catalogue.schedule import Schedule, Weekday
from services.cases.domain.catalogue.service_at_location import ServiceAtLocation
from services.cases.domain.units.staff import Staff
from services.cases.domain.visits.series import Recurrence
from shared.calendar import RIGA
from shared.contracts.attendance_codes import SessionCancelReason
from shared.contracts.catalogue_codes import ServiceStatus
from shared.decision import Refusal
from tests.services.cases.attendance.life import HOUR, NOON, begun, hold, offered, plan, receives, session
from tests.services.cases.places.life import OFFER
from tests.services.cases.samples import LIGITA, MARTA, MONDAY, RULES, absent, person
from tests.services.memory import Memory, cause

WORKDAYS = (Weekday.MONDAY, Weekday.TUESDAY, Weekday.WEDNESDAY, Weekday.THURSDAY, Weekday.FRIDAY)
CENTRE = Schedule(WORKDAYS, time(9), time(17))
CAMP = replace(CENTRE, valid_from=date(2026, 3, 17), valid_until=date(2026, 3, 20))
NIGHT = Schedule((Weekday.MONDAY,), time(20), time(8))
EASTER_MONDAY = datetime(2026, 4, 6, 12, tzinfo=RIGA)


def refused(attempt, *args, **more) -> Refusal:
    with pytest.raises(Refusal) as no:
        attempt(*args, **more)
    return no.value


def of(memory: Memory, seen: Session, rule) -> Session:
    ref = (Session, seen.id)
    memory.take([ref], lambda world: rule(world.get(*ref)))
    return session(memory, seen.id)


def test_a_session_says_what_it_is_of_when_how_long_for_how_many_and_who_leads_it():
    memory = begun()
    one = plan(memory, places=12)
    assert (one.offer, one.planned_at, one.minutes, one.places, one.staff) == (OFFER, NOON, 90, 12, (MARTA,))
    assert [fact.key for fact in memory.facts] == [str(one.id)]


@pytest.mark.parametrize(
    ("schedules", "at", "minutes", "fits"),
    [
        ((), datetime(2026, 3, 22, 3, tzinfo=RIGA), 600, True),
        ((CENTRE,), NOON, 90, True),
        ((CENTRE,), datetime(2026, 3, 16, 15, 30, tzinfo=RIGA), 90, True),
        ((CENTRE,), datetime(2026, 3, 16, 16, tzinfo=RIGA), 90, False),
        ((CENTRE,), datetime(2026, 3, 16, 8, 59, tzinfo=RIGA), 30, False),
        ((CENTRE,), datetime(2026, 3, 21, 12, tzinfo=RIGA), 60, False),
        ((CENTRE,), EASTER_MONDAY, 60, False),
        ((replace(CENTRE, on_holidays=True),), EASTER_MONDAY, 60, True),
        ((CAMP,), NOON, 90, False),
        ((CAMP,), datetime(2026, 3, 17, 9, tzinfo=RIGA), 480, True),
        ((CAMP,), datetime(2026, 3, 20, 16, tzinfo=RIGA), 60, True),
        ((CAMP,), datetime(2026, 3, 23, 12, tzinfo=RIGA), 60, False),
        ((CAMP, NIGHT), datetime(2026, 3, 17, 1, tzinfo=RIGA), 420, True),
        ((CAMP, NIGHT), datetime(2026, 3, 18, 1, tzinfo=RIGA), 60, False),
    ],
)
def test_it_lies_within_the_days_hours_and_season_of_the_place_or_else_of_the_service(schedules, at, minutes, fits):
    memory = begun(schedules=schedules)
    if fits:
        assert plan(memory, at, minutes).state is SessionState.PLANNED
    else:
        assert refused(plan, memory, at, minutes).code == "session-outside-schedule"
    there = memory.states[ServiceAtLocation, OFFER]
    memory.states[ServiceAtLocation, OFFER] = replace(there, schedules=(Schedule((Weekday.SUNDAY,), time(1), time(2)),))
    assert refused(plan, memory, at, minutes).code == "session-outside-schedule"


@pytest.mark.parametrize(
    ("changed", "at", "code", "pointer"),
    [
        ({"valid_from": date(2026, 3, 17)}, NOON, "session-outside-validity", "/planned_at"),
        ({"valid_until": date(2026, 3, 15)}, NOON, "session-outside-validity", "/planned_at"),
        ({"status": ServiceStatus.DEFUNCT}, NOON, "session-outside-validity", "/planned_at"),
        ({}, NOON + timedelta(days=733), "session-too-far-away", "/planned_at"),
        ({}, NOON - timedelta(days=733), "session-too-far-away", "/planned_at"),
    ],
)
def test_what_is_not_offered_then_cannot_be_planned(changed, at, code, pointer):
    no = refused(plan, begun(**changed), at)
    assert (no.code, no.status, no.pointers[0][0]) == (code, 409, pointer)


@pytest.mark.parametrize("gone", ["unknown", "inactive"])
def test_an_offer_that_is_none_has_no_sessions(gone):
    memory = begun()
    place = memory.states.pop((ServiceAtLocation, OFFER))
    if gone == "inactive":
        memory.states[ServiceAtLocation, OFFER] = replace(place, active=False)
    assert refused(plan, memory).code == "offer-unknown"


def test_a_session_of_one_person_has_one_place_and_is_for_who_receives_the_service():
    memory = begun()
    boy = receives(memory, "Jānis")
    assert plan(memory, request=boy, places=12).places == 1
    for stranger in (person("nobody"), receives(memory, "Anna", started_at=None)):
        assert refused(plan, memory, request=stranger).code == "service-not-received"
    gone = receives(memory, "Pēteris", ends_at=MONDAY + timedelta(days=2))
    assert refused(plan, memory, NOON + timedelta(days=3), request=gone).code == "service-over"
    no = refused(plan, begun(low_threshold=True), request=boy)
    assert (no.code, no.pointers[0][0]) == ("session-only-counted", "/request")


def test_who_is_away_leads_nothing():
    memory = begun()
    absent(memory, MARTA)
    assert refused(plan, memory).code == "staff-absent"


def test_others_may_lead_it_and_the_number_of_places_changes_but_not_below_those_who_came():
    memory = begun(low_threshold=True)
    one = hold(memory, plan(memory, places=12), counts={"65+": 10})
    why, ligita = cause("change", NOON, by=str(MARTA)), [memory.states[Staff, LIGITA]]
    no = refused(of, memory, one, lambda seen: planning.change(seen, ligita, 9, why))
    assert (no.code, no.pointers[0][0]) == ("session-full", "/places")
    after = of(memory, one, lambda seen: planning.change(seen, ligita, 10, why))
    assert (after.staff, after.places) == ((LIGITA,), 10)
    assert of(memory, after, lambda seen: planning.change(seen, ligita, 10, why)).version == after.version


def test_it_is_called_off_once_and_not_after_it_took_place():
    memory = begun()
    one = plan(memory)
    off = of(memory, one, lambda seen: planning.cancel(seen, SessionCancelReason.TOO_FEW))
    assert (off.state, off.reason) == (SessionState.CANCELLED, "too_few")
    assert refused(of, memory, one, lambda seen: planning.cancel(seen, SessionCancelReason.TOO_FEW)).code == (
        "session-state"
    )
    other = hold(memory, plan(memory, NOON + HOUR))
    assert refused(of, memory, other, lambda seen: planning.cancel(seen, SessionCancelReason.OTHER)).code == (
        "session-state"
    )


def recur(memory: Memory, first: date, at: str, **rule) -> list[Session]:
    wanted = Recurrence(frozenset(rule.pop("weekdays", {3})), 1, time.fromisoformat(at), first, **rule)
    why, of_it = cause("series", MONDAY, by=str(MARTA)), offered(memory)
    wish, leaders = Plan(OFFER, MONDAY, 60), [memory.states[Staff, MARTA]]
    memory.take([], lambda _: series.plan(of_it, wish, wanted, leaders, why, RULES.calendar))
    return memory.of(Session)


def test_a_series_keeps_the_hour_on_the_clock_over_its_change_and_leaves_out_holidays():
    memory = begun(schedules=(replace(CENTRE, days=tuple(Weekday)),))
    found = recur(memory, date(2026, 3, 23), "15:00", weekdays={1}, until=date(2026, 4, 13))
    assert [one.planned_at.astimezone(RIGA).isoformat() for one in found] == [
        "2026-03-23T15:00:00+02:00", "2026-03-30T15:00:00+03:00", "2026-04-13T15:00:00+03:00",
    ]  # fmt: skip
    assert len({one.series for one in found}) == 1
    always = begun(schedules=(replace(CENTRE, on_holidays=True),))
    assert len(recur(always, date(2026, 3, 23), "15:00", weekdays={1}, until=date(2026, 4, 13))) == 4


@pytest.mark.parametrize(
    ("first", "at", "rule", "code"),
    [
        (date(2026, 3, 29), "03:30", {"weekdays": {7}, "count": 1}, "local-time-skipped"),
        (date(1, 1, 1), "00:00", {"count": 1}, "session-too-far-away"),
        (date(9999, 12, 31), "15:00", {"count": 1}, "session-too-far-away"),
        (date(2026, 3, 18), "15:00", {}, "series-length"),
        (date(2026, 3, 18), "15:00", {"count": 2, "until": date(2026, 4, 1)}, "series-length"),
        (date(2026, 3, 18), "15:00", {"until": date(2026, 3, 17)}, "series-length"),
        (date(2026, 3, 18), "15:00", {"count": 120, "until": None, "weekdays": {1, 2, 3, 4, 5, 6, 7}}, None),
    ],
)
def test_a_series_that_cannot_be_says_why(first, at, rule, code):
    if code:
        assert refused(recur, begun(), first, at, **rule).code == code
    else:
        assert len(recur(begun(), first, at, **rule)) == 120


def test_a_camp_has_a_first_and_a_last_day():
    memory = begun(schedules=(CAMP,))
    assert refused(recur, memory, date(2026, 3, 18), "09:00", count=2).code == "session-outside-schedule"
    days = recur(memory, date(2026, 3, 17), "09:00", weekdays={1, 2, 3, 4, 5}, until=CAMP.valid_until)
    assert [one.planned_at.date().day for one in days] == [17, 18, 19, 20]
