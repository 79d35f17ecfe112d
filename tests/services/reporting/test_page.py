"""The page shows what the API answers, in both languages, and can do nothing but be read."""

import re
from base64 import b64encode
from hashlib import sha256
from html import unescape
from urllib.parse import urljoin

import pytest

from services.reporting.cuts import cuts
from services.reporting.figures import Page
from tests.services.reporting.conftest import asking, tell_november
from tests.services.reporting.november import FAMILIES, at

WARNING = '<p class="warning" role="note">'


@pytest.mark.parametrize(("lang", "title"), [("lv", "Sociālā darba pārskats"), ("en", "Social work report")])
async def test_the_page_speaks_the_language_asked_for(client, lang, title):
    page = await client.get("/", params={"lang": lang})
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert f'<html lang="{lang}">' in page.text
    assert f"<h1>{title}</h1>" in page.text


@pytest.mark.parametrize(("path", "scripts"), [("/", 1), ("/pages/cases", 0)])
async def test_the_page_may_run_only_what_its_policy_names_and_fetch_nothing_from_elsewhere(client, path, scripts):
    page = await client.get(path)
    policy = page.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "connect-src 'self'; " in policy and "form-action 'self'" in policy
    assert not re.search(r"<link|<img|<script [^>]|\son\w+=|\sstyle=|https?:", page.text)
    found = re.findall(r"<script>(.*?)</script>", page.text, re.DOTALL)
    assert len(found) == scripts
    for script in found:
        assert f"script-src 'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" in policy


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("referrals", ["referrals-over_time", "referrals-clock", "referrals-early_warnings"]),
        ("cases", ["cases-age", "cases-by_state", "visits-by_mode"]),
        ("surveys", ["surveys-life_improved"]),
        ("agencies", ["agencies-turnaround", "agencies-by_rule"]),
    ],
)
async def test_each_chart_has_its_words_and_its_table(client, name, expected):
    page = (await client.get(f"/pages/{name}", params={"lang": "en"})).text
    charts = re.findall(r'<svg viewBox="[^"]+" role="img" aria-labelledby="([a-z_-]+)-picture">', page)
    assert charts == expected
    for chart in charts:
        assert f'<title id="{chart}-picture">' in page
        assert f'<table aria-labelledby="{chart}">' in page


@pytest.mark.parametrize("path", ["/", "/pages/referrals"])
async def test_the_page_keeps_to_the_filters_and_the_period_in_all_its_links(client, path):
    asked = {"from": "2026-11-02", "to": "2026-11-03", "unit": str(FAMILIES), "mode": "normal", "lang": "en"}
    page = (await client.get(path, params=asked)).text
    assert "2–3 November 2026 · Unit: Families · Mode of work: As usual" in page
    assert f'value="{FAMILIES}" selected>Families' in page
    removing = dict(re.findall(r'href="([^"]+)">Remove filter: ([^<]+)', page))
    assert [(name, f"unit={FAMILIES}" in link, "mode=normal" in link) for link, name in removing.items()] == [
        ("Unit", False, True), ("Mode of work", True, False),
    ]  # fmt: skip
    links = [link for link in re.findall(r'href="([^"#]+)"', page) if "pages/cuts?" not in link]
    assert len([link for link in links if "behind/" not in link]) == 9 + len(Page) + len(removing)
    assert all(f"unit={FAMILIES}&amp;mode=normal" in link for link in links if link not in removing)
    assert f"?from=2026-11-02&amp;to=2026-11-03&amp;lang=lv&amp;unit={FAMILIES}&amp;mode=normal" in links
    for link in links:
        assert (await client.get(urljoin(path, unescape(link)))).status_code == 200
    assert "13:00" in page  # a chart by the hour


async def test_what_needs_somebody_stands_out(pool):
    await tell_november(pool)
    async with asking(pool) as client:
        assert WARNING in (await client.get("/", params={"lang": "en"})).text
        await pool.execute("delete from parked_record")
        page = (await client.get("/", params={"lang": "en"})).text
    assert WARNING not in page
    assert re.findall(r'class="attention"><dt>([^<]+)</dt><dd>(\d+)', page) == [
        ("Decided too late or overdue", "1"),
        ("First contacts overdue", "1"),
        ("Tasks overdue", "1"),
        ("Visits nobody reported on", "1"),
        ("Requests overdue", "1"),
        ("Agencies silent", "1"),
    ]


@pytest.mark.parametrize(
    ("period", "marked"),
    [
        ({"from": "2026-11-01", "to": "2026-11-30"}, 1),
        ({"from": "2026-11-10", "to": "2026-11-10"}, 1),
        ({"from": "2026-01-01", "to": "2026-11-30"}, 2),
        ({"from": "2026-11-11", "to": "2026-11-30"}, 0),
    ],
    ids=["by the day", "by the hour", "by the month", "not in it"],
)
async def test_days_of_the_field_s_calendar_are_marked_on_charts_over_time(client, period, marked):
    page = (await client.get("/pages/referrals", params=period | {"lang": "en"})).text
    # Each is a line in the picture, and stands in the legend.
    assert page.count('<line class="mark"') == 2 * marked
    assert page.count("Social Workers&#39; Day") == (2 if marked else 0)


async def test_a_name_that_several_rows_have_stands_once_beside_all_of_them(client):
    page = (await client.get("/pages/cases", params={"lang": "en"})).text
    assert '<th scope="row" rowspan="3">Adults</th>\n<th scope="row">Opened</th>' in page


@pytest.mark.parametrize(
    ("path", "status", "title"),
    [
        ("/?unti=x", 422, "Such a report cannot be prepared"),
        ("/?as_of=2020-01-01", 422, "Such a report cannot be prepared"),
        ("/pages/behind/cases.age?measure=lost", 404, "There is no such page"),
        ("/pages/cuts?after=2020-01-01", 422, "Such a report cannot be prepared"),
    ],
)
async def test_a_browser_is_told_in_words_what_is_in_the_way_and_a_program_by_a_problem(client, path, status, title):
    path = f"{path}&lang=en"
    page = await client.get(path, headers={"Accept": "text/html,*/*;q=0.8"})
    problem = await client.get(path)
    assert (page.status_code, problem.status_code) == (status, status)
    assert problem.headers["content-type"] == "application/problem+json"
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert f"<h1>{title}</h1>" in page.text and '<a href="/?lang=en">' in page.text
    assert all(error["detail"] in unescape(page.text) for error in problem.json().get("errors", []))


async def test_earlier_reports_are_listed_and_one_link_away(told):
    conn = await told.acquire()
    try:
        [_, second] = [await cuts.take(conn, at(day, 12)) for day in (28, 29)]
        async with asking(told) as client:
            page = (await client.get("/pages/cuts", params={"lang": "en"})).text
            older = (await client.get("/pages/cuts", params={"lang": "en", "after": second.name})).text
    finally:
        await conn.execute("delete from cut")
        await told.release(conn)
    links = [f"from=2026-11-01&amp;to=2026-11-{day}&amp;lang=en&amp;as_of=2026-11-{day}.1" for day in (28, 29)]
    assert re.findall(r'<a href="../\?(from[^"]+)">', page) == links[::-1]
    assert re.findall(r'<a href="../\?(from[^"]+)">', older) == links[:1]
    assert "<td>On demand</td><td>28 Nov 2026, 14:00</td>" in page
