"""What the API answers, to whom, and how it refuses what cannot be."""

import csv
from io import StringIO

import pytest

from services.reporting.export.table import safe
from services.reporting.figures import FIGURES, Page, shown_on
from shared.security import PURPOSES, Actor, Role
from tests.services.reporting.conftest import asking, tell_november
from tests.services.reporting.november import FAMILIES

READERS = {Role.HEAD, Role.SUPERVISOR, Role.PUBLIC_RELATIONS, Role.AUDITOR}
PAGES = tuple(f"/pages/{page}" for page in Page)
PATHS = ("/", *PAGES, "/v1/figures", "/v1/figures.csv", "/v1/definitions", "/v1/campaigns")
NOON = "2026-11-30T12:00:00.000Z"
"""When every service said last that nothing more had happened."""


def as_role(role: Role) -> Actor:
    codes = {Role.PARTNER: "partner", Role.PROVIDER: "partner", Role.SERVICE: "service"}
    code = {codes[role]: "somebody"} if role in codes else {}
    return Actor("somebody", frozenset({role}), min(PURPOSES[role]), **code)


@pytest.mark.parametrize("role", Role)
async def test_aggregates_are_for_those_who_answer_for_the_work_and_nobody_else(told, role):
    async with asking(told, as_role(role)) as client:
        answers = {path: (await client.get(path)).status_code for path in PATHS}
    assert answers == dict.fromkeys(PATHS, 200 if role in READERS else 403)


async def test_every_figure_comes_with_its_meaning(client):
    answer = (await client.get("/v1/figures")).json()
    assert (answer["period"], answer["as_of"]) == ({"from": "2026-11-01", "to": "2026-11-30"}, "2026-11-30T12:00:00Z")
    assert [figure["name"] for figure in answer["figures"]] == list(FIGURES)
    assert (await client.get("/v1/definitions")).json() == [
        {name: value for name, value in figure.items() if name not in ("rows", "hidden", "incomplete")}
        for figure in answer["figures"]
    ]
    [clock] = [figure for figure in answer["figures"] if figure["name"] == "referrals.clock"]
    assert clock["measures"] == dict.fromkeys(("received", "kept", "missed", "running"), "referrals")
    assert clock["rows"][2] == {"class": "urgent", "received": 1, "kept": 0, "missed": 1, "running": 0}


@pytest.mark.parametrize("page", Page)
async def test_of_a_page_only_its_figures_are_counted(client, page):
    shown = [figure.name for figure in shown_on(page)]
    answer = (await client.get("/v1/figures", params={"page": page})).json()
    assert [figure["name"] for figure in answer["figures"]] == shown
    table = (await client.get("/v1/figures.csv", params={"page": page})).text
    assert {line.split(",")[0] for line in table.splitlines()[1:]} <= set(shown)


async def test_the_same_facts_give_the_same_bytes(client):
    assert (await client.get("/v1/figures")).content == (await client.get("/v1/figures")).content


@pytest.mark.parametrize(
    ("query", "period"),
    [
        ({}, ("2026-11-01", "2026-11-30")),
        ({"from": "2026-11-05"}, ("2026-11-05", "2026-11-30")),
        ({"to": "2026-09-10"}, ("2026-09-01", "2026-09-10")),
        ({"from": "2026-10-01", "to": "2026-10-31", "unit": ""}, ("2026-10-01", "2026-10-31")),
        ({"from": "", "to": ""}, ("2026-11-01", "2026-11-30")),
        ({"from": "2023-11-28", "to": "2026-12-01"}, ("2023-11-28", "2026-12-01")),
    ],
)
async def test_a_period_is_this_month_unless_it_is_given(client, query, period):
    answer = (await client.get("/v1/figures", params=query)).json()
    assert (answer["period"]["from"], answer["period"]["to"]) == period


