"""What public relations are shown: the same pages, tables and figures, without what is small."""

import csv
from io import StringIO

import pytest

from services.reporting.figures import FIGURES, Page
from shared.security import PURPOSES, Actor, Role
from tests.services.reporting.conftest import asking
from tests.services.reporting.november import FAMILIES

PR = Actor("sabiedriskas", frozenset({Role.PUBLIC_RELATIONS}), min(PURPOSES[Role.PUBLIC_RELATIONS]))
BOTH = Actor("abi", frozenset({Role.PUBLIC_RELATIONS, Role.HEAD}), min(PURPOSES[Role.HEAD]))
OCTOBER = {"from": "2026-10-01", "to": "2026-10-31"}


async def asked(pool, actor, path="/v1/figures", **query):
    async with asking(pool, actor) as client:
        answer = await client.get(path, params=query)
    assert answer.status_code == 200
    return answer


async def test_small_counts_are_null_and_counted_as_hidden(told):
    answer = (await asked(told, PR)).json()
    figures = {figure["name"]: figure for figure in answer["figures"]}
    [overview] = figures["overview"]["rows"]
    # Two undecided, one missed: hidden. Facts that wait are no people.
    assert (overview["undecided"], overview["missed"], overview["waiting"]) == (None, None, 1)
    # What nobody knows, for there are no rules of what a case weighs, is not hidden.
    nothing = {name for name, value in overview.items() if value is None}
    assert "strained" in nothing and figures["overview"]["hidden"] == len(nothing - {"strained"})


@pytest.mark.parametrize(("query", "to"), [(OCTOBER, None), (OCTOBER | {"codes": "today"}, None), ({}, 5)])
async def test_a_month_that_is_over_is_told_exactly_and_one_that_runs_is_rounded(told, query, to):
    assert (await asked(told, PR, **query)).json()["rounded_to"] == to


@pytest.mark.parametrize(
    ("query", "field"),
    [
        # Two months but one of them, a month but its first day: the rest is told by the difference, rounded or not.
        ({"from": "2026-09-01", "to": "2026-10-31"}, "/from"),
        ({"from": "2026-10-02", "to": "2026-10-31"}, "/from"),
        ({"from": "2026-10-01", "to": "2026-10-30"}, "/from"),
        ({"from": "2026-11-01", "to": "2026-11-29"}, "/from"),
        (OCTOBER | {"unit": str(FAMILIES)}, "/unit"),
        (OCTOBER | {"mode": "emergency"}, "/mode"),
        (OCTOBER | {"group": "children"}, "/group"),
        (OCTOBER | {"territory": "0005000"}, "/territory"),
    ],
)
async def test_what_overlaps_with_a_month_is_not_told_at_all(told, query, field):
    async with asking(told, PR) as pr, asking(told) as head:
        for client, path in ((pr, "/v1/figures"), (pr, "/v1/stream"), (head, "/v1/open-data.zip")):
            answer = await client.get(path, params=query)
            assert (answer.status_code, [one["pointer"] for one in answer.json()["errors"]]) == (422, [field])


async def test_the_page_offers_nothing_that_is_not_told(told):
    async with asking(told, PR) as pr, asking(told) as head:
        theirs, all_of_it = [(await client.get("/", params={"lang": "en"})).text for client in (pr, head)]
    offered = {"unit", "group", "mode"}
    assert {name for name in offered if f'<select name="{name}">' in all_of_it} == offered
    assert {name for name in offered if f'<select name="{name}">' in theirs} == set()
    assert "from=2026-11-30" in all_of_it and "from=2026-11-30" not in theirs
    assert "from=2026-10-01&amp;to=2026-10-31" in theirs


async def test_by_the_codes_of_today_is_added_up_what_is_told_by_those_of_the_day(told):
    def territories(answer):
        rows = {one["name"]: one["rows"] for one in answer.json()["figures"]}["referrals.by_territory"]
        return [row["received"] for row in rows]

    of_day, of_today = [await asked(told, PR, **OCTOBER | codes) for codes in ({}, {"codes": "today"})]
    assert territories(of_day) == territories(of_today) == [None]


async def test_whoever_answers_for_the_work_sees_everything_also_with_two_roles(told):
    answer = (await asked(told, BOTH)).json()
    assert answer["rounded_to"] is None
    assert {figure["hidden"] for figure in answer["figures"]} == {0}


async def test_a_page_hides_what_would_give_away_a_number_of_another(told):
    everything = {figure["name"]: figure for figure in (await asked(told, PR)).json()["figures"]}
    for page in Page:
        for figure in (await asked(told, PR, page=page)).json()["figures"]:
            assert figure == everything[figure["name"]]


async def test_the_table_marks_what_is_hidden(told):
    text = (await asked(told, PR, "/v1/figures.csv", lang="en")).content.decode("utf-8-sig")
    lines = list(csv.DictReader(StringIO(text)))
    hidden = [line for line in lines if line["mark"] == "hidden"]
    assert hidden
    assert {line["value"] for line in hidden} == {""}
    small = [line for line in lines if line["unit"] in ("referrals", "cases", "visits") and line["value"] in "1234"]
    assert [line for line in small if line["value"]] == []


async def test_the_page_says_that_numbers_are_hidden_and_shows_dots(told):
    page = (await asked(told, PR, "/pages/referrals", lang="en")).text
    assert "are hidden (‥). For this period or part, counts are rounded to multiples of 5." in page
    assert ">‥</td>" in page
    assert "‥" not in (await asked(told, BOTH, "/pages/referrals", lang="en")).text


def test_whatever_a_definition_says_of_its_measures_it_says_of_some_that_it_has():
    """A base is one of its own counts, and so are wholes, parts, and what is not told."""
    for figure in FIGURES.values():
        control = figure.control
        parts = {part for ways in control.parts.values() for way in ways for part in way}
        named = {*control.parts, *parts, *control.untold, *([control.base] if control.base else [])}
        assert named <= figure.measures.keys(), figure.name
