"""Who is away, is so by the day; with a deputy who is there; and nobody gives them a case meanwhile."""

import pytest

from services.cases.domain.units import presence
from services.cases.domain.units.staff import Staff, must_be_there
from shared.contracts.unit_codes import AbsenceReason
from shared.contracts.units import StaffAbsenceChanged, StaffChanged
from shared.decision import Refusal
from tests.services.cases.samples import service
from tests.services.cases.units.samples import ANDRIS, EVIJA, MARTA, at, away, day, day_begins, on
from tests.services.memory import cause


@pytest.fixture
def memory():
    return service()


def marta(memory) -> Staff:
    return memory.states[Staff, MARTA]


def test_whoever_is_away_from_today_is_away_at_once_with_their_deputy(memory):
    planned, seen = away(memory, day(16), day(20), deputy=ANDRIS).facts
    assert (planned.first, planned.last, planned.deputy) == (day(16), day(20), ANDRIS)
    assert (seen.absent, seen.deputy) == (True, ANDRIS)
    assert "reason" not in StaffAbsenceChanged.model_fields


def test_an_absence_that_lies_ahead_takes_effect_when_its_day_begins_and_ends_after_its_last(memory):
    decided = away(memory, day(18), day(20), deputy=ANDRIS)
    assert [type(fact) for fact in decided.facts] == [StaffAbsenceChanged]
    assert [timer.due for timer in decided.timers] == [at(18, 0), at(21, 0)]
    (left,) = day_begins(memory, decided.timers[0]).facts
    (back,) = day_begins(memory, decided.timers[1]).facts
    assert [(fact.absent, fact.deputy) for fact in (left, back)] == [(True, ANDRIS), (False, None)]
    assert day_begins(memory, decided.timers[1]).facts == ()


def test_a_timer_of_an_absence_that_was_called_off_says_nothing(memory):
    timer, _ = away(memory, day(18), day(20)).timers
    (absence,) = marta(memory).absences
    (called_off,) = on(memory, presence.end, absence.id, day(17)).facts
    assert (called_off.cancelled, marta(memory).absences) == (True, ())
    assert day_begins(memory, timer).facts == ()


def test_whoever_is_back_earlier_is_there_at_once_and_whoever_stays_away_longer_is_not(memory):
    away(memory, day(9), day(20))
    (absence,) = marta(memory).absences
    longer = on(memory, presence.end, absence.id, day(27), why=cause("longer", at(17)))
    back = on(memory, presence.end, absence.id, day(16), why=cause("back", at(17)))
    assert [timer.due for timer in longer.timers] == [at(28, 0)]
    assert [type(fact) for fact in back.facts] == [StaffAbsenceChanged, StaffChanged]
    assert marta(memory).absent is False


def test_somebody_else_stands_in(memory):
    away(memory, day(16), deputy=ANDRIS)
    (absence,) = marta(memory).absences
    evija = memory.states[Staff, EVIJA]
    told = on(memory, presence.appoint, absence.id, evija).facts
    assert [fact.deputy for fact in told] == [EVIJA, EVIJA]
    assert on(memory, presence.appoint, absence.id, evija).facts == ()


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [
        (day(20), day(19), "absence-backwards"),
        (day(23), day(27), None),
        (day(20), day(27), "absence-overlaps"),
        (day(9), day(16), "absence-overlaps"),
        (day(9), None, "absence-overlaps"),
        (day(21), None, None),
        (day(21), day(21), None),
    ],
)
def test_nobody_is_away_twice_on_one_day(memory, first, last, code):
    away(memory, day(16), day(20))
    try:
        away(memory, first, last)
        refused = None
    except Refusal as no:
        refused = no.code
    assert refused == code


@pytest.mark.parametrize("who", ["themselves", "somebody who is away", "somebody who has left"])
def test_a_deputy_is_there(memory, who):
    deputy = MARTA if who == "themselves" else ANDRIS
    if who == "somebody who is away":
        away(memory, day(16), day(31), staff=ANDRIS)
    if who == "somebody who has left":
        there = memory.states[Staff, ANDRIS]
        memory.states[Staff, ANDRIS] = Staff(there.id, there.code, there.unit, there.role, active=False)
    with pytest.raises(Refusal) as refused:
        away(memory, day(18), day(20), deputy=deputy)
    assert refused.value.code == "deputy-not-there"


def test_there_is_no_such_absence(memory):
    with pytest.raises(Refusal) as refused:
        on(memory, presence.end, MARTA, day(20))
    assert (refused.value.code, refused.value.status) == ("absence-unknown", 404)


def test_whoever_is_away_gets_no_case_and_their_deputy_is_named(memory):
    away(memory, day(16), day(20), deputy=ANDRIS, reason=AbsenceReason.SICKNESS)
    with pytest.raises(Refusal) as refused:
        must_be_there(marta(memory), day(17))
    assert refused.value.detail == f"They are away until 2026-03-20: give it to their deputy, {ANDRIS}."
    assert "sickness" not in str(refused.value)
    assert must_be_there(marta(memory), day(23)).id == MARTA


@pytest.mark.parametrize("deputy", [None, ANDRIS])
def test_without_a_last_day_or_a_deputy_the_refusal_says_so(memory, deputy):
    away(memory, day(16), deputy=deputy)
    with pytest.raises(Refusal) as refused:
        must_be_there(marta(memory), day(30))
    assert refused.value.detail.startswith("They are away: ")
    assert ("nobody stands in" in refused.value.detail) == (deputy is None)
