"""Early warnings are listed, and stand on the page of their days."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from services.reporting.reports.report import report
from services.reporting.reports.scope import Scope
from shared.contracts.early_warning import EarlyWarningRaised
from tests.services.reporting.conftest import asking
from tests.services.reporting.disclosure.test_api import PR
from tests.services.reporting.logs import Logs, bring
from tests.services.reporting.november import FAMILIES

AT = datetime(2026, 11, 3, 9, tzinfo=UTC)
NOVEMBER = Scope(date(2026, 11, 1), date(2026, 11, 30), now=AT)
REMOTE, CRISIS = "school.remote_learning_concern", "crisis"


def raised(kind: str, day: date, counted: int = 9, usual: int = 1250) -> EarlyWarningRaised:
    return EarlyWarningRaised(
        kind=kind, day=day, window_days=7, counted=counted, baseline_days=84, usual=usual, rule="more-than-usual"
    )


@pytest.fixture
async def warned(pool):
    told = Logs()
    told.tell(AT, raised(REMOTE, date(2026, 11, 2)))
    told.tell(AT, raised(CRISIS, date(2026, 11, 2), 12, 0))
    told.tell(AT, raised(REMOTE, date(2026, 12, 1), 4, 1600))
    await bring(pool, [[record for partition in told.records() for record in partition]])
    return pool


async def test_they_are_listed_oldest_first_in_pages_or_of_one_kind(warned):
    async with asking(warned) as client:
        first = (await client.get("/v1/early-warnings", params={"limit": 2})).json()
        rest = (await client.get("/v1/early-warnings", params={"limit": 2, "cursor": first["next"]})).json()
        of_crisis = (await client.get("/v1/early-warnings", params={"kind": CRISIS})).json()["items"]
    listed = first["items"] + rest["items"]
    assert [(one["day"], one["kind"]) for one in listed] == [
        ("2026-11-02", CRISIS), ("2026-11-02", REMOTE), ("2026-12-01", REMOTE)
    ]  # fmt: skip
    assert of_crisis == listed[:1]
    assert listed[1] == {
        "kind": REMOTE, "day": "2026-11-02", "window_days": 7, "counted": 9, "baseline_days": 84, "usual": 1.25,
        "rule": "more-than-usual",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("days", "listed"),
    [({"from": "2026-11-03"}, 1), ({"to": "2026-11-02"}, 2), ({"from": "2026-11-03", "to": "2026-11-30"}, 0)],
)
async def test_those_of_some_days_are_asked_for_by_them(warned, days, listed):
    async with asking(warned) as client:
        assert len((await client.get("/v1/early-warnings", params=days)).json()["items"]) == listed


async def test_public_relations_see_those_of_a_month_as_its_figures_tell_them(warned):
    async with asking(warned, PR) as client:
        items = (await client.get("/v1/early-warnings")).json()["items"]
        refused = await client.get("/v1/early-warnings", params={"from": "2026-11-01", "to": "2026-11-07"})
        figures = (await client.get("/v1/figures", params={"page": "referrals"})).json()["figures"]
    told = [(one["day"], one["kind"], one["counted"], one["usual"]) for one in items]
    [figure] = [one for one in figures if one["name"] == "referrals.early_warnings"]
    assert told == [tuple(row.values()) for row in figure["rows"]]
    assert told[1] == ("2026-11-02", REMOTE, None, None)
    assert refused.status_code == 422


async def test_those_of_the_period_are_a_figure_rounded_and_of_no_unit(warned):
    async def rows(scope) -> list[tuple]:
        return [tuple(row.values()) for row in (await report(warned, scope)).rows["referrals.early_warnings"]]

    assert await rows(NOVEMBER) == [("2026-11-02", CRISIS, 12, 0), ("2026-11-02", REMOTE, 9, 1)]
    assert await rows(replace(NOVEMBER, unit=FAMILIES)) == []


async def test_they_stand_on_the_page(warned):
    async with asking(warned) as client:
        page = await client.get("/pages/referrals", params={"from": "2026-11-01", "to": "2026-11-30", "lang": "lv"})
    assert "Agrīnie brīdinājumi" in page.text
    assert "Bažas attālinātās mācībās (skola)" in page.text
    # Each has a bar of what came, and one of what is usual.
    assert page.text.count('class="c-counted"') == 2 + 1
    assert "Krīzes situācija: Parasti, 0" in page.text
