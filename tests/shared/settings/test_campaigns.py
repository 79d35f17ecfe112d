"""A campaign opens and closes at a second of the clock in Riga, also in the nights in which that clock is set."""

from datetime import UTC, datetime

import pytest

from shared.settings import Settings, SettingsError

CAMPAIGN = """
[partners.portals]
kind = "other"
name = { lv = "P", en = "P" }

[campaigns.paldies]
kind = "thanks"
title = { lv = "Paldies", en = "Thanks" }
source = "sample"
"""
ENDS = "opens = 2025-10-10T00:00:00\ncloses = 2025-10-31T23:59:59\n"


def campaign(write, text: str):
    return Settings.load(write(CAMPAIGN + text), {}).campaigns["paldies"]


@pytest.mark.parametrize(
    ("written", "instant"),
    [
        ("2025-10-10T00:00:00", (2025, 10, 9, 21)),
        ("2025-10-26T02:59:59", (2025, 10, 25, 23, 59, 59)),
        ("2025-10-26T03:30:00+03:00", (2025, 10, 26, 0, 30)),
        ("2025-10-26T03:30:00+02:00", (2025, 10, 26, 1, 30)),
        ("2025-10-26T04:00:00", (2025, 10, 26, 2)),
        ("2026-03-29T02:59:59", (2026, 3, 29, 0, 59, 59)),
        ("2026-03-29T04:00:00", (2026, 3, 29, 1)),
    ],
)
def test_a_second_on_the_wall_is_one_instant(write, written, instant):
    assert campaign(write, f"opens = {written}\ncloses = 2027-01-01T00:00:00\n").opens == datetime(*instant, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("opens = 2025-10-26T03:30:00\ncloses = 2025-10-31T23:59:59\n", "happens twice"),
        ("opens = 2026-03-29T03:30:00\ncloses = 2026-10-31T23:59:59\n", "does not exist"),
        ("opens = 2025-10-10T00:00:00.5\ncloses = 2025-10-31T23:59:59\n", "to the second"),
        ("opens = 2025-10-31T00:00:00\ncloses = 2025-10-10T00:00:00\n", "closes before it opens"),
        (ENDS + "gifts = 5\nverified_identity = false\n", "one person could take them all"),
        (ENDS + "gifts = 5\nonce_per_person = false\n", "one person could take them all"),
        (ENDS + 'counts = "submitted"\n', "needs portals"),
        (ENDS + 'portals = ["nobody"]\n', "trusts nobody, who is no partner"),
        (ENDS + "respondents = []\n", "at least 1 item"),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(write, text, why):
    with pytest.raises(SettingsError, match=why):
        campaign(write, text)


def test_liepaja_thanks_for_three_weeks_across_the_change_of_clocks():
    campaign = Settings.load("liepaja", {}).campaigns["iedzivotaju-paldies-2025"]
    assert (campaign.opens, campaign.closes) == (
        datetime(2025, 10, 9, 21, tzinfo=UTC),
        datetime(2025, 10, 31, 21, 59, 59, tzinfo=UTC),
    )
    assert (campaign.gifts, campaign.portals, campaign.counts) == (5, ("epakalpojumi",), "submitted")
