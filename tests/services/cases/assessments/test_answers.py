"""Answers are of the kind that is asked for, whole before they are signed, and add up to points and a level."""

import pytest

from services.cases.domain.assessments.answers import Score, reasons, score, strange, unfinished
from shared.contracts.case_codes import RiskReason
from shared.contracts.plan_codes import RiskLevel
from tests.services.cases.assessments.samples import HOME, RIGHT, checklist

WITH_CHILDREN = {"heating": "works", "children": True}


@pytest.mark.parametrize(
    ("code", "answer", "wrong"),
    [
        ("heating", "warm", "is one of works, poor, none"),
        ("heating", 2, "is one of works, poor, none"),
        ("heating", True, "is one of works, poor, none"),
        ("children", "yes", "is true or false"),
        ("children", 1, "is true or false"),
        ("how_long", 25, "is a whole number from 0 to 24"),
        ("how_long", 1.5, "is a whole number from 0 to 24"),
        ("how_long", True, "is a whole number from 0 to 24"),
        ("how_long", "2", "is a whole number from 0 to 24"),
        ("warmth", float("nan"), "is a number from -20 to 40"),
        ("warmth", float("inf"), "is a number from -20 to 40"),
        ("since", "19.03.2026", "is a day, written YYYY-MM-DD"),
        ("since", "2026-02-30", "is a day, written YYYY-MM-DD"),
        ("since", "20260319", "is a day, written YYYY-MM-DD"),
        ("since", 20260319, "is a day, written YYYY-MM-DD"),
        ("notes", "x" * 21, "is a text of at most 20 characters"),
        ("notes", "", "is a text of at most 20 characters"),
        ("notes", 5, "is a text of at most 20 characters"),
        ("cellar", "dry", "is no question of this version of the checklist"),
    ],
)
def test_an_answer_of_the_wrong_kind_is_pointed_at(code, answer, wrong):
    assert strange(HOME, RIGHT | {code: answer}) == ((f"/answers/{code}", wrong),)


@pytest.mark.parametrize(
    ("code", "answer"),
    [
        ("how_long", 24),
        ("how_long", 2.0),
        ("warmth", -3.5),
        ("since", "2024-02-29"),
        ("notes", "Auksti."),
        ("children", True),
    ],
)
def test_an_answer_of_the_right_kind_is_taken(code, answer):
    assert strange(HOME, RIGHT | {code: answer}) == ()


@pytest.mark.parametrize(
    ("answers", "open"),
    [
        (RIGHT, []),
        ({}, ["heating", "children"]),
        (WITH_CHILDREN, ["left_alone"]),
        (WITH_CHILDREN | {"left_alone": True}, ["how_long"]),
        (WITH_CHILDREN | {"left_alone": False}, []),
        (RIGHT | {"left_alone": True}, ["left_alone"]),
        (RIGHT | {"left_alone": True, "how_long": 2}, ["left_alone", "how_long"]),
    ],
    ids=[
        "all that is required",
        "nothing yet",
        "what an answer shows is required too",
        "and what that shows",
        "but not what is not shown",
        "what is not asked is not answered",
        "nor what hangs on it",
    ],
)
def test_what_stands_between_a_draft_and_its_signature(answers, open):
    assert sorted(where for where, _ in unfinished(HOME, answers)) == sorted(f"/answers/{code}" for code in open)


@pytest.mark.parametrize(
    ("answers", "points", "of", "risk"),
    [
        (RIGHT, 2, 5, RiskLevel.LOW),
        (RIGHT | {"heating": "none"}, 5, 5, RiskLevel.MODERATE),
        (WITH_CHILDREN | {"left_alone": False}, 0, 6, RiskLevel.LOW),
        (WITH_CHILDREN | {"left_alone": True, "how_long": 1}, 1, 6, RiskLevel.HIGH),
    ],
    ids=["few points", "from a threshold on", "nothing found", "one answer alone makes the level"],
)
def test_points_propose_a_level(answers, points, of, risk):
    assert score(HOME, answers) == Score(points, of, risk)


def test_answers_that_weigh_something_name_the_reasons():
    assert reasons(HOME, RIGHT) == (RiskReason.NEGLECT,)
    alone = {"heating": "none", "children": True, "left_alone": True, "how_long": 1}
    assert reasons(HOME, alone) == (RiskReason.NEGLECT, RiskReason.NO_SUPERVISION)
    assert reasons(HOME, {"heating": "works", "children": False}) == ()


def test_a_checklist_of_needs_proposes_no_level():
    needs = checklist(levels=[], reason=None)
    assert score(needs, WITH_CHILDREN | {"left_alone": True, "how_long": 1}) == Score(1, 6, None)
