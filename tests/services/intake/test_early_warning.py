"""More of a kind than usual is noticed once a day, by rules that say what is usual; a rebuild notices the same."""

from datetime import timedelta

import pytest

from services.intake.domain.early_warning import KindRate
from services.intake.handlers import REPLAYED
from shared.contracts.codes import ReferralKind
from shared.contracts.early_warning import EarlyWarningRaised
from shared.contracts.intake import ReferralReceived
from shared.contracts.registry import decode
from tests.services.intake.life import corrects
from tests.services.intake.samples import MONDAY, RULES, registered, riga
from tests.services.memory import Memory, cause

REMOTE, ABSENCE = "school.remote_learning_concern", "school.absence"
DAY = timedelta(days=1)


@pytest.fixture
def memory() -> Memory:
    return Memory(RULES)


def came(memory: Memory, count: int, at=MONDAY, kind: str = REMOTE) -> None:
    for n in range(count):
        registered(memory, f"{kind} {at} {n}", at, kind=kind)


def warnings(memory: Memory) -> list[EarlyWarningRaised]:
    return [fact for fact in memory.facts if isinstance(fact, EarlyWarningRaised)]


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        (0, 4, []),
        (0, 5, [(5, 0)]),
        (12, 5, [(5, 1000)]),
        (30, 4, []),
        (30, 5, [(5, 2500)]),
        (31, 5, []),
        (60, 9, []),
        (60, 10, [(10, 5000)]),
    ],
    ids=["few", "never seen", "usually one", "fewer", "exactly twice", "not twice", "not twice of many", "many"],
)
def test_there_are_too_many_when_they_are_enough_and_twice_as_many_as_usual(memory, before, now, told):
    came(memory, before, MONDAY - 20 * DAY)
    memory.facts.clear()
    came(memory, now)
    assert [(fact.counted, fact.usual) for fact in warnings(memory)] == told


def test_it_tells_what_was_compared_with_what_by_which_rule(memory):
    came(memory, 5)
    (fact,) = warnings(memory)
    assert (fact.kind, fact.day, fact.key) == (REMOTE, MONDAY.date(), REMOTE)
    assert (fact.window_days, fact.baseline_days, fact.rule) == (7, 84, "more-remote-learning-concerns")


def test_once_a_day_is_enough_and_the_next_day_is_another(memory):
    came(memory, 12)
    assert len(warnings(memory)) == 1
    came(memory, 3, MONDAY + DAY)
    assert [fact.day for fact in warnings(memory)] == [MONDAY.date(), (MONDAY + DAY).date()]


def test_days_are_those_of_riga(memory):
    came(memory, 4, riga("2026-03-16 23:59"))
    came(memory, 1, riga("2026-03-17 00:01"))
    assert [fact.day.isoformat() for fact in warnings(memory)] == ["2026-03-17"]


def test_each_kind_is_counted_by_itself_and_by_its_own_rule(memory):
    came(memory, 4)
    came(memory, 9, kind=ABSENCE)
    assert warnings(memory) == []
    came(memory, 1, MONDAY + DAY, kind=ABSENCE)
    assert [(fact.kind, fact.rule) for fact in warnings(memory)] == [(ABSENCE, "more-than-usual")]


def test_the_same_message_once_more_is_not_one_more(memory):
    for _ in range(8):
        registered(memory, "m1", kind=REMOTE)
    assert memory.states[KindRate, REMOTE].days == ((MONDAY.date(), 1),)


def test_what_was_long_ago_is_forgotten(memory):
    for week in range(30):
        came(memory, 1, MONDAY + week * 7 * DAY)
    days = [day for day, _ in memory.states[KindRate, REMOTE].days]
    assert len(days) == 13
    assert max(days) - min(days) < timedelta(days=7 + 84)


def test_a_correction_moves_no_count(memory):
    registered(memory, kind=REMOTE)
    corrects(memory, kind=ABSENCE)
    assert (KindRate, ABSENCE) not in memory.states


@pytest.mark.parametrize("step", [1, -1], ids=["in order", "the other way round"])
def test_a_rebuild_gives_the_same_counts_in_whatever_order_facts_come(memory, step):
    for n in range(20):
        came(memory, 1 + n % 3, MONDAY + 3 * n * DAY)
    assert len(warnings(memory)) > 3
    counting = [fact for fact in memory.facts if isinstance(fact, ReferralReceived | EarlyWarningRaised)]
    restored = Memory(RULES)
    for fact in counting[::step]:
        restored.hear(REPLAYED[fact.type], decode(fact.type, fact.encode()), cause("restore", MONDAY))
    assert restored.of(KindRate) == memory.of(KindRate)
    assert restored.states[KindRate, REMOTE].raised_on == warnings(memory)[-1].day


def test_every_kind_is_looked_at():
    assert all(RULES.watch(kind, MONDAY) for kind in ReferralKind)
