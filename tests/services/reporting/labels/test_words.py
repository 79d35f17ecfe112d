"""Every code and column has a name in both languages."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import services.cases
from services.reporting.figures import FIGURES
from services.reporting.labels.words import LABELS, Language, Words, duration
from shared.contracts import (
    attendance_codes,
    benefit_codes,
    case_codes,
    catalogue_codes,
    codes,
    contact_codes,
    feedback_codes,
    plan_codes,
    register_codes,
    request_codes,
    shelter_codes,
    unit_codes,
)
from shared.contracts.mode_codes import ServiceMode
from shared.contracts.topics import SERVICES

NAMED_ELSEWHERE = {
    *("time", "day", "unit", "agency", "benefit", "rule", "training", "campaign"),
    *("register_count", "indicator", "workshop"),
}
CHECKLISTS = (Path(services.cases.__file__).parent / "checklists").glob("*.toml")
CODES = {
    "class": codes.Priority, "source": codes.PartnerKind, "kind": codes.ReferralKind, "need": codes.NeedCode,
    "age": codes.AgeBand, "channel": codes.Channel, "outcome": codes.CaseOutcome, "mode": codes.VisitMode,
    "role": codes.StaffRole, "consumer": SERVICES,
    "reason": [
        *codes.DeclineReason, *codes.VisitMissReason, *codes.ParkReason, *case_codes.ReopenReason,
        *case_codes.RestReason, *case_codes.ClosureReturnReason, *request_codes.RefusalReason,
        *request_codes.PlaceDeclineReason,
    ],
    "counted_as": case_codes.CountedAs, "risk": plan_codes.RiskLevel, "task_kind": case_codes.TaskKind,
    "case_state": case_codes.CaseStage, "movement": case_codes.CaseStage, "contact": contact_codes.ContactKind,
    "checklist": {path.name.partition(".")[0] for path in CHECKLISTS}, "plan_kind": plan_codes.PlanKind,
    "review": plan_codes.ReviewOutcome, "method": plan_codes.MethodCode, "team_event": unit_codes.TeamEventKind,
    "recommendation": plan_codes.RecommendationCode, "respondent": feedback_codes.RespondentRole,
    "life_improved": feedback_codes.LifeImproved, "service_mode": ServiceMode, "target_group": case_codes.TargetGroup,
    "service_kind": catalogue_codes.ServiceKind, "part": catalogue_codes.CapacityPart,
    "end_reason": request_codes.ServiceEndReason, "result": request_codes.ServiceResult,
    "activity_kind": contact_codes.ActivityKind, "task": attendance_codes.CareTask,
    "turned_reason": shelter_codes.TurnedAwayReason, "grantor": benefit_codes.BenefitGrantor,
    "register_group": register_codes.TargetGroup, "count_note": register_codes.CountNote,
}  # fmt: skip


@pytest.mark.parametrize("dimension", CODES)
def test_every_code_has_a_name(dimension):
    assert set(CODES[dimension]) <= LABELS[dimension].keys()


def test_every_label_is_in_both_languages():
    for group, labels in LABELS.items():
        for code, label in labels.items():
            assert set(label) == set(Language), f"{group}.{code}"
            assert all(label.values()), f"{group}.{code}"


def test_every_column_tile_and_unit_of_a_figure_has_a_name_and_no_other():
    shown = [figure for figure in FIGURES.values() if figure.dimensions]
    columns = {column for figure in shown for column in figure.columns}
    assert {name.rpartition(".")[2] for name in LABELS["column"]} == columns
    assert LABELS["tile"].keys() == FIGURES["overview"].measures.keys()
    assert {by for figure in shown for by in figure.dimensions} - NAMED_ELSEWHERE <= LABELS.keys()


@pytest.mark.parametrize(
    ("seconds", "written"),
    [
        (0, "0 s"),
        (45, "45 s"),
        (600, "10 min"),
        (3_605, "1 h"),
        (5_400, "1 h 30 min"),
        (86_400, "1 d"),
        (298_800, "3 d 11 h"),
        (90_061, "1 d 1 h"),
    ],
)
def test_a_duration_is_written_in_its_two_largest_units(seconds, written):
    assert duration(seconds) == written


@pytest.mark.parametrize(
    ("step", "lv", "en"),
    [
        ("2026-11-02T08", "2. nov., 08:00", "2 Nov, 08:00"),
        ("2026-11-02", "2. nov.", "2 Nov"),
        ("2026-11", "nov. 2026", "Nov 2026"),
    ],
)
def test_a_step_of_time_is_written_as_people_do_on_one_line(step, lv, en):
    shown = [Words(language).of("time", step) for language in (Language.LV, Language.EN)]
    assert [text.replace("\u00a0", " ") for text in shown] == [lv, en]
    assert not any(" " in text for text in shown)


@pytest.mark.parametrize(("language", "written"), [("lv", "2027. gada 1. marts"), ("en", "1 March 2027")])
def test_a_day_that_lies_ahead_is_written_with_its_year(language, written):
    assert Words(Language(language)).of("day", "2027-03-01") == written


def test_the_name_that_a_municipality_gives_goes_before_that_of_the_code():
    words = Words(Language.EN, {"territory": {"0005000": {"lv": "Liepāja", "en": "City of Liepāja"}}})
    found = [words.of("territory", code) for code in ("0005000", "unknown", "0640605")]
    assert found == ["City of Liepāja", "Not known", "0640605"]


def test_on_an_axis_the_hours_stand_alone_but_for_the_first_of_a_day():
    ticks = [Words(Language.EN).tick(f"2026-11-02T{hour}") for hour in ("00", "08", "23")]
    assert ticks == ["2\u00a0Nov", "08:00", "23:00"]


@pytest.mark.parametrize(
    ("value", "unit", "lv", "en"),
    [
        (12_345, "cases", "12\u00a0345", "12,345"),
        (135, "minutes", "2 h 15 min", "2 h 15 min"),
        (90, "seconds", "1 min 30 s", "1 min 30 s"),
        (None, "seconds", "–", "–"),
    ],
)
def test_a_value_is_written_with_its_unit_where_that_is_time(value, unit, lv, en):
    assert [Words(language).value(value, unit) for language in (Language.LV, Language.EN)] == [lv, en]


def test_a_code_without_a_name_is_shown_as_it_is():
    assert Words(Language.LV).of("agency", "barintiesa") == "barintiesa"


@pytest.mark.parametrize(
    ("first", "last", "lv", "en"),
    [
        ("2026-11-01", "2026-11-30", "2026. gada novembris", "November 2026"),
        ("2026-11-03", "2026-11-03", "2026. gada 3. novembris", "3 November 2026"),
        ("2026-11-02", "2026-11-22", "2026. gada 2.–22. novembris", "2–22 November 2026"),
        ("2026-10-02", "2026-11-30", "2026. gada 2. oktobris – 30. novembris", "2 October – 30 November 2026"),
        ("2025-12-01", "2026-01-31", "2025. gada 1. decembris – 2026. gada 31. janvāris",
         "1 December 2025 – 31 January 2026"),
    ],
)  # fmt: skip
def test_a_period_is_written_as_people_say_it(first, last, lv, en):
    days = date.fromisoformat(first), date.fromisoformat(last)
    assert [Words(language).period(*days) for language in Language] == [lv, en]


def test_an_instant_is_written_with_its_whole_year_in_the_time_of_riga():
    instant = datetime(2026, 11, 30, 12, 5, tzinfo=UTC)
    assert [Words(language).instant(instant) for language in Language] == ["30.11.2026. 14:05", "30 Nov 2026, 14:05"]
