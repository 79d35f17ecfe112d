"""A figure that rests on a table which does not tell of everything yet says so, wherever it is shown."""

import csv
from io import StringIO

import pytest

from tests.services.reporting.conftest import asking, tell_november

MARK = "Incomplete: these figures do not tell of everything yet"


@pytest.fixture
async def client(pool):
    """Somebody who asks reporting after a migration has widened the table of visits."""
    await tell_november(pool)
    await pool.execute("select to_be_rebuilt('visit')")
    async with asking(pool) as client:
        yield client


async def test_figures_and_sums_that_read_the_table_are_marked_and_no_others(client):
    marks = {one["name"]: one["incomplete"] for one in (await client.get("/v1/figures")).json()["figures"]}
    assert {name for name, mark in marks.items() if mark} >= {"visits.by_mode", "visits.missed", "overview"}
    assert not any(mark for name, mark in marks.items() if name.startswith(("referrals.", "agencies.", "staff")))


async def test_every_line_of_the_table_carries_the_mark(client):
    text = (await client.get("/v1/figures.csv")).content.decode("utf-8-sig")
    marks = {(line["figure"], line["mark"]) for line in csv.DictReader(StringIO(text))}
    assert {("visits.by_mode", "incomplete"), ("referrals.by_kind", "")} <= marks
    assert ("visits.by_mode", "") not in marks


async def test_a_page_warns_above_the_figure(client):
    cases, referrals, overview = [
        (await client.get(path, params={"lang": "en"})).text for path in ("/pages/cases", "/pages/referrals", "/")
    ]
    assert cases.count(MARK) >= 2
    assert referrals.count(MARK) == 0
    # The sums, and the clock for the first contact.
    assert overview.count(MARK) == 2


async def test_what_is_complete_again_has_no_mark(client, pool):
    await pool.execute("delete from incomplete_projection")
    assert MARK not in (await client.get("/pages/cases", params={"lang": "en"})).text
