"""Days of the field's calendar fall where they fell, and are marked only while their rule holds."""

from datetime import date

import pytest

from shared.settings import Settings
from shared.settings.observances import Observance, Observances

DAYS = Settings.load("liepaja", {}).days
SOCIAL_WORKER, SOCIAL_WORK = "social-worker-day", "world-social-work-day"


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        (date(2025, 11, 1), date(2025, 11, 30), [(date(2025, 11, 11), SOCIAL_WORKER)]),
        (date(2026, 11, 10), date(2026, 11, 10), [(date(2026, 11, 10), SOCIAL_WORKER)]),
        (date(2026, 11, 11), date(2026, 12, 31), []),
        (
            date(2021, 3, 1),
            date(2022, 3, 15),
            [(date(2021, 3, 16), SOCIAL_WORK), (date(2021, 11, 9), SOCIAL_WORKER), (date(2022, 3, 15), SOCIAL_WORK)],
        ),
    ],
)
def test_they_fall_on_the_days_that_were_announced(first, last, found):
    assert [(day, rule.code) for day, rule in DAYS.between(first, last)] == found


@pytest.mark.parametrize(("weekday", "nth", "day"), [(1, 1, 2), (7, 1, 1), (7, 4, 22), (6, 4, 28)])
def test_the_nth_weekday_of_a_month_that_begins_on_a_sunday(weekday, nth, day):
    rule = rule_of(weekday=weekday, nth=nth)
    assert rule.in_year(2026) == date(2026, 11, day)


def test_before_its_rule_a_day_is_not_marked():
    days = Observances(day=(rule_of(valid_from=date(2026, 11, 11)),))
    assert days.between(date(2026, 1, 1), date(2027, 12, 31)) == [(date(2027, 11, 9), days.day[0])]


def rule_of(**changed) -> Observance:
    told = {"code": "a-day", "name": {"lv": "Diena", "en": "A day"}, "month": 11, "weekday": 2, "nth": 2}
    return Observance(**told | {"valid_from": date(2000, 1, 1), "source": "invented"} | changed)
