"""Published checklists are whole, in both languages, and never change; a wrong one is refused as it is read."""

from datetime import date
from hashlib import sha256

import pytest
from pydantic import ValidationError

from services.cases.checklists import CHECKLISTS, FOLDER
from shared.contracts.codes import NeedCode
from shared.decision import Refusal
from tests.services.cases.assessments.samples import CHECKLISTS as SAMPLES
from tests.services.cases.assessments.samples import QUESTIONS, checklist, option, words

ROWS = {
    23: "daily-routine",
    29: "living-conditions",
    30: "child-safety",
    31: "basic-needs",
    32: "adult-needs",
    81: "youth-leaving-care",
}


def test_a_published_version_never_changes():
    """After a new version was added: `sha256sum *.toml > published.sha256` in the folder, and only lines are added."""
    published = dict(reversed(line.split()) for line in (FOLDER / "published.sha256").read_text("utf-8").splitlines())
    assert {file.name: sha256(file.read_bytes()).hexdigest() for file in FOLDER.glob("*.toml")} == published


def test_every_row_of_the_domain_has_its_checklist():
    assert set(ROWS.values()) <= {one.code for one in CHECKLISTS.all}


@pytest.mark.parametrize("one", CHECKLISTS.all, ids=lambda one: f"{one.code}.{one.version}")
def test_a_file_is_called_by_code_and_version(one):
    assert (FOLDER / f"{one.code}.{one.version}.toml").is_file()
    assert one.source


@pytest.mark.parametrize(
    "group", [NeedCode.DISABILITY, NeedCode.OLDER_AGE, NeedCode.CARE_LEAVER, NeedCode.ADDICTION_YOUTH]
)
def test_target_groups_have_checklists_of_their_own(group):
    assert [one.code for one in CHECKLISTS.all if group in one.target_groups]


def test_the_newest_version_in_force_is_offered_and_older_ones_stay():
    assert [(one.code, one.version) for one in SAMPLES.current(date(2026, 3, 1))] == [("home", 2), ("person", 1)]
    assert SAMPLES.current(date(2025, 12, 31)) == ()
    assert SAMPLES.of("home", 1).version == 1


@pytest.mark.parametrize(
    ("code", "version", "refusal", "detail", "pointer"),
    [
        ("home", 3, "checklist-version-unknown", "Known versions of home: 1, 2.", "/checklist_version"),
        ("garden", 1, "checklist-unknown", "Known checklists: home, person.", "/checklist"),
    ],
)
def test_what_is_not_known_is_refused_with_what_is(code, version, refusal, detail, pointer):
    with pytest.raises(Refusal) as refused:
        SAMPLES.of(code, version)
    assert (refused.value.code, refused.value.detail) == (refusal, detail)
    assert [where for where, _ in refused.value.pointers] == [pointer]


CHOICE, YES_NO, SHOWN = QUESTIONS[:3]


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"questions": (CHOICE, CHOICE)}, "two questions have one code"),
        ({"questions": (SHOWN, YES_NO)}, "no choice and no yes_no that stands before it"),
        ({"questions": (YES_NO, SHOWN | {"shown_if": {"question": "children", "answers": ["yes"]}})}, "no answer to"),
        ({"questions": (CHOICE | {"options": [option("one", 0)]},)}, "at least 2 items"),
        ({"questions": (CHOICE | {"points": 3},)}, "Extra inputs"),
        ({"levels": [{"points": 1, "level": "low"}]}, "the first level begins at 0 points"),
        ({"levels": [{"points": 0, "level": "high"}, {"points": 4, "level": "low"}]}, "must need more points"),
        ({"levels": [{"points": 0, "level": "low"}, {"points": 0, "level": "high"}]}, "must need more points"),
        ({"reason": None}, "levels and reason go together"),
        ({"title": words("")}, "at least 1 character"),
    ],
    ids=[
        "two questions of one name",
        "shown by a question that comes later",
        "shown by an answer that cannot be given",
        "a choice without a choice",
        "a key that nobody knows",
        "scores without a level",
        "levels that run down",
        "two levels from the same score",
        "a risk without a reason",
        "a language left out",
    ],
)
def test_a_checklist_that_contradicts_itself_is_refused(changed, told):
    with pytest.raises(ValidationError, match=told):
        checklist(**changed)
