"""An indicator is a figure of the year beside its target; of what no figure counts there is none."""

from datetime import date

import pytest

from services.reporting.reports.indicators import check, indicators, of_the_year
from services.reporting.reports.scope import Scope
from shared.settings import Settings, SettingsError
from shared.settings.planning import Indicator
from shared.settings.section import Label
from tests.services.reporting.november import at

ROWS = {
    "referrals.clock": [{"class": "stat", "kept": 2, "received": 3}, {"class": "routine", "kept": 3, "received": 5}]
}


def indicator(**changed) -> Indicator:
    given = {"figure": "referrals.clock", "measure": "kept", "target": 70} | changed
    name = Label(lv="Rādītājs", en="Indicator")
    return Indicator(code="sample", name=name, valid_from=date(2022, 1, 1), source="invented", **given)


@pytest.mark.parametrize(
    ("changed", "value", "lacking"),
    [
        ({}, 5, 65),
        ({"target": 5}, 5, 0),
        ({"target": 3, "at_most": True}, 5, 2),
        ({"target": 5, "at_most": True}, 5, 0),
        ({"only": {"class": "stat"}, "target": 3}, 2, 1),
        # 5 of 8 is 62.5, which is 63 percent; 2 of 3 is 66.7; of nothing there is no share.
        ({"of": "received"}, 63, 7),
        ({"of": "received", "only": {"class": "stat"}}, 67, 3),
        ({"of": "received", "only": {"class": "urgent"}}, None, None),
    ],
)
def test_a_value_stands_beside_its_target(changed, value, lacking):
    [row] = indicators([indicator(**changed)], ROWS)
    assert (row["indicator"], row["value"], row["lacking"]) == ("sample", value, lacking)


@pytest.mark.parametrize(
    ("last", "now", "first_to_last"),
    [
        (date(2026, 11, 30), at(30, 12), (date(2026, 1, 1), date(2026, 11, 30))),
        (date(2026, 12, 31), at(30, 12), (date(2026, 1, 1), date(2026, 11, 30))),
        (date(2025, 6, 30), at(30, 12), (date(2025, 1, 1), date(2025, 6, 30))),
    ],
)
def test_a_year_goes_from_january_to_the_end_of_the_period_or_today(last, now, first_to_last):
    year = of_the_year(Scope(last.replace(day=1), last, now))
    assert (year.first, year.last) == first_to_last


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"figure": "happiness"}, "takes happiness, which is no figure of a page"),
        ({"figure": "overview", "measure": "open"}, "takes overview, which is no figure"),
        ({"figure": "indicators", "measure": "value"}, "takes indicators, which is no figure"),
        ({"measure": "joy"}, "takes joy, which referrals.clock does not measure"),
        ({"of": "joy"}, "takes joy, which referrals.clock does not measure"),
        ({"only": {"unit": "x"}}, "names unit, by which referrals.clock does not count"),
    ],
)
def test_an_indicator_of_what_nobody_counts_is_refused_at_the_start(changed, problem):
    with pytest.raises(SettingsError) as refused:
        check([indicator(**changed)])
    assert problem in str(refused.value)


def test_the_sample_indicators_take_figures_that_there_are():
    wanted = Settings.load("liepaja", {}).planning.indicator
    check(wanted)
    assert len(wanted) == 3
