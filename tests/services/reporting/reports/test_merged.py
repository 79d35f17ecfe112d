"""What was merged away counts under its own code, or under that of today where somebody asks for that."""

from datetime import date

import pytest

from services.reporting.disclosure.hidden import HIDDEN
from services.reporting.figures import FIGURES
from services.reporting.reports.merged import merged
from services.reporting.rules import rules
from shared.settings import Settings
from tests.services.reporting.conftest import asking

# Varakļāni joined Madona on 1 July 2025, and Madona got another code.
VARAKLANI, MADONA, MADONA_TODAY = "0055000", "0038000", "0038001"
RULES = rules(Settings.load("liepaja", {}))


def today(code: str) -> str:
    return RULES.leads_to(code, date(2026, 11, 30))


@pytest.mark.parametrize(
    ("code", "day", "leads_to"),
    [
        (VARAKLANI, date(2025, 6, 30), VARAKLANI),
        (VARAKLANI, date(2025, 7, 1), MADONA_TODAY),
        (MADONA, date(2026, 11, 30), MADONA_TODAY),
        ("0005000", date(2026, 11, 30), "0005000"),
        ("unknown", date(2026, 11, 30), "unknown"),
    ],
)
def test_a_code_leads_to_what_it_was_merged_into_by_the_day(code, day, leads_to):
    assert RULES.leads_to(code, day) == leads_to


def test_counts_are_added_up_and_what_one_does_not_have_the_other_does():
    rows = [
        {"territory": VARAKLANI, "open": 3, "waiting": 0, "usable": None},
        {"territory": MADONA, "open": 40, "waiting": 2, "usable": 7},
        {"territory": "unknown", "open": 1, "waiting": 0, "usable": None},
    ]
    assert list(merged(FIGURES["coverage.territories"], rows, today)) == [
        {"territory": MADONA_TODAY, "open": 43, "waiting": 2, "usable": 7},
        {"territory": "unknown", "open": 1, "waiting": 0, "usable": None},
    ]


def test_a_sum_of_which_a_part_is_hidden_is_hidden():
    rows = [{"territory": VARAKLANI, "received": HIDDEN}, {"territory": MADONA, "received": 40}]
    [row] = merged(FIGURES["referrals.by_territory"], rows, today)
    assert row == {"territory": MADONA_TODAY, "received": HIDDEN}


def test_what_does_not_add_up_is_left_as_it_was():
    rows = [{"register_group": "disability", "territory": VARAKLANI, "gap": 3}]
    assert merged(FIGURES["coverage.gap"], rows, today) == rows


@pytest.fixture
async def two_territories(pool):
    """A referral from each of the two, long after the merger: their sender still uses the old codes."""
    for n, territory in enumerate((VARAKLANI, MADONA, MADONA_TODAY)):
        await pool.execute(
            """
            insert into referral (id, position, channel, kind, needs, age_band, received_at, state, territory, groups)
            values (gen_random_uuid(), $1, 'phone', 'other', '{}', 'unknown', '2026-11-05T10:00Z', 'received', $2, '{}')
            """,
            n, territory,
        )  # fmt: skip
        await pool.execute(
            "insert into unit (id, position, label_lv, label_en, active, territory) "
            "values (gen_random_uuid(), 1, 'Daļa', 'Unit', true, $1)",
            territory,
        )
    return pool


async def test_a_report_tells_them_apart_by_their_day_and_together_by_today(two_territories):
    async with asking(two_territories) as client:
        found = {
            codes: (await client.get("/v1/figures", params={"page": "referrals", "codes": codes})).json()["figures"]
            for codes in ("", "today")
        }
        by_code = {
            codes: {row["territory"]: row["received"] for row in rows}
            for codes, figures in found.items()
            for rows in [next(one["rows"] for one in figures if one["name"] == "referrals.by_territory")]
        }
        assert by_code == {"": {VARAKLANI: 1, MADONA: 1, MADONA_TODAY: 1}, "today": {MADONA_TODAY: 3}}
        # What is not there any more cannot be asked for by today's codes.
        refused = await client.get("/v1/figures", params={"territory": VARAKLANI, "codes": "today"})
        assert refused.json()["errors"][0]["pointer"] == "/territory"


async def test_by_the_codes_of_today_a_territory_has_what_was_merged_into_it(two_territories):
    await two_territories.execute(
        "insert into staff (id, changed_at, position, unit, role, absent, active) "
        "select gen_random_uuid(), now(), 1, id, 'social_worker', false, true from unit"
    )
    asked, present = {"page": "workload", "territory": MADONA_TODAY}, {}
    async with asking(two_territories) as client:
        for codes in ("", "today"):
            figures = (await client.get("/v1/figures", params=asked | {"codes": codes})).json()["figures"]
            [rows] = [one["rows"] for one in figures if one["name"] == "staff"]
            present[codes] = sum(row["present"] for row in rows)
    assert present == {"": 1, "today": 3}


async def test_a_sum_of_merged_territories_leads_to_no_lines_of_one(two_territories):
    async with asking(two_territories) as client:
        pages = [
            (await client.get("/pages/referrals", params={"lang": "en", "codes": codes})).text
            for codes in ("", "today")
        ]
    assert ["behind/referrals.by_territory" in page for page in pages] == [True, False]
    assert "As territories are called today" in pages[1]
