"""Behind every number that has a list there are as many lines as it says."""

from dataclasses import replace
from uuid import UUID

import pytest

from services.reporting.behind import BEHIND
from services.reporting.figures import FIGURES
from services.reporting.reports.asking import Asking
from services.reporting.reports.report import report
from services.reporting.rules import NO_RULES
from shared.contracts.mode_codes import ServiceMode
from tests.services.reporting.conftest import asking
from tests.services.reporting.disclosure.test_api import PR
from tests.services.reporting.histories import history
from tests.services.reporting.logs import bring, id_of
from tests.services.reporting.november import FAMILIES
from tests.services.reporting.test_around import DECEMBER, LATER, OCTOBER, brought
from tests.services.reporting.test_figures import NOVEMBER

NARROWED = [{}, {"unit": FAMILIES}, {"mode": ServiceMode.EMERGENCY}, {"territory": "0005000"}]
SCOPES = [*(replace(NOVEMBER, **narrowed) for narrowed in NARROWED), OCTOBER, DECEMBER]


async def compared(pool, scope) -> int:
    """Reads the list behind each number of a report, and returns how many there were."""
    rows, read = (await report(pool, scope)).rows, 0
    async with pool.acquire() as conn:
        for (name, measure), behind in BEHIND.items():
            for row in rows[name]:
                codes = [str(row[by]) for by in FIGURES[name].dimensions]
                lines = await behind.page(Asking(conn, scope, NO_RULES), codes, None, 1000)
                assert len(lines) == row[measure], (name, measure, codes)
                read += 1
    return read


@pytest.mark.parametrize("scope", SCOPES)
async def test_as_many_lines_as_the_number_says_in_a_month_written_by_hand(told, scope):
    assert await compared(told, scope) > 5


async def test_as_many_lines_as_the_number_says_of_what_happens_at_midnight(pool):
    await brought(pool, DECEMBER.since)
    for scope in (replace(NOVEMBER, now=LATER), DECEMBER):
        assert await compared(pool, scope) > 50


async def test_as_many_lines_as_the_number_says_in_a_random_month(pool):
    logs = history(3, referrals=60)
    await bring(pool, [[record for partition in logs.records() for record in partition]])
    assert await compared(pool, NOVEMBER) > 80


async def test_the_lines_of_a_number_come_in_pages(client):
    asked = {"measure": "received", "code": "routine", "limit": 2}
    first = (await client.get("/v1/figures/referrals.clock/lines", params=asked)).json()
    second = (await client.get("/v1/figures/referrals.clock/lines", params=asked | {"after": first["next"]})).json()
    assert (first["of"], second["next"]) == ("referrals", None)
    found = {line["id"] for line in first["items"] + second["items"]}
    assert found == {str(id_of(name)) for name in ("R3", "R4", "R5")}


async def test_behind_the_last_line_there_is_an_empty_page(client):
    asked = {"measure": "received", "code": "routine", "after": str(UUID(int=2**128 - 1))}
    answer = (await client.get("/v1/figures/referrals.clock/lines", params=asked)).json()
    assert (answer["items"], answer["next"]) == ([], None)


async def test_a_number_of_the_page_leads_to_its_lines_and_back(client):
    page = (await client.get("/pages/cases", params={"lang": "en"})).text
    link = f"behind/cases.by_unit?from=2026-11-01&amp;to=2026-11-30&amp;lang=en&amp;measure=closed&amp;code={FAMILIES}"
    assert f'<a href="{link}">1</a>' in page
    lines = (await client.get("/pages/" + link.replace("&amp;", "&"))).text
    assert "Families · Closed" in lines
    assert f'<th class="id" scope="row">{id_of("C1")}</th>' in lines and str(id_of("C2")) not in lines
    assert 'href="../cases?from=2026-11-01&amp;to=2026-11-30&amp;lang=en"' in lines


async def test_whoever_may_see_aggregates_only_finds_no_way_to_lines(told):
    async with asking(told, PR) as client:
        assert "behind/" not in (await client.get("/pages/cases", params={"lang": "en"})).text
        asked = {"measure": "open", "code": "urgent"}
        for path in ("/v1/figures/cases.by_class/lines", "/pages/behind/cases.by_class"):
            assert (await client.get(path, params=asked)).status_code == 403


@pytest.mark.parametrize(
    ("figure", "asked", "has"),
    [
        ("cases.by_class", {"measure": "lost", "code": "urgent"}, "closed, open, opened"),
        ("cases.by_weather", {"measure": "open", "code": "urgent"}, "none"),
        ("cases.by_class", {"measure": "open"}, "closed, open, opened"),
        ("cases.by_class", {"measure": "open", "code": ["urgent", "stat"]}, "closed, open, opened"),
    ],
)
async def test_a_number_that_has_no_lines_is_not_found_with_those_that_have(client, figure, asked, has):
    for path in (f"/v1/figures/{figure}/lines", f"/pages/behind/{figure}"):
        answer = await client.get(path, params=asked)
        assert answer.status_code == 404
        assert answer.json()["detail"].startswith(f"Lines of {figure} are behind: {has};")


@pytest.mark.parametrize(("field", "value"), [("limit", 1000), ("after", "C1"), ("as_of", "2026-11-01")])
async def test_what_cannot_be_asked_is_said_with_its_place(client, field, value):
    asked = {"measure": "open", "code": "urgent", field: value}
    answer = await client.get("/v1/figures/cases.by_class/lines", params=asked)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == f"/{field}"
