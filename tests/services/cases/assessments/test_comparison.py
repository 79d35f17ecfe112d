"""Before and after are compared question by question, also across versions of one checklist."""

from datetime import timedelta

import pytest

from services.cases.domain.assessments.answers import Score
from services.cases.domain.assessments.assessment import Assessment
from services.cases.domain.assessments.comparison import Change, compare
from shared.contracts.plan_codes import RiskLevel
from shared.decision import Refusal
from tests.services.cases.assessments.samples import CHECKLISTS, bring, sign, upload
from tests.services.cases.samples import MONDAY, opened, person, service

LATER = MONDAY + timedelta(days=90)
BEFORE = {"heating": "none", "children": True, "left_alone": True, "how_long": 3}
AFTER = {"heating": "works", "children": True, "left_alone": False}


@pytest.fixture
def made():
    """Makes a signed assessment."""
    memory = service()
    case = opened(memory)

    def make(name: str, signed: bool = True, at=MONDAY, **changed) -> Assessment:
        one = upload(name, made_at=at, **changed)
        bring(memory, case, one, at=at)
        if signed:
            sign(memory, one.id, at=at)
        return memory.states[Assessment, one.id]

    return make


def test_the_earlier_one_is_before_whichever_is_named_first(made):
    before, after = made("before", answers=BEFORE), made("after", at=LATER, answers=AFTER)
    one, other = compare(before, after, CHECKLISTS), compare(after, before, CHECKLISTS)
    assert one == other
    assert (one.before, one.after) == (Score(6, 6, RiskLevel.HIGH), Score(0, 6, RiskLevel.LOW))
    assert one.changes == (
        Change("heating", "none", "works", 5),
        Change("left_alone", True, False, 1),
        Change("how_long", 3, None, 0),
    )
    assert one.unchanged == 4


def test_two_versions_are_compared_by_what_both_ask(made):
    before = made("before", answers=BEFORE)
    after = made("after", at=LATER, checklist_version=2, answers={"heating": "works", "children": True})
    told = compare(before, after, CHECKLISTS)
    assert [change.question for change in told.changes] == ["heating"]
    assert told.only_in_one == ("how_long", "left_alone", "notes", "since", "warmth")


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"checklist": "person", "subject": person("r1")}, "checklists-differ"),
        ({"signed": False}, "assessment-not-signed"),
    ],
)
def test_what_cannot_be_compared(made, other, code):
    with pytest.raises(Refusal, match=code):
        compare(made("before"), made("after", **other), CHECKLISTS)
