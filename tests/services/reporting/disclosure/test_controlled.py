"""Whoever may see aggregates only sees no small count, and none that what they see gives away."""

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence

import asyncpg
import pytest

from services.reporting.disclosure.adding_up import Number, Rows, tables
from services.reporting.disclosure.controlled import counts, rounded, told
from services.reporting.disclosure.hidden import HIDDEN, Limits
from services.reporting.disclosure.network import range_of
from services.reporting.figures import FIGURES
from services.reporting.reports.report import report
from shared.stream.record import FactRecord
from tests.services.reporting.conftest import forget
from tests.services.reporting.histories import history
from tests.services.reporting.logs import bring
from tests.services.reporting.test_figures import NOVEMBER

LIMITS = Limits(small=5, workers=5)
OVERLAPPING = {"need", "target_group", "method"}
"""One thing counts under each of its codes: that they add up to something is chance."""


@pytest.fixture(params=["november", 0, 1], scope="module")
def rows(request, told_database, databases):
    """Every figure of a month: of the one written by hand, and of random ones of sixty referrals. Nobody changes it."""
    if request.param == "november":
        return asyncio.run(reported(told_database))
    logs = history(request.param, referrals=60)
    return asyncio.run(reported(databases["reporting"], [one for partition in logs.records() for one in partition]))


async def reported(address: str, records: Sequence[FactRecord] = ()) -> Mapping[str, Rows]:
    """The figures of a database, after it has heard of nothing but `records` if there are any."""
    async with asyncpg.create_pool(address, min_size=1) as pool:
        if records:
            await forget(pool)
            await bring(pool, [records])
        return (await report(pool, NOVEMBER)).rows


def numbers(rows) -> dict[Number, object]:
    return {
        Number(name, tuple(str(row[by]) for by in FIGURES[name].dimensions), measure): row[measure]
        for name, found in rows.items()
        for row in found
        for measure in FIGURES[name].measures
    }


async def test_sums_that_are_said_to_be_the_same_are_the_same(rows):
    shown = numbers(rows)
    for name, figure in FIGURES.items():
        for table in tables(figure, rows[name], counts(figure)):
            for number, arc in table.items():
                assert shown.get(number, arc.value) == arc.value, f"{name} says that {number} is {arc.value}"


async def test_what_flows_into_a_sum_flows_out_of_it(rows):
    """A definition that calls something the whole of what it is not would protect numbers of another table."""
    for name, figure in FIGURES.items():
        for table in tables(figure, rows[name], counts(figure)):
            left = Counter()
            for arc in table.values():
                left.update({arc.tail: -arc.value})
                left.update({arc.head: arc.value})
            assert set(left.values()) <= {0}, name
            assert min((arc.value for arc in table.values()), default=0) >= 0, name


async def test_a_sum_that_the_overview_shows_is_said_to_be_the_same(rows):
    [overview], units = rows["overview"], FIGURES["overview"].measures
    for name, figure in FIGURES.items():
        adds_up = figure.dimensions and OVERLAPPING.isdisjoint(figure.dimensions)
        for measure in counts(figure) if adds_up else ():
            total = sum(row[measure] for row in rows[name])
            if overview.get(measure) == total > 0 and units[measure] == figure.measures[measure]:
                assert figure.control.elsewhere(measure, {}) == ("overview", (), measure), name


async def test_no_small_count_is_shown_and_none_can_be_worked_out(rows):
    shown, exact = numbers(told(rows, LIMITS)), numbers(rows)
    about_people = {
        Number(number.figure, number.codes, number.measure)
        for number in exact
        if number.measure in counts(FIGURES[number.figure])
    }
    small = {number for number in about_people if 0 < exact[number] < LIMITS.small}
    assert small
    assert {number for number in small if shown[number] is not HIDDEN} == set()
    for name, figure in FIGURES.items():
        for table in tables(figure, rows[name], counts(figure)):
            # What is not in the report at all is nobody's to know.
            hidden = [number for number in table if shown.get(number, HIDDEN) is HIDDEN]
            for number in small & table.keys():
                assert range_of(number, table, hidden).hides(LIMITS.small), number


async def test_what_is_not_small_and_gives_nothing_away_is_exact(rows):
    shown, exact = numbers(told(rows, LIMITS)), numbers(rows)
    visible = {number: value for number, value in shown.items() if value is not HIDDEN}
    assert visible == {number: exact[number] for number in visible}


async def test_a_median_of_a_few_is_hidden_as_the_value_of_one_of_them(rows):
    for row in told(rows, LIMITS)["turnaround"]:
        few = row["measured"] is HIDDEN
        assert (row["p50"] is HIDDEN, row["p90"] is HIDDEN) == (few, few)


async def test_where_differences_would_tell_more_counts_are_rounded(rows):
    shown, exact = numbers(told(rows, Limits(small=5, workers=5, round_to=5))), numbers(rows)
    counted = {n for n in shown if n.measure in counts(FIGURES[n.figure]) and shown[n] is not HIDDEN}
    assert counted
    assert all(shown[number] % 5 == 0 and abs(shown[number] - exact[number]) <= 2 for number in counted)


@pytest.mark.parametrize(("value", "nearest"), [(0, 0), (5, 5), (7, 5), (8, 10), (12, 10), (13, 15), (None, None)])
def test_the_nearest_multiple(value, nearest):
    assert rounded(value, 5) == nearest
