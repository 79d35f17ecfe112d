"""Emergency mode is a dated switch: it holds from its instant to its end, one at a time, and never in the past."""

from datetime import timedelta

import pytest

from services.cases.domain.mode import ID, emergency, marked, mode_at
from services.cases.domain.mode.emergency import EmergencyMode
from services.cases.domain.mode.periods import Periods, PeriodState
from services.cases.handlers import MARKING, REPLAYED, TIMERS
from shared.contracts.mode import EmergencyModePlanned, EmergencyModeSwitched
from shared.contracts.mode_codes import EmergencyReason, ServiceMode
from shared.contracts.registry import decode
from shared.contracts.stream import RecordReplayed
from shared.contracts.units import UnitChanged
from shared.decision import Refusal, World
from tests.services.cases.samples import MARTA, MONDAY, RULES
from tests.services.memory import NOBODY, Memory, cause

NORMAL, EMERGENCY = ServiceMode
DAY = timedelta(days=1)
MODE = (EmergencyMode, ID)


@pytest.fixture
def memory() -> Memory:
    memory = Memory(RULES)
    memory.take([MODE], lambda world: emergency.begin(world, [EmergencyMode()]))
    return memory


def plan(memory, from_day=None, until_day=None, at=MONDAY, name="plan"):
    """Plan an emergency, its days counted from Monday; returns its id."""
    why = cause(name, at, by=str(MARTA))
    from_at, until_at = (None if day is None else MONDAY + day * DAY for day in (from_day, until_day))
    memory.take(
        [MODE],
        lambda world: emergency.plan(
            world.get(*MODE), EmergencyReason.EPIDEMIC, "MK rīkojums Nr. 103", from_at, until_at, why, RULES
        ),
    )
    return why.derive("period")


def end(memory, id, day=None, at=MONDAY):
    period = next(one for one in memory.states[MODE].periods if one.id == id)
    ends_at = None if day is None else MONDAY + day * DAY
    why = cause(f"end {at}", at)
    return memory.take([MODE], lambda world: emergency.end(world.get(*MODE), period, ends_at, why, RULES))


def fire(memory):
    """Let every timer that was set fire at its instant, some of them twice."""
    fired = TIMERS[emergency.KIND]
    instants = {
        timer.due for period in memory.states[MODE].periods for timer in emergency.timers(period)
    }  # fmt: skip
    for due in sorted(instants) * 2:
        timer = next(t for p in memory.states[MODE].periods for t in emergency.timers(p) if t.due == due)
        memory.hear(fired, timer, cause(f"timer {due}", due + timedelta(seconds=40), by="timer"))


def switched(memory) -> list[tuple[ServiceMode, float]]:
    """Which modes were told, and on which day each began."""
    return [(fact.mode, (fact.at - MONDAY) / DAY) for fact in memory.facts if isinstance(fact, EmergencyModeSwitched)]


@pytest.mark.parametrize(
    ("from_day", "until_day", "told"),
    [
        (None, None, [(EMERGENCY, 0)]),
        (0, 2, [(EMERGENCY, 0), (NORMAL, 2)]),
        (1, 3, [(EMERGENCY, 1), (NORMAL, 3)]),
        (1, None, [(EMERGENCY, 1)]),
    ],
)
def test_each_instant_is_told_once_when_it_comes(memory, from_day, until_day, told):
    plan(memory, from_day, until_day)
    fire(memory)
    assert switched(memory) == told


def test_who_decided_and_why_is_told_but_not_in_words(memory):
    plan(memory, 1, 3)
    (fact,) = memory.facts
    assert isinstance(fact, EmergencyModePlanned)
    assert (fact.reason, fact.by, fact.municipality) == (EmergencyReason.EPIDEMIC, MARTA, "liepaja")
    assert "MK" not in fact.encode().decode()
    assert memory.states[MODE].periods[0].source == "MK rīkojums Nr. 103"


@pytest.mark.parametrize(
    ("second", "refused"),
    [((2, 4), False), ((3, None), False), ((1.5, 4), True), ((0, None), True), ((0, 1), False), ((1.2, 1.4), True)],
)
def test_one_emergency_at_a_time(memory, second, refused):
    plan(memory, 1, 2)
    if refused:
        with pytest.raises(Refusal, match="emergency-overlaps: Another period"):
            plan(memory, *second, name="second")
    else:
        plan(memory, *second, name="second")
        fire(memory)
        modes = [mode for mode, _ in switched(memory)]
        assert modes[:2] == [EMERGENCY, NORMAL]