@pytest.mark.parametrize(
    ("query", "pointer", "detail"),
    [
        ({"from": "2026-11-02", "to": "2026-11-01"}, "/from", "lies after `to`"),
        ({"from": "2026-12-01"}, "/from", "lies in the future"),
        ({"from": "2023-11-27", "to": "2026-12-01"}, "/from", "lies more than 1100 days before `to`"),
        ({"from": "2016-12-01", "to": "2026-11-30"}, "/from", "lies more than 1100 days before `to`"),
        ({"from": "2016-12-01", "step": "hour"}, "/step", "not permitted"),
        ({"from": "1999-12-31"}, "/from", "greater than or equal"),
        ({"to": "2101-01-01"}, "/to", "less than or equal"),
        ({"from": "30.11.2026"}, "/from", "is not a date"),
        ({"unit": "7f1c2e9a-3b52-4c0e-8a53-0b1f6a1d2c3e"}, "/unit", "is not the id of a unit"),
        ({"unit": "families"}, "/unit", "is not a UUID"),
        ({"territory": "0038001"}, "/territory", "is not the code of a territory"),
        ({"territory": "Madona"}, "/territory", "should match pattern"),
        ({"group": "everybody"}, "/group", "should be 'child_special_needs'"),
        ({"mode": "panic"}, "/mode", "should be 'normal' or 'emergency'"),
        ({"lang": "de"}, "/lang", "should be 'lv' or 'en'"),
        ({"area": "centre"}, "/area", "not permitted"),
    ],
)
async def test_what_cannot_be_is_refused_with_the_place_of_the_fault(client, query, pointer, detail):
    for path in ("/", "/pages/cases", "/v1/figures", "/v1/figures.csv"):
        answer = await client.get(path, params=query)
        assert answer.status_code == 422
        [error] = answer.json()["errors"]
        assert error["pointer"] == pointer
        assert detail in error["detail"]


async def test_the_table_opens_in_a_spreadsheet_with_its_letters_and_labels(client):
    answer = await client.get("/v1/figures.csv", params={"lang": "lv", "unit": str(FAMILIES)})
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="liepaja-2026-11-01-2026-11-30.csv"'
    assert answer.content.startswith(b"\xef\xbb\xbffigure,group,group_label,")
    lines = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
    assert {len(line) for line in lines} == {len(lines[0])}
    assert ["overview", "", "", "", "", "open", "Lietas darbā", "2", "cases", "", NOON] in lines
    assert ["cases.age", "7-29", "7–29 dienas", "urgent", "Steidzami", "open", "Darbā", "1", "cases", "", NOON] in lines
    assert [
        "cases.by_unit", str(FAMILIES), "Ģimenēm ar bērniem", "", "", "closed", "Slēgtas", "1", "cases", "", NOON,
    ] in lines  # fmt: skip
    court = ["agencies.turnaround", "barintiesa", "Liepājas bāriņtiesa", "", ""]
    assert [*court, "first_word_p50", "Pirmā ziņa, mediāna", "3600", "seconds", "", NOON] in lines


@pytest.mark.parametrize("text", ["=1+1", "+371", "-5", "@sum(a1)", "\tcmd", "\rcmd"])
def test_no_spreadsheet_calculates_a_text(text):
    assert safe(text) == f"'{text}"
    assert safe(f"a{text}") == f"a{text}"


async def test_a_dash_stands_where_nothing_could_be_measured_and_nothing_in_the_table(pool):
    await tell_november(pool)
    await pool.execute("update notice set answered_at = null where agency = 'barintiesa'")
    async with asking(pool) as client:
        table, page = (await client.get("/v1/figures.csv?lang=en")).text, (await client.get("/pages/agencies")).text
    assert 'answer_p50,"Answer, median",,seconds' in table
    assert ">–</td>" in page


async def test_a_month_without_anything_is_shown_as_such(pool):
    async with asking(pool) as client:
        assert (await client.get("/v1/figures")).json()["figures"][0]["rows"][0]["open"] == 0
        assert (
            '<h2 id="empty">Nothing to count in this period</h2>' in (await client.get("/", params={"lang": "en"})).text
        )
