"""Hours of home care are planned by a level of the municipality from a day on; nothing that was said is forgotten."""

from datetime import date, timedelta

import pytest

from services.cases.domain.homecare.plan import CarePlan
from services.cases.handlers import REPLAYED
from shared.contracts.registry import decode
from shared.decision import Refusal
from shared.settings import Settings
from shared.settings.homecare import HomeCare
from tests.services.cases.homecare.life import LEVEL_1, LEVEL_2, begun, say
from tests.services.cases.samples import MONDAY, RULES, person
from tests.services.memory import Memory, cause

TODAY = MONDAY.date()
DAY = timedelta(days=1)
LEVEL = {"code": "limenis", "name": {"lv": "Līmenis", "en": "Level"}, "hours_per_week": 5, "source": "test"}


def test_a_level_gives_so_many_minutes_a_week_from_a_day_on_until_another_does():
    memory, id = begun()
    say(memory, id)
    after = say(memory, id, LEVEL_2, TODAY + 7 * DAY)
    held = [after.on(TODAY + days * DAY) for days in (-1, 0, 6, 7, 100)]
    assert [one and one.minutes_per_week for one in held] == [None, 300, 300, 600, 600]


def test_of_two_words_about_one_day_the_last_holds_and_the_same_again_says_nothing():
    memory, id = begun()
    for level in (LEVEL_1, LEVEL_2, LEVEL_2):
        after = say(memory, id, level, at=MONDAY + len(memory.facts) * DAY / 24)
    assert (after.on(TODAY).level, [one.level for one in after.said]) == (LEVEL_2, [LEVEL_1, LEVEL_2])


@pytest.mark.parametrize(
    ("level", "day", "changed", "code"),
    [
        ("limenis-9", None, {}, "care-level-unknown"),
        (LEVEL_1, None, {"service": "dienas-centrs"}, "care-level-unknown"),
        (LEVEL_1, TODAY - DAY, {}, "service-not-received"),
        (LEVEL_1, None, {"started_at": None}, "service-not-received"),
        (LEVEL_1, TODAY + 9 * DAY, {"ends_at": MONDAY + 8 * DAY}, "service-over"),
        (LEVEL_1, TODAY + 367 * DAY, {}, "care-too-far-ahead"),
    ],
)
def test_hours_that_cannot_be_planned_say_why(level, day, changed, code):
    memory, id = begun(**changed)
    with pytest.raises(Refusal, match=code) as no:
        say(memory, id, level, day)
    assert (no.value.status, no.value.pointers[0][0]) == (409, "/level" if "level" in code else "/from_day")
    assert memory.of(CarePlan) == []


def test_nobody_plans_for_a_stranger():
    memory, _ = begun()
    with pytest.raises(Refusal, match="service-not-received"):
        say(memory, person("nobody"))


def test_a_level_may_give_other_hours_from_a_day_on_and_only_one_holds():
    first = LEVEL | {"valid_from": date(2021, 7, 1), "valid_until": date(2025, 12, 31)}
    second = LEVEL | {"valid_from": date(2026, 1, 1), "hours_per_week": 7}
    care = HomeCare.model_validate({"level": [first, second]})
    days = (date(2021, 6, 30), date(2025, 12, 31), date(2026, 1, 1))
    found = [care.level_on("limenis", "aprupe-majas", day) for day in days]
    assert [level and level.minutes_per_week for level in found] == [None, 300, 420]
    with pytest.raises(ValueError, match="hold on one day"):
        HomeCare.model_validate({"level": [first, second | {"valid_from": date(2025, 12, 31)}]})


def test_every_level_that_the_catalogue_of_the_sample_names_gives_hours():
    settings = Settings.load("liepaja", {})
    named = [(code, one.code) for one in settings.catalogue.service for code in one.levels]
    assert [level for level in named if RULES.care.level_on(*level, TODAY) is None] == []
    assert named


def test_its_facts_alone_give_it_back():
    memory, id = begun()
    say(memory, id)
    say(memory, id, LEVEL_2, TODAY + DAY)
    restored = Memory(RULES)
    for fact in memory.facts:
        restored.hear(REPLAYED[fact.type], decode(fact.type, fact.encode()), cause("restore", MONDAY))
    assert restored.of(CarePlan) == memory.of(CarePlan)
