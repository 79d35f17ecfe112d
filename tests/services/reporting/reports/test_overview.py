"""The overview answers five questions at once, beside the period before; a page shows each figure under one title."""

import re
from dataclasses import replace
from datetime import date

import pytest

from services.reporting.figures import FIGURES, Page, sections_of, shown_on
from services.reporting.reports.overview import BEFORE, OVERVIEW
from services.reporting.reports.report import report
from shared.contracts.case_codes import TargetGroup
from shared.contracts.mode_codes import ServiceMode
from tests.services.reporting.conftest import asking
from tests.services.reporting.disclosure.test_api import PR
from tests.services.reporting.instants import at
from tests.services.reporting.november_people import FAMILIES
from tests.services.reporting.test_figures import NOVEMBER


@pytest.mark.parametrize(
    ("first", "last", "before"),
    [
        # A month that is over, and the one before it, which is a day longer; months of a year that is over.
        (date(2026, 11, 1), date(2026, 11, 30), (date(2026, 10, 1), date(2026, 10, 31))),
        (date(2026, 1, 1), date(2026, 1, 31), (date(2025, 12, 1), date(2025, 12, 31))),
        # The month so far: as many days.
        (date(2026, 12, 1), date(2026, 12, 31), (date(2026, 11, 27), date(2026, 11, 30))),
        (date(2026, 11, 24), date(2026, 11, 30), (date(2026, 11, 17), date(2026, 11, 23))),
        (date(2025, 11, 1), date(2026, 11, 30), (date(2024, 10, 2), date(2025, 10, 31))),
    ],
    ids=["a month", "a January", "a month so far", "a week", "a year and a month"],
)
def test_a_period_is_compared_with_the_one_just_before(first, last, before):
    scope = replace(NOVEMBER, first=first, last=last, now=at(4, month=12)).before()
    assert (scope.first, scope.last) == before


async def test_a_sum_stands_beside_that_of_the_period_before(client):
    page = (await client.get("/", params={"from": "2026-11-01", "to": "2026-11-30", "lang": "en"})).text
    assert "Compared with 2–31 October 2026." in page
    tiles = dict(re.findall(r'data-sum="(\w+)".*?(?:data-before="was (\S+)">.*</dd>)?</div>', page))
    assert tiles.keys() == FIGURES[OVERVIEW].measures.keys()
    assert {name for name, before in tiles.items() if before} == FIGURES[BEFORE].measures.keys()
    assert (tiles["received"], tiles["closed"], tiles["visits_completed"]) == ("2", "1", "1")


@pytest.mark.parametrize("first", [date(2026, 11, 4), date(2026, 11, 7), date(2026, 11, 14), date(2026, 11, 25)])
@pytest.mark.parametrize(
    "narrowed",
    [{}, {"unit": FAMILIES}, {"territory": "0005000"}, {"group": TargetGroup.CHILDREN}, {"mode": ServiceMode.NORMAL}],
    ids=["all", "a unit", "a territory", "a group", "a mode"],
)
async def test_the_period_before_has_the_sums_of_its_own_report(told, first, narrowed):
    scope = replace(NOVEMBER, first=first, last=date(2026, 11, 30), **narrowed)
    [before] = (await report(told, scope, [FIGURES[BEFORE]])).rows[BEFORE]
    [its_own] = (await report(told, scope.before(), [FIGURES[OVERVIEW]])).rows[OVERVIEW]
    assert before == {name: its_own[name] for name in before}
    assert narrowed or before["open"] > 0


async def test_of_the_period_before_nobody_sees_more_than_its_own_report_tells(told):
    async with asking(told, PR) as client:
        found = {}
        for first, last in (("2026-09-01", "2026-09-30"), ("2026-10-01", "2026-10-31")):
            answer = await client.get("/v1/figures", params={"from": first, "to": last, "page": "overview"})
            found[first] = {one["name"]: one["rows"] for one in answer.json()["figures"]}
    [september], [before] = found["2026-09-01"][OVERVIEW], found["2026-10-01"][BEFORE]
    assert before == {name: september[name] for name in before}
    # C8 and C9 were open: too few to be told.
    assert (before["open"], before["opened"]) == (None, 0)


@pytest.mark.parametrize("page", Page)
def test_each_figure_of_a_page_stands_in_one_of_its_sections(page):
    within = [name for section in sections_of(page) for name in section.figures]
    assert len(within) == len(set(within))
    own = {figure.name for figure in FIGURES.values() if figure.page is page} - {OVERVIEW, BEFORE}
    assert own <= set(within) <= {figure.name for figure in shown_on(page)}


def test_each_sum_answers_one_question_of_the_overview():
    sums = [name for section in sections_of(Page.OVERVIEW) for name in section.sums]
    assert sorted(sums) == sorted(FIGURES[OVERVIEW].measures)
    assert not any(section.sums for page in set(Page) - {Page.OVERVIEW} for section in sections_of(page))


async def test_what_has_nothing_to_count_is_folded_together_at_the_end(client):
    page = (await client.get("/pages/capacity", params={"from": "2020-01-01", "to": "2020-01-31", "lang": "en"})).text
    above, _, below = page.partition('<h2 id="empty">')
    assert "<summary>Night shelter</summary>" in below and "Night shelter" not in above
    assert re.search(r'<a href="#empty">Nothing to count in this period \(\d+\)</a>', above)
