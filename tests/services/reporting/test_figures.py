"""A month worked out by hand matches every figure. The month is told in november.py."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from services.reporting.figures import FIGURES
from services.reporting.handlers import FACTS
from services.reporting.reports.report import report
from services.reporting.reports.scope import Scope, Step
from shared.contracts.case_codes import TargetGroup
from shared.contracts.mode_codes import ServiceMode
from tests.services.reporting import expected_services, expected_work
from tests.services.reporting.logs import id_of
from tests.services.reporting.november import ADULTS, FAMILIES, at, november

FAMILIES_ID, ADULTS_ID = str(FAMILIES), str(ADULTS)
DAY, HOUR, MINUTE = 86_400, 3_600, 60
# Written at noon (UTC) of the last day.
NOVEMBER = Scope(date(2026, 11, 1), date(2026, 11, 30), now=at(30, 12))

EXPECTED = {
    # The sums of what stands below. Late are C4, which was due on the 27th; T3; V7.
    "overview": [(5, 2, 1, 6, 3, 5, 5, 1, 5, 1, 1, 1, 1, 1, 2, 1, 1)],
    # As many days of October: R7 was missed, R0 came on the last and nobody had decided it; C7 opened, C8 closed, C7 C9
    # open; V9 took place, V0 did not; N0; Q1 Q12 waited, and Q0 for a decision.
    "overview.before": [(2, 1, 1, 1, 1, 2, 1, 1, 1, 2, 1)],
    # R1 on the 2nd; R2 at 23:00 UTC of the 2nd is the 3rd in Riga; R3 10th, R4 12th, R5 28th. R0 and R6 lie outside.
    "referrals.over_time": [
        ("2026-11-02", "stat", 1), ("2026-11-03", "urgent", 1), ("2026-11-10", "routine", 1),
        ("2026-11-12", "routine", 1), ("2026-11-28", "routine", 1),
    ],
    # R1; R4; R2 R3; R5 comes from an institution nobody onboarded.
    "referrals.by_source": [("police", 1), ("resident", 1), ("school", 2), ("unknown", 1)],
    "referrals.by_kind": [
        ("health.discharge", 1), ("police.family_violence", 1), ("school.absence", 2), ("self_referral", 1),
    ],
    # R1 has two; R4 was corrected from home care to crisis.
    "referrals.by_need": [("child_neglect", 2), ("crisis", 2), ("home_care", 1), ("violence_in_family", 1)],
    "referrals.by_age": [("0-2", 1), ("14-17", 1), ("65+", 2), ("7-13", 1)],
    "referrals.by_channel": [("kafka", 4), ("phone", 1)],
    # R2 R4 accepted, R1 concluded, R3 declined, R5 nobody decided.
    "referrals.by_state": [("accepted", 2), ("concluded", 1), ("declined", 1), ("received", 1)],
    "referrals.declined": [("duplicate", 1)],
    # R3 and R4 in time, R5 runs until December; R1 in time; R2 missed though it was decided later.
    "referrals.clock": [("routine", 3, 2, 0, 1), ("stat", 1, 1, 0, 0), ("urgent", 1, 0, 1, 0)],
    # Of one and a half a week two are usual: halves go up.
    "referrals.early_warnings": [("2026-11-12", "self_referral", 9, 2)],
    # Adults: C5 C6 C10 opened, C6 C7 closed, C5 C9 C10 open. Families: C1 C2 C4 opened, C1 closed, C2 C4 open. C8 ended
    # before.
    "cases.by_unit": [(FAMILIES_ID, 3, 1, 2), (ADULTS_ID, 3, 2, 3)],
    # C6 and C10; C4 C5 opened, with C9 open, C7 closed; C1; C2.
    "cases.by_class": [("asap", 2, 1, 1), ("routine", 2, 1, 3), ("stat", 1, 1, 0), ("urgent", 1, 0, 1)],
    # At noon of the 30th: C10 since the morning, C5 since the 29th at 10 (1 day), C4 since the 13th (17), C2 since the
    # 6th (24), C9 since June.
    "cases.age": [
        ("0", "asap", 1), ("1-6", "routine", 1), ("7-29", "routine", 1), ("7-29", "urgent", 1), ("180+", "routine", 1),
    ],
    "cases.outcomes": [("duplicate", 1), ("moved_away", 1), ("needs_met", 1)],
    # C6 closed when it was due; C4 was due on the 27th, C5 is due just now; C1 kept, when it was due; C2 was due on the
    # 9th, visited the 12th. C10 has no clock.
    "cases.first_contact": [
        ("asap", 0, 0, 1, 0), ("routine", 0, 1, 0, 1), ("stat", 1, 0, 0, 0), ("urgent", 0, 1, 0, 0),
    ],
    # In person V1 V2 V5, V4 missed, V7 unreported; phone V3, V11, V8 ahead (it begins at 20 of the 30th), and V10,
    # which begins just now; video V6.
    "visits.by_mode": [("in_person", 5, 3, 1, 0, 0, 1), ("phone", 4, 2, 0, 0, 2, 0), ("video", 1, 0, 0, 1, 0, 0)],
    # 30, 45 and 60 minutes: two of three do not exceed 45, nine tenths need all three.
    "visits.duration": [("in_person", 45, 60, 135), ("phone", 5, 10, 15)],
    "visits.missed": [("client_absent", 1)],
    # Court: N1 acknowledged and accepted, N2 refused late after an escalation, N3 silent, N5 only acknowledged. Centre:
    # N4 never arrived, and was withdrawn.
    "agencies.notices": [("barintiesa", 4, 4, 3, 1, 1, 1, 1, 0, 1), ("krizes-centrs", 1, 0, 0, 0, 0, 0, 0, 1, 0)],
    # First words after 10 minutes, an hour and 2 days (the answer of N2); answers after 1 and after 2 days.
    "agencies.turnaround": [("barintiesa", HOUR, 2 * DAY, DAY, 2 * DAY)],
    # Decided: R1 at once, R3 and R4 after a day, R2 after 3 days 11 hours; half of four do not exceed a day.
    # Opened: R1 after a minute, R4 after a day, R2 five minutes after it was accepted.
    # Visited: C1 after 2 h 59 min, C2 after 5 days 23 h 55 min.
    "turnaround": [
        ("decided", 4, DAY, 3 * DAY + 11 * HOUR),
        ("opened", 3, DAY, 3 * DAY + 11 * HOUR + 5 * MINUTE),
        ("visited", 2, 2 * HOUR + 59 * MINUTE, 5 * DAY + 23 * HOUR + 55 * MINUTE),
    ],
    # Zane of the families went away.
    "staff": [(FAMILIES_ID, "social_worker", 1, 1), (ADULTS_ID, "supervisor", 1, 0)],
    # P3 is a fact; P4 is what a school wrote, P1 and P2 were too; of P5 only the end is known.
    "parked": [("cases", "invalid", 1, 0, 0, 0), ("intake", "invalid", 0, 1, 1, 1), ("intake", "unknown", 0, 0, 0, 1)],
}  # fmt: skip

IN_THE_FAMILIES = {
    # R1 R2 R4 became cases of theirs; N4 belonged to C6; V8 V10 V11 to C9. Parked records are nobody's.
    "overview": [(3, 0, 1, 3, 1, 2, 4, 1, 4, 1, 1, 1, 1, 1, 1, 1, None)],
    "referrals.by_source": [("police", 1), ("resident", 1), ("school", 1)],
    "cases.by_unit": [(FAMILIES_ID, 3, 1, 2)],
    "cases.age": [("7-29", "routine", 1), ("7-29", "urgent", 1)],
    "cases.first_contact": [("routine", 0, 1, 0, 0), ("stat", 1, 0, 0, 0), ("urgent", 0, 1, 0, 0)],
    "visits.by_mode": [("in_person", 5, 3, 1, 0, 0, 1), ("phone", 1, 1, 0, 0, 0, 0), ("video", 1, 0, 0, 1, 0, 0)],
    "agencies.notices": [("barintiesa", 4, 4, 3, 1, 1, 1, 1, 0, 1)],
    "staff": [(FAMILIES_ID, "social_worker", 1, 1)],
}


# R1 R2 R3 are about children; of the cases C2 is, with N2 N5, V4 V5.
ABOUT_CHILDREN = {
    "referrals.by_age": [("0-2", 1), ("14-17", 1), ("7-13", 1)],
    "referrals.clock": [("routine", 1, 1, 0, 0), ("stat", 1, 1, 0, 0), ("urgent", 1, 0, 1, 0)],
    "cases.by_unit": [(FAMILIES_ID, 1, 0, 1)],
    "visits.by_mode": [("in_person", 2, 1, 1, 0, 0, 0)],
    "agencies.notices": [("barintiesa", 2, 2, 2, 0, 1, 1, 1, 0, 0)],
}
# From the 10th at 10 to the 20th at midnight UTC: R3 and R4 came, C4 was opened.
IN_THE_EMERGENCY = {
    "referrals.over_time": [("2026-11-10", "routine", 1), ("2026-11-12", "routine", 1)],
    "cases.by_unit": [(FAMILIES_ID, 1, 0, 1)],
    "visits.by_mode": [("in_person", 1, 0, 0, 0, 0, 1), ("video", 1, 0, 0, 1, 0, 0)],
    "referrals.early_warnings": [],
}


def tuples(rows) -> list[tuple]:
    return [tuple(row.values()) for row in rows]


BY_HAND = EXPECTED | expected_services.EXPECTED | expected_work.EXPECTED


async def test_every_figure_of_the_month_is_as_worked_out_by_hand(told):
    counted = await report(told, NOVEMBER, rules=expected_services.RULES)
    assert {name: tuples(rows) for name, rows in counted.rows.items()} == BY_HAND


@pytest.mark.parametrize("figure", FIGURES.values(), ids=FIGURES)
def test_of_each_measure_there_is_something_to_work_out_by_hand(figure):
    rows = [dict(zip(figure.columns, row, strict=True)) for row in BY_HAND[figure.name]]
    # What is nought or nothing would be that too if nobody counted.
    assert [measure for measure in figure.measures if not any(row[measure] for row in rows)] == []


@pytest.mark.parametrize(
    ("narrowed", "expected"),
    [
        ({"unit": FAMILIES}, IN_THE_FAMILIES | expected_work.IN_THE_FAMILIES),
        # The unit of the families stands in Liepāja; where the other one stands nobody said.
        ({"territory": "0005000"}, IN_THE_FAMILIES),
        ({"group": TargetGroup.CHILDREN}, ABOUT_CHILDREN),
        ({"mode": ServiceMode.EMERGENCY}, IN_THE_EMERGENCY | expected_work.IN_THE_EMERGENCY),
        ({"mode": ServiceMode.EMERGENCY, "unit": ADULTS}, {"cases.by_unit": [], "referrals.clock": []}),
        # R2 came to them on the 30th, when C10 was opened: 27 days and 11 hours after it was received.
        (
            {"unit": ADULTS},
            {
                "turnaround": [
                    ("decided", 1, *[3 * DAY + 11 * HOUR] * 2),
                    ("opened", 1, *[27 * DAY + 11 * HOUR] * 2),
                ]
            },
        ),
        ({"unit": FAMILIES}, expected_services.IN_THE_FAMILIES),
        ({"group": TargetGroup.CHILDREN}, expected_services.ABOUT_CHILDREN),
        ({"territory": "0027000"}, expected_services.IN_ANOTHER_TERRITORY),
        ({"mode": ServiceMode.NORMAL}, {"shelter.nights": expected_services.EXPECTED["shelter.nights"]}),
        ({"mode": ServiceMode.EMERGENCY}, {"sessions": [], "shelter.turned_away": []}),
    ],
)
async def test_only_what_belongs_to_what_is_asked_for_counts(told, narrowed, expected):
    found = (await report(told, replace(NOVEMBER, **narrowed), rules=expected_services.RULES)).rows
    assert {name: tuples(found[name]) for name in expected} == expected


@pytest.mark.parametrize(
    ("first", "last", "open_cases", "undecided"),
    [
        (date(2026, 10, 1), date(2026, 10, 31), 2, 1),  # C7 C9; R0
        (date(2026, 11, 1), date(2026, 11, 2), 3, 1),  # C1 C7 C9; R0, and R2 came after midnight
        (date(2026, 11, 7), date(2026, 11, 7), 3, 1),  # C1 C2 C9; R0
        (date(2026, 11, 21), date(2026, 12, 31), 5, 2),  # C2 C4 C5 C9 C10; R0 R5
    ],
)
async def test_what_is_open_is_counted_at_the_end_of_the_period_or_now(told, first, last, open_cases, undecided):
    [overview] = (await report(told, replace(NOVEMBER, first=first, last=last))).rows["overview"]
    assert (overview["open"], overview["undecided"]) == (open_cases, undecided)


async def test_a_short_period_is_shown_by_the_hour_and_a_long_one_by_the_month(told):
    for first, last, time in (
        (date(2026, 11, 2), date(2026, 11, 2), "2026-11-02T10"),
        (date(2026, 7, 1), date(2026, 11, 2), "2026-11"),
    ):
        scope = replace(NOVEMBER, first=first, last=last)
        found = (await report(told, scope)).rows["referrals.over_time"]
        assert [row["time"] for row in found if row["class"] == "stat"] == [time]
        assert time in scope.steps()


@pytest.mark.parametrize(
    ("days", "step", "count"),
    [(1, Step.HOUR, 24), (2, Step.HOUR, 48), (3, Step.DAY, 3), (92, Step.DAY, 92), (93, Step.MONTH, 4)],
)
def test_a_period_has_so_many_steps(days, step, count):
    scope = replace(NOVEMBER, last=NOVEMBER.first + timedelta(days=days - 1), now=at(30, month=4, year=2027))
    assert (scope.step, len(scope.steps())) == (step, count)


def test_every_figure_names_facts_that_reporting_hears():
    for figure in FIGURES.values():
        assert set(figure.facts) <= FACTS.keys(), figure.name


async def test_a_report_says_on_how_many_facts_of_each_source_it_rests(told):
    found = await report(told, NOVEMBER)
    counts = dict.fromkeys(("intake", "cases", "notifications", "reporting"), 0)
    for (source, _), facts in november().facts.items():
        counts[source] += len(facts)
    assert found.applied == counts
    assert found.units[FAMILIES_ID] == {"lv": "Ģimenēm ar bērniem", "en": "Families"}
    assert found.units[ADULTS_ID]["en"] == "Pieaugušajiem"
    assert str(id_of("nobody")) not in found.units
