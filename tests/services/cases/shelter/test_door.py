"""Beds of a night: nobody is asked who they are, nobody sleeps on the floor, and what is kept stays kept."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.cases.domain.contacts.note import Note
from services.cases.domain.shelter.night import Guest, Night
from services.cases.domain.shelter.rules import free_beds, night_of
from services.cases.handlers import REPLAYED
from shared.contracts.registry import decode
from shared.contracts.shelter_codes import NightCorrectionReason, ShelterBringer, TurnedAwayReason
from shared.decision import Refusal
from shared.settings.places import Places
from tests.services.cases.samples import RULES, person
from tests.services.cases.shelter.life import EVENING, MORNING, RULE, Shelter
from tests.services.memory import Memory, cause

POLICE, SOCIAL = ShelterBringer.POLICE, ShelterBringer.SOCIAL_SERVICE
FULL, OTHER = TurnedAwayReason.FULL, TurnedAwayReason.OTHER
HOUR = timedelta(hours=1)


def refused(attempt, *args, **more) -> str:
    with pytest.raises(Refusal) as no:
        attempt(*args, **more)
    return no.value.code


@pytest.mark.parametrize(
    ("at", "begins_on"),
    [
        ("2026-03-16T12:00:00+02:00", date(2026, 3, 16)),
        ("2026-03-16T23:59:59+02:00", date(2026, 3, 16)),
        ("2026-03-17T03:00:00+02:00", date(2026, 3, 16)),
        ("2026-03-17T11:59:59+02:00", date(2026, 3, 16)),
        ("2026-03-17T01:00:00Z", date(2026, 3, 16)),
        ("2026-03-29T02:59:00+02:00", date(2026, 3, 28)),
        ("2026-03-29T04:01:00+03:00", date(2026, 3, 28)),
        ("2026-10-25T03:30:00+03:00", date(2026, 10, 24)),
        ("2026-10-25T03:30:00+02:00", date(2026, 10, 24)),
        ("2026-12-31T23:00:00Z", date(2026, 12, 31)),
    ],
)
def test_a_night_belongs_to_the_day_on_which_it_begins_also_when_clocks_change(at, begins_on):
    assert night_of(datetime.fromisoformat(at), RULE) == begins_on


@pytest.mark.parametrize(
    ("beds", "here", "brought", "free"),
    [
        (4, 0, 0, 2),
        (4, 2, 0, 0),
        (4, 2, 1, 1),
        (4, 3, 3, 1),
        (4, 4, 4, 0),
        (1, 0, 0, 0),
        (4, 6, 0, 0),
        (None, 9, 0, None),
    ],
)
def test_beds_that_are_kept_are_not_free_for_whoever_comes_by_themselves(beds, here, brought, free):
    assert free_beds(beds, here, brought, RULE) == free


def test_somebody_is_let_in_without_a_name_a_code_or_an_address_and_no_fact_says_what_they_are_called():
    shelter = Shelter()
    guest = shelter.come(handle="Zilā cepure")
    (fact,) = shelter.memory.facts
    assert set(fact.model_dump(exclude_none=True)) == {"night", "offer", "begins_on", "guest", "let_in_at", "beds"}
    assert "Zilā" not in fact.encode().decode()
    assert shelter.memory.states[Note, guest].words == "Zilā cepure"
    assert (shelter.night().guests, shelter.night().here) == (1, 1)


def test_whoever_comes_again_the_next_night_is_somebody_new():
    shelter = Shelter()
    first, second = shelter.come(), shelter.come(EVENING + timedelta(days=1))
    assert first != second
    assert [night.guests for night in shelter.memory.of(Night)] == [1, 1]


def test_a_full_house_lets_nobody_in_but_whom_the_police_bring_to_a_bed_that_is_kept():
    shelter = Shelter(beds=4)
    first = shelter.come()
    shelter.come()
    assert refused(shelter.come) == "shelter-full"
    shelter.come(brought_by=POLICE), shelter.come(brought_by=POLICE)
    assert refused(shelter.come, brought_by=POLICE) == "shelter-full"
    shelter.leave(first)
    shelter.come()
    assert (shelter.night().guests, shelter.night().here, shelter.night().brought) == (5, 4, 2)


def test_where_nothing_limits_the_beds_everybody_is_let_in():
    shelter = Shelter(beds=None)
    for _ in range(9):
        shelter.come()
    assert (shelter.night().here, shelter.night().beds) == (9, None)


@pytest.mark.parametrize(
    ("attempt", "code"),
    [
        (lambda house: house.come(brought_by=SOCIAL), "not-kept-for-them"),
        (lambda house: house.turn_away(FULL), "shelter-not-full"),
        (lambda house: house.close(at=EVENING), "night-not-over"),
        (lambda house: house.close(at=MORNING.replace(hour=4, minute=59)), "night-not-over"),
        (lambda house: house.close(date(2126, 3, 16)), "night-not-over"),
        (lambda house: house.close(date.max), "night-not-over"),
        (lambda house: house.close(date(2016, 3, 16)), "night-long-over"),
        (lambda house: house.correct(1), "night-open"),
        (lambda house: [house.leave(guest) for guest in [house.come()] * 2], "guest-left"),
        (lambda house: (house.close(), house.close()), "night-closed"),
        (lambda house: (house.close(), house.come(MORNING)), "night-closed"),
        (lambda house: (house.close(), house.turn_away(OTHER, MORNING)), "night-closed"),
        (lambda house: [(house.close(), house.leave(guest, MORNING)) for guest in [house.come()]], "night-closed"),
        (lambda house: (house.come(), house.close(), house.correct(1)), "nothing-to-correct"),
        (lambda house: (house.come(), house.close(), house.correct(1, {FULL: 0})), "nothing-to-correct"),
    ],
)
def test_what_cannot_be_at_a_door_is_refused(attempt, code):
    assert refused(attempt, Shelter()) == code


def test_who_is_turned_away_is_counted_with_the_reason_and_nothing_else():
    shelter = Shelter(beds=0)
    for reason in (FULL, OTHER, FULL):
        shelter.turn_away(reason)
    night = shelter.night()
    assert dict(zip(night.reasons, night.turned_away, strict=True)) == {FULL: 2, OTHER: 1}
    assert set(shelter.memory.facts[0].model_dump(exclude_none=True)) == {
        "night", "offer", "begins_on", "reason", "turned_away_at",
    }  # fmt: skip


def test_a_night_is_closed_with_its_counts_and_then_corrected_only_with_a_reason_beside_what_stood_there():
    shelter = Shelter()
    shelter.come(), shelter.come(brought_by=POLICE)
    closed = shelter.close()
    assert (closed.facts[0].guests, closed.facts[0].beds, shelter.night().here) == (2, 4, 0)
    shelter.correct(3, {FULL: 1}, NightCorrectionReason.WRITTEN_DOWN_LATER)
    night = shelter.night()
    assert (night.guests, night.reasons, night.turned_away) == (3, (FULL,), (1,))
    (said,) = night.corrections
    assert (said.guests, said.turned_away, said.reason) == (2, 0, NightCorrectionReason.WRITTEN_DOWN_LATER)


def test_a_night_in_which_nobody_came_is_closed_as_well():
    shelter = Shelter()
    shelter.close()
    assert (shelter.night().guests, shelter.night().closed_at, shelter.night().beds) == (0, MORNING, 4)


def test_whoever_is_known_has_their_case_and_saying_it_again_changes_nothing():
    shelter, case = Shelter(), person("case")
    guest = shelter.come()
    shelter.know(guest, case), shelter.know(guest, case)
    assert shelter.memory.states[Guest, guest].case_id == case
    assert len(shelter.memory.facts) == 2


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["come", "brought", "leave", "full", "beds", "close"]), st.integers(0, 5), st.integers(0, 30)
    ),
    max_size=40,
)


@given(STEPS)
def test_never_more_guests_than_beds_and_the_facts_give_the_same_nights_back(steps):
    shelter, guests, last = Shelter(), [], EVENING
    for what, n, hours in steps:
        last += hours * HOUR / 10
        try:
            match what:
                case "come" | "brought":
                    guests.append(shelter.come(last, brought_by=POLICE if what == "brought" else None))
                    assert shelter.night(last).here <= shelter.beds
                case "leave" if guests:
                    shelter.leave(guests[n % len(guests)], last)
                case "full":
                    shelter.turn_away(FULL, last)
                case "beds":
                    shelter.beds = n
                case "close":
                    shelter.close(night_of(last, RULE), last)
        except Refusal as no:
            assert no.code in {"shelter-full", "shelter-not-full", "guest-left", "night-closed", "night-not-over"}
    for night in shelter.memory.of(Night):
        guests = [guest for guest in shelter.memory.of(Guest) if guest.night == night.id]
        here = [guest for guest in guests if guest.left_at is None and night.closed_at is None]
        assert (night.here, night.brought) == (len(here), sum(guest.brought for guest in here))
    restored = Memory(RULES)
    for fact in shelter.memory.facts:
        restored.hear(REPLAYED[fact.type], decode(fact.type, fact.encode()), cause("restore", EVENING))
    for kind in (Night, Guest):
        assert {one.id: one for one in restored.of(kind)} == {one.id: one for one in shelter.memory.of(kind)}


def test_a_rule_whose_morning_comes_after_its_night_has_turned_is_refused():
    rule = {"code": "wrong", "valid_from": "2026-01-01", "source": "test", "turns_at": "12:00", "closes_from": "13:00"}
    with pytest.raises(ValueError, match="closes_from is before turns_at"):
        Places.model_validate({"nights": [rule]})
