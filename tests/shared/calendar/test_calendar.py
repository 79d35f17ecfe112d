from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.calendar import RIGA, Calendar, OfficeHours, Term, Unit

LATVIA = Calendar(office=OfficeHours(time(8, 30), time(17, 0)))


def riga(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=RIGA)


@pytest.mark.parametrize(
    ("day", "works", "why"),
    [
        ("2026-01-15", True, "an ordinary Thursday"),
        ("2026-01-18", False, "an ordinary Sunday"),
        ("2026-01-02", False, "a Friday moved to a Saturday by the Cabinet"),
        ("2026-01-17", True, "the Saturday it was moved to"),
        ("2026-04-03", False, "Good Friday"),
        ("2026-06-22", False, "the Monday before Midsummer Eve, moved"),
        ("2026-06-24", False, "Midsummer Day"),
        ("2026-05-04", False, "the Restoration of Independence"),
        ("2026-11-18", False, "the Proclamation of the Republic"),
        ("2025-05-05", False, "the Monday for a holiday that fell on a Sunday"),
    ],
)
def test_working_days_of_latvia(day, works, why):
    assert LATVIA.is_working_day(date.fromisoformat(day)) is works, why


def test_a_municipality_adds_days_off_and_working_days():
    own = Calendar(
        days_off=frozenset({date(2026, 3, 18)}),
        working_days=frozenset({date(2026, 3, 21)}),
    )
    assert not own.is_working_day(date(2026, 3, 18))
    assert own.is_working_day(date(2026, 3, 21))


@pytest.mark.parametrize(
    ("start", "term", "end"),
    [
        # Working days end when the office closes.
        ("2026-03-16T09:00", "1 working day", "2026-03-17T17:00"),
        ("2026-03-16T23:59", "1 working day", "2026-03-17T17:00"),
        ("2026-03-20T09:00", "1 working day", "2026-03-23T17:00"),
        ("2026-03-21T12:00", "1 working day", "2026-03-23T17:00"),
        ("2026-04-02T10:00", "1 working day", "2026-04-07T17:00"),
        ("2025-12-31T10:00", "1 working day", "2026-01-05T17:00"),
        ("2026-01-16T10:00", "1 working day", "2026-01-17T17:00"),
        ("2026-06-01T10:00", "22 working days", "2026-07-03T17:00"),
        # Days and months end at midnight, and move off a day on which nobody works.
        ("2026-03-16T09:00", "P1D", "2026-03-18T00:00"),
        ("2026-03-19T09:00", "2 days", "2026-03-24T00:00"),
        ("2026-01-31T09:00", "1 month", "2026-03-03T00:00"),
        ("2024-01-31T09:00", "1 month", "2024-03-01T00:00"),
        ("2025-12-10T09:00", "P1M", "2026-01-13T00:00"),
        ("2025-11-15T09:00", "2 months", "2026-01-16T00:00"),
        # Working hours wait for the door to open.
        ("2026-03-16T09:00", "4 working hours", "2026-03-16T13:00"),
        ("2026-03-16T06:00", "4 working hours", "2026-03-16T12:30"),
        ("2026-03-16T16:00", "4 working hours", "2026-03-17T11:30"),
        ("2026-03-16T17:00", "1 working hour", "2026-03-17T09:30"),
        ("2026-03-16T22:00", "1 working hour", "2026-03-17T09:30"),
        ("2026-03-21T12:00", "2 working hours", "2026-03-23T10:30"),
        ("2026-03-20T13:00", "20 working hours", "2026-03-24T16:00"),
        ("2026-03-16T09:00", "8 working hours", "2026-03-16T17:00"),
        # Elapsed time does not care, but the clock on the wall does: 29 March and 25 October 2026.
        ("2026-03-16T09:00", "PT24H", "2026-03-17T09:00"),
        ("2026-03-28T12:00", "PT24H", "2026-03-29T13:00"),
        ("2026-10-24T12:00", "PT24H", "2026-10-25T11:00"),
        ("2026-03-27T12:00", "2 days", "2026-03-31T00:00"),
        ("2026-10-23T12:00", "1 working day", "2026-10-26T17:00"),
    ],
)
def test_a_term_is_over_at(start, term, end):
    assert LATVIA.due(riga(start), Term.parse(term)) == riga(end)


def test_the_hour_that_comes_twice_has_two_answers():
    first = datetime(2026, 10, 25, 3, 30, tzinfo=RIGA)
    second = first.replace(fold=1)
    hours = (LATVIA.due(second, Term(1, Unit.HOUR)) - LATVIA.due(first, Term(1, Unit.HOUR))).total_seconds() / 3600
    assert hours == 1


def test_the_day_is_the_one_in_riga_not_the_one_in_utc():
    already_tuesday_in_riga = datetime(2026, 3, 16, 22, 30, tzinfo=UTC)
    assert LATVIA.due(already_tuesday_in_riga, Term.parse("1 working day")) == riga("2026-03-18T17:00")


def test_a_term_cannot_begin_at_a_time_without_a_zone():
    with pytest.raises(ValueError, match="time zone"):
        LATVIA.due(datetime.fromisoformat("2026-03-16T09:00"), Term.parse("P1D"))


def test_an_office_cannot_close_before_it_opens():
    with pytest.raises(ValueError, match="swap the two"):
        OfficeHours(time(17, 0), time(8, 30))


INSTANTS = st.datetimes(
    datetime.fromisoformat("2024-01-01"), datetime.fromisoformat("2030-12-01"), timezones=st.just(UTC)
)
TERMS = st.builds(Term, st.integers(1, 40), st.sampled_from(Unit))


@given(INSTANTS, TERMS)
def test_a_term_ends_after_it_began_and_a_longer_one_not_sooner(start, term):
    longer = Term(term.count + 1, term.unit)
    assert start < LATVIA.due(start, term) < LATVIA.due(start, longer) or (
        term.unit in (Unit.DAY, Unit.MONTH) and LATVIA.due(start, term) == LATVIA.due(start, longer)
    )


@given(INSTANTS, TERMS, st.integers(1, 86_400 * 14))
def test_who_begins_later_is_not_due_sooner(start, term, seconds):
    later = LATVIA.due(start, Term(seconds, Unit.SECOND))
    assert LATVIA.due(start, term) <= LATVIA.due(later, term)


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        ("2026-03-16T09:00", "2026-03-16T12:00", 3),
        ("2026-03-16T20:00", "2026-03-17T09:30", 1),
        ("2026-03-20T16:00", "2026-03-23T09:30", 2),
        ("2026-03-21T00:00", "2026-03-22T23:00", 0),
        ("2026-03-17T09:00", "2026-03-16T09:00", 0),
    ],
    ids=["one morning", "over a night", "over a weekend", "at a weekend", "backwards"],
)
def test_the_office_is_open_between_two_instants_for(start, end, hours):
    assert LATVIA.office_time_between(riga(start), riga(end)) == timedelta(hours=hours)


@given(INSTANTS, st.integers(1, 60 * 200))
def test_the_rest_of_a_clock_is_as_long_wherever_it_runs_on(start, minutes):
    rest = timedelta(minutes=minutes)
    assert LATVIA.office_time_between(start, LATVIA.office_time_later(start, rest)) == rest
