"""Where a period begins and ends: what lies outside counts nowhere, midnight belongs to the day that begins.

And where a part of the municipality begins and ends: units, and modes, together are the whole.
"""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest

from services.reporting.figures import FIGURES
from services.reporting.reports.report import report
from shared.contracts.mode_codes import ServiceMode
from tests.services.reporting import expected_around
from tests.services.reporting.around import once_more
from tests.services.reporting.expected_services import RULES
from tests.services.reporting.instants import at
from tests.services.reporting.logs import bring, forget
from tests.services.reporting.november_people import ADULTS, FAMILIES
from tests.services.reporting.test_figures import NOVEMBER, tuples

LATER = at(15, 12, month=12)
OCTOBER = replace(NOVEMBER, first=date(2026, 10, 1), last=date(2026, 10, 31), now=LATER)
DECEMBER = replace(NOVEMBER, first=date(2026, 12, 1), last=date(2026, 12, 31), now=LATER)
MICROSECOND, HOUR = timedelta(microseconds=1), timedelta(hours=1)


AGELESS = [figure for figure in FIGURES.values() if "days" not in figure.dimensions]
"""Ages grow by the hour, whatever happens."""

_ONE = (
    "overview", "parked", "indicators", "institutions", "surveys", "planning", "coverage",
    "workload", "outreach", "referrals.early_warnings",
)  # fmt: skip
UNDIVIDED = {
    # A referral that became no case is no unit's, nor is the place of a partner.
    "unit": (*_ONE, "capacity", "shelter", "referrals", "turnaround", "work.by_mode"),
    # Nobody works, and no place is there, in one mode only.
    "mode": (*_ONE, "capacity", "staff", "trainings", "team_events"),
}
"""What the names of figures begin with that are the municipality's."""


async def counted(pool, scope, figures=FIGURES) -> dict[str, list[tuple]]:
    found = await report(pool, scope, [FIGURES[name] for name in figures], RULES)
    return {name: tuples(rows) for name, rows in found.rows.items()}


@pytest.mark.parametrize(
    ("scope", "expected"),
    [(OCTOBER, expected_around.OCTOBER), (DECEMBER, expected_around.DECEMBER)],
    ids=["the month before", "the month after"],
)
async def test_of_what_happened_in_november_other_months_tell_only_what_lasts(told, scope, expected):
    assert await counted(told, scope) == {name: [] for name in FIGURES} | expected


ANSWERED_LATER = {
    # Nobody told what became of V7, V8 and V10, of the sessions S3 S5 S6, nor of F3 F4 F5.
    "visits.by_mode": [("in_person", 5, 3, 1, 0, 0, 1), ("phone", 4, 2, 0, 0, 0, 2), ("video", 1, 0, 0, 1, 0, 0)],
    "sessions": [
        ("club", 2, 2, 0, 0, 180, 0, 0, 0, 9), ("flats", 1, 0, 0, 1, 0, 0, 0, 0, 0),
        ("sand-play", 5, 2, 1, 2, 75, 2, 2, 2, 0),
    ],
    "conferences": [("in_person", 3, 1, 1, 0, 1, 0), ("video", 4, 1, 1, 0, 2, 1)],
    # T3 T4 T7 are overdue; C5 was due at noon of the 30th.
    "tasks": [("plan_review", 1, 0, 1, 0, 0), ("to_do", 6, 3, 0, 3, 0)],
    "cases.first_contact": [
        ("asap", 0, 0, 1, 0), ("routine", 0, 2, 0, 0), ("stat", 1, 0, 0, 0), ("urgent", 0, 1, 0, 0),
    ],
}  # fmt: skip


async def test_what_nobody_did_in_november_is_late_in_the_middle_of_december(told):
    found = await counted(told, replace(NOVEMBER, now=LATER), ANSWERED_LATER)
    assert found == ANSWERED_LATER


async def brought(pool, when):
    logs = once_more(when, date(2026, 12, 1))
    await bring(pool, [[record for partition in logs.records() for record in partition]])


async def test_what_happens_at_midnight_is_not_of_the_day_that_ends(told, pool):
    await brought(pool, NOVEMBER.until)
    scope = replace(NOVEMBER, now=LATER)
    assert await counted(pool, scope) == await counted(told, scope)


async def test_what_happens_at_midnight_is_of_the_day_that_begins(pool):
    await brought(pool, DECEMBER.since)
    at_midnight = sums(await report(pool, DECEMBER, AGELESS, RULES))
    await forget(pool)
    await brought(pool, DECEMBER.since + HOUR)
    assert at_midnight == sums(await report(pool, DECEMBER, AGELESS, RULES))


# Q1 placed; R2 decided, C2 opened; Q1 interrupted; resumed; L1 approved; Q2 declined; Q6 ended, Q7 began; Q8 ended;
# C6 closed; L1 ended; C1 closed, Q7 ended; Q1 interrupted.
@pytest.mark.parametrize("now", [
    at(3), at(6), at(6, 10, 5), at(10), at(12), at(14), at(15), at(20), at(21), at(24), at(25), at(28)
])  # fmt: skip
async def test_what_happens_at_the_end_has_not_happened_yet(told, now):
    just_before = replace(NOVEMBER, now=now - MICROSECOND)
    found = [sums(await report(told, scope, AGELESS, RULES)) for scope in (just_before, replace(NOVEMBER, now=now))]
    assert found[0] == found[1]


@pytest.mark.parametrize(
    ("one", "other"),
    [({"unit": FAMILIES}, {"unit": ADULTS}), ({"mode": ServiceMode.NORMAL}, {"mode": ServiceMode.EMERGENCY})],
    ids=["units", "modes"],
)
async def test_parts_add_up_to_the_whole(told, one, other):
    figures = [figure for figure in FIGURES.values() if not figure.name.startswith(UNDIVIDED[next(iter(one))])]
    whole = sums(await report(told, NOVEMBER, figures, RULES))
    parts = [sums(await report(told, replace(NOVEMBER, **part), figures, RULES)) for part in (one, other)]
    for name in whole:
        assert parts[0][name] + parts[1][name] == whole[name], name


def sums(of) -> dict[str, Counter]:
    """Figure → each number of it that is a count."""
    return {
        name: Counter({
            (*(row[by] for by in FIGURES[name].dimensions), measure): row[measure] or 0
            for row in rows for measure in FIGURES[name].measures if _is_count(name, measure)
        })
        for name, rows in of.rows.items()
    }  # fmt: skip


def _is_count(name: str, measure: str) -> bool:
    return FIGURES[name].measures[measure] not in ("seconds", "percent") and measure not in ("p50", "p90")