@pytest.mark.parametrize(
    ("from_day", "until_day", "code"),
    [
        (-1, None, "emergency-in-the-past"),
        (2, 1, "emergency-ends-before-it-begins"),
        (1, 1, "emergency-ends-before-it-begins"),
        (None, -1, "emergency-ends-before-it-begins"),
        (None, 0, "emergency-ends-before-it-begins"),
    ],
)
def test_dates_that_cannot_be(memory, from_day, until_day, code):
    before = memory.states[MODE]
    with pytest.raises(Refusal) as refused:
        plan(memory, from_day, until_day)
    assert (refused.value.code, memory.states[MODE]) == (code, before)


@pytest.mark.parametrize(
    ("planned", "ended", "at", "state"),
    [
        ((0, None), None, 1, PeriodState.OVER),
        ((0, 5), None, 1, PeriodState.OVER),
        ((0, 5), 2, 1, PeriodState.IN_FORCE),
        ((0, 5), 9, 1, PeriodState.IN_FORCE),
        ((3, 5), None, 1, PeriodState.CALLED_OFF),
        ((3, 5), 2, 1, PeriodState.CALLED_OFF),
        ((3, None), 4, 1, PeriodState.PLANNED),
    ],
)
def test_it_ends_now_or_at_an_instant_to_come(memory, planned, ended, at, state):
    id, now = plan(memory, *planned), MONDAY + at * DAY
    end(memory, id, ended, now)
    (period,) = memory.states[MODE].periods
    assert period.state_at(now) is state
    assert period.source == "MK rīkojums Nr. 103"


def test_what_was_called_off_is_told_to_nobody_and_stands_in_nobody_s_way(memory):
    end(memory, plan(memory, 3, 5))
    plan(memory, 4, 6, name="another")
    fire(memory)
    assert switched(memory) == [(EMERGENCY, 4), (NORMAL, 6)]


def test_an_end_that_was_moved_is_the_one_that_is_told(memory):
    id = plan(memory, 0, 5)
    end(memory, id, 2, MONDAY + DAY)
    fire(memory)
    assert switched(memory) == [(EMERGENCY, 0), (NORMAL, 2)]


@pytest.mark.parametrize("day", [None, 9])
def test_what_is_over_does_not_end_again(memory, day):
    id = plan(memory, 0, 1)
    with pytest.raises(Refusal, match="emergency-over: This period of emergency is over"):
        end(memory, id, day, MONDAY + 2 * DAY)


def test_an_end_does_not_lie_in_the_past(memory):
    id = plan(memory, 0, 5)
    with pytest.raises(Refusal, match="emergency-in-the-past"):
        end(memory, id, 1, MONDAY + 2 * DAY)


def test_an_end_is_not_moved_into_the_next_emergency(memory):
    id = plan(memory, 0, 2)
    plan(memory, 3, 5, name="next")
    with pytest.raises(Refusal, match="emergency-overlaps"):
        end(memory, id, 4)


@pytest.mark.parametrize(
    ("day", "mode"), [(0.9, NORMAL), (1, EMERGENCY), (2.9, EMERGENCY), (3, NORMAL), (-100, NORMAL)]
)
def test_a_fact_carries_the_mode_of_its_instant_however_late_the_timer_is(memory, day, mode):
    plan(memory, 1, 3)
    periods = Periods(ID, memory.states[MODE].periods)
    world = World({MARKING.refs[0]}, {MARKING.refs[0]: periods})
    fact = UnitChanged(unit=NOBODY, label={"lv": "Nodaļa"}, active=True)
    assert marked(world, fact, cause("told", MONDAY + day * DAY)).service_mode is mode
    assert mode_at(periods.periods, MONDAY + day * DAY) is mode


def test_the_switch_itself_belongs_to_the_mode_that_begins(memory):
    plan(memory, 0, 1)
    fire(memory)
    assert [fact.service_mode for fact in memory.facts if isinstance(fact, EmergencyModeSwitched)] == [
        EMERGENCY, NORMAL
    ]  # fmt: skip


def test_what_is_no_fact_of_cases_carries_no_mode():
    fact = RecordReplayed(consumer="cases", record=NOBODY)
    assert marked(World(), fact, cause("told", MONDAY)) == fact


def test_after_a_restore_the_periods_are_there_without_their_words(memory):
    id = plan(memory, 0, 5)
    plan(memory, 6, 7, name="next")
    end(memory, id, 2, MONDAY + DAY)
    fire(memory)
    restored = Memory(RULES)
    for fact in memory.facts:
        restored.hear(REPLAYED[fact.type], decode(fact.type, fact.encode()), cause("restore", MONDAY))
    (kept,), (mode,) = memory.of(EmergencyMode), restored.of(EmergencyMode)
    assert (mode.told, mode.told_at, mode.version) == (kept.told, kept.told_at, kept.version)
    assert [(p.id, p.from_at, p.until_at, p.by, p.source) for p in mode.periods] == [
        (p.id, p.from_at, p.until_at, p.by, "") for p in kept.periods
    ]
