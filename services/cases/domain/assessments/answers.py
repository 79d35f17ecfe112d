"""What the answers to a checklist amount to: whether they are right and whole, their points, and the level proposed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from services.cases.domain.assessments.checklist import LEVELS, Checklist
from services.cases.domain.assessments.questions import Answer
from shared.contracts.case_codes import RiskReason
from shared.contracts.plan_codes import RiskLevel

Answers = Mapping[str, Answer]
Pointers = tuple[tuple[str, str], ...]
"""Pairs of a JSON pointer to an answer and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Score:
    """`points` out of the most that the questions which were asked could have given, and the level they propose."""

    points: int
    of: int
    risk: RiskLevel | None


def strange(checklist: Checklist, answers: Mapping[str, Any]) -> Pointers:
    """Answers to questions that are not in the checklist, and answers of the wrong kind."""
    return tuple(_strange(checklist, answers))


def _strange(checklist: Checklist, answers: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for code, answer in answers.items():
        question = checklist.questions.get(code)
        wrong = question.wrong(answer) if question else "is no question of this version of the checklist"
        if wrong:
            yield f"/answers/{code}", wrong


def unfinished(checklist: Checklist, answers: Answers) -> Pointers:
    """What stands between these answers and a signature, once nothing about them is strange."""
    asked = shown(checklist, answers)
    missing = ((code, "is required") for code in asked if checklist.questions[code].required and code not in answers)
    hidden = ((code, "is not asked here; take the answer back by null") for code in answers if code not in asked)
    return tuple((f"/answers/{code}", wrong) for code, wrong in (*missing, *hidden))


def shown(checklist: Checklist, answers: Answers) -> frozenset[str]:
    """The questions that are asked, given these answers."""
    asked: set[str] = set()
    for question in checklist.questions.values():
        when = question.shown_if
        if when is None or (when.question in asked and answers.get(when.question) in when.answers):
            asked.add(question.code)
    return frozenset(asked)


def reasons(checklist: Checklist, answers: Answers) -> tuple[RiskReason, ...]:
    """What the answers that weigh something are about, each once, in the order of the questions."""
    asked = shown(checklist, answers)
    weighing = (
        question for question in checklist.questions.values()
        if question.code in asked & answers.keys() and question.weight(answers[question.code]).weighs
    )  # fmt: skip
    named = (question.reason or checklist.reason for question in weighing)
    return tuple(dict.fromkeys(reason for reason in named if reason))


def score(checklist: Checklist, answers: Answers) -> Score:
    """The sum of the points of what was asked; one answer alone may make the level higher than the sum does."""
    asked = shown(checklist, answers)
    weights = [checklist.questions[code].weight(answers[code]) for code in asked if code in answers]
    points = sum(weight.points for weight in weights)
    levels = [step.level for step in checklist.levels if step.points <= points]
    if levels:
        levels += [weight.at_least for weight in weights if weight.at_least]
    most = sum(checklist.questions[code].most_points for code in asked)
    return Score(points, most, max(levels, key=LEVELS.index, default=None))
