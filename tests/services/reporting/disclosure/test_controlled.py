"""Whoever may see aggregates only sees no small count, and none that what they see gives away."""

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import asyncpg
import pytest

from services.reporting.disclosure.adding_up import Number, Rows, codes_of, number, sums
from services.reporting.disclosure.controlled import counts, rounded, told
from services.reporting.disclosure.hidden import HIDDEN, Limits
from services.reporting.disclosure.linked import linked
from services.reporting.disclosure.network import range_of
from services.reporting.figures import FIGURES, Page, shown_on
from services.reporting.reports.report import report
from services.reporting.reports.scope import Scope
from shared.stream.record import FactRecord
from tests.services.reporting.conftest import forget
from tests.services.reporting.histories import history
from tests.services.reporting.logs import bring
from tests.services.reporting.test_figures import NOVEMBER

LIMITS = Limits(small=5, workers=5)
OCTOBER = replace(NOVEMBER, first=date(2026, 10, 1), last=date(2026, 10, 31))
LARGE = 20
OVERLAPPING = {"need", "target_group", "method"}
"""One thing counts under each of its codes: that they add up to something is chance."""


@pytest.fixture(params=["november", 0, 1], scope="module")
def rows(request, told_database, databases):
    """Every figure of a month: of the one written by hand, and of the busy one of random ones. Nobody changes it."""
    if request.param == "november":
        return asyncio.run(reported(told_database, NOVEMBER))
    records = [one for partition in history(request.param, referrals=60).records() for one in partition]
    return asyncio.run(reported(databases["reporting"], OCTOBER, records))


async def reported(address: str, scope: Scope, records: Sequence[FactRecord] = ()) -> Mapping[str, Rows]:
    """The figures of a database, after it has heard of nothing but `records` if there are any."""
    async with asyncpg.create_pool(address, min_size=1) as pool:
        if records:
            await forget(pool)
            await bring(pool, [records])
        return (await report(pool, scope)).rows


def numbers(rows) -> dict[Number, object]:
    """Every number by its one name. Where two figures show it, they must agree."""
    found = {}
    for name, figure in FIGURES.items():
        for row in rows[name]:
            for measure in figure.measures:
                one = number(figure, codes_of(figure, row), measure)
                assert found.setdefault(one, row[measure]) == row[measure], f"{name} says that {one} is {row[measure]}"
    return found


def laid_out(rows):
    """All networks of counts of people."""
    return list(sums(FIGURES, rows, {name: counts(figure) for name, figure in FIGURES.items()}).networks())


async def test_sums_that_are_said_to_be_the_same_are_the_same(rows):
    shown = numbers(rows)
    for network in laid_out(rows):
        for name, arc in network.items():
            assert shown.get(name, arc.value) == arc.value, f"{name} is added up to {arc.value}"


async def test_what_flows_into_a_sum_flows_out_of_it(rows):
    """A definition that calls something the whole of what it is not would protect numbers of another table."""
    for network in laid_out(rows):
        left = Counter()
        for arc in network.values():
            left.update({arc.tail: -arc.value})
            left.update({arc.head: arc.value})
        assert set(left.values()) <= {0}, network
        assert min(arc.value for arc in network.values()) > 0, network


async def test_a_sum_that_the_overview_shows_is_said_to_be_the_same(rows):
    [overview], units = rows["overview"], FIGURES["overview"].measures
    for name, figure in FIGURES.items():
        adds_up = figure.dimensions and OVERLAPPING.isdisjoint(figure.dimensions)
        for measure in counts(figure) if adds_up else ():
            total = sum(row[measure] for row in rows[name])
            if overview.get(measure) == total > 0 and units[measure] == figure.measures[measure]:
                assert figure.control.elsewhere(measure, {}) == ("overview", (), measure), name


async def test_sums_of_two_figures_that_are_the_same_are_said_to_be(rows):
    """Large ones: that small ones are the same is chance. What is not said is not looked at when numbers are hidden."""
    found = {}
    for name, figure in FIGURES.items():
        adds_up = OVERLAPPING.isdisjoint(figure.dimensions) and not name.endswith(".before")
        for measure in counts(figure) if adds_up else ():
            total = number(figure, (None,) * len(figure.dimensions), measure)
            same = (sum(row[measure] for row in rows[name]), figure.measures[measure])
            found.setdefault(same, {}).setdefault(name, set()).add(total)
    for (value, unit), by_figure in found.items():
        if value >= LARGE:
            assert set.intersection(*by_figure.values()), f"{value} {unit}: {by_figure}"


def test_what_is_there_is_not_told_by_what_came_and_went_since_the_month_before():
    """Who knows two of them knows the third, for each code. All of them may be told of a total only."""
    for name, figure in FIGURES.items():
        told_of = set(counts(figure)) if figure.dimensions else set()
        for there, came, went in (("open", "opened", "closed"), ("receiving", "started", "ended")):
            assert there not in told_of or not {came, went} <= told_of, name


async def test_no_small_count_is_shown_and_none_can_be_worked_out(rows):
    shown, exact = numbers(told(rows, LIMITS)), numbers(rows)
    about_people = {
        number(figure, codes_of(figure, row), measure)
        for name, figure in FIGURES.items()
        for row in rows[name]
        for measure in counts(figure)
    }
    small = {name for name in about_people if 0 < (exact[name] or 0) < LIMITS.small}
    assert small
    assert {name for name in small if shown[name] is not HIDDEN} == set()
    for network in laid_out(rows):
        # What is not in the report at all is nobody's to know.
        hidden = [name for name in network if shown.get(name, HIDDEN) is HIDDEN]
        for name in small & network.keys():
            assert range_of(name, network, hidden).hides(LIMITS.small), name


async def test_of_each_page_the_same_is_told_by_what_is_linked_with_it_as_by_all_figures(rows):
    by_all = told(rows, LIMITS)
    for page in Page:
        names = {figure.name for figure in linked(shown_on(page))}
        by_linked = told({name: found for name, found in rows.items() if name in names}, LIMITS)
        for figure in shown_on(page):
            assert by_linked[figure.name] == by_all[figure.name], page


async def test_what_is_not_small_and_gives_nothing_away_is_exact(rows):
    shown, exact = numbers(told(rows, LIMITS)), numbers(rows)
    visible = {number: value for number, value in shown.items() if value is not HIDDEN}
    assert visible == {number: exact[number] for number in visible}


async def test_a_median_of_a_few_is_hidden_as_the_value_of_one_of_them(rows):
    for shown, exact in zip(told(rows, LIMITS)["turnaround"], rows["turnaround"], strict=True):
        few = exact["measured"] < LIMITS.small
        assert (shown["p50"] is HIDDEN, shown["p90"] is HIDDEN) == (few, few)


async def test_where_differences_would_tell_more_counts_are_rounded(rows):
    shown, exact = numbers(told(rows, Limits(small=5, workers=5, round_to=5))), numbers(rows)
    of_people = {n for n in shown if n.figure in FIGURES and n.measure in counts(FIGURES[n.figure])}
    counted = {n for n in of_people if shown[n] is not HIDDEN}
    assert counted
    assert all(shown[number] % 5 == 0 and abs(shown[number] - exact[number]) <= 2 for number in counted)


@pytest.mark.parametrize(("value", "nearest"), [(0, 0), (5, 5), (7, 5), (8, 10), (12, 10), (13, 15), (None, None)])
def test_the_nearest_multiple(value, nearest):
    assert rounded(value, 5) == nearest
