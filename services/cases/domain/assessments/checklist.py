"""The checklist (kontrolsaraksts): sections of questions, and what their points mean. Published, it never changes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import Literal, Self

from pydantic import Field, model_validator

from services.cases.domain.assessments.questions import AnyQuestion, Choice, Code, Part, Words, YesNo
from shared.contracts.case_codes import RiskReason
from shared.contracts.codes import NeedCode
from shared.contracts.plan_codes import RiskLevel
from shared.decision import Refusal

LEVELS = tuple(RiskLevel)


class Section(Part):
    """Questions that belong together."""

    code: Code
    title: Words
    questions: tuple[AnyQuestion, ...] = Field(min_length=1)


class Threshold(Part):
    """From how many points on which level is proposed."""

    points: int = Field(ge=0)
    level: RiskLevel


class Checklist(Part):
    """One version of one checklist."""

    code: Code
    version: int = Field(ge=1)
    valid_from: date
    source: str = Field(min_length=1)
    """Law, regulation or "convention", so that whoever doubts a question knows where to look."""
    title: Words
    purpose: Words
    about: Literal["household", "person"]
    """Whether it is answered for the whole household, or for one person of it."""
    target_groups: tuple[NeedCode, ...] = ()
    """For whom it is made; empty means for anybody."""
    levels: tuple[Threshold, ...] = ()
    """Empty where it proposes no level of risk: more points are then more need."""
    reason: RiskReason | None = None
    """What a risk that it proposes is about; with `levels` only."""
    sections: tuple[Section, ...] = Field(min_length=1)

    @cached_property
    def questions(self) -> Mapping[str, AnyQuestion]:
        """By code, in the order in which they are asked."""
        return {question.code: question for section in self.sections for question in section.questions}

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if len(self.questions) < sum(len(section.questions) for section in self.sections):
            raise ValueError("two questions have one code; rename one")
        _check_levels(self.levels)
        if bool(self.levels) != (self.reason is not None):
            raise ValueError("levels and reason go together: a risk has its reasons")
        before: dict[str, AnyQuestion] = {}
        for question in self.questions.values():
            if question.shown_if:
                _check_condition(question, before)
            before[question.code] = question
        return self


def _check_levels(levels: tuple[Threshold, ...]) -> None:
    if levels and levels[0].points:
        raise ValueError("the first level begins at 0 points, or some scores would propose none")
    for lower, higher in pairwise(levels):
        if higher.points <= lower.points or LEVELS.index(higher.level) <= LEVELS.index(lower.level):
            raise ValueError(f"the level {higher.level} must need more points than {lower.level}")


def _check_condition(question: AnyQuestion, before: Mapping[str, AnyQuestion]) -> None:
    asked = before.get(question.shown_if.question)
    if not isinstance(asked, Choice | YesNo):
        raise ValueError(f"{question.code} is shown by an answer to no choice and no yes_no that stands before it")
    if strange := [answer for answer in question.shown_if.answers if asked.wrong(answer)]:
        raise ValueError(f"{question.code} is shown by {strange[0]}, which is no answer to {asked.code}")


@dataclass(frozen=True)
class Checklists:
    """All checklists in all versions."""

    all: tuple[Checklist, ...]

    def of(self, code: str, version: int) -> Checklist:
        """Raises Refusal, which names those that are known, when there is none of this code, or not in this version."""
        versions = {one.version: one for one in self.all if one.code == code}
        if not versions:
            known = ", ".join(sorted({one.code for one in self.all}))
            raise Refusal(
                code="checklist-unknown", title="There is no such checklist",
                detail=f"Known checklists: {known}.", pointers=(("/checklist", "is no checklist's code"),),
            )  # fmt: skip
        if version not in versions:
            raise Refusal(
                code="checklist-version-unknown", title="The checklist has no such version",
                detail=f"Known versions of {code}: {_list(versions)}.",
                pointers=(("/checklist_version", f"is one of {_list(versions)}"),),
            )  # fmt: skip
        return versions[version]

    def current(self, day: date) -> tuple[Checklist, ...]:
        """The version of each checklist that is in force on `day`, by code."""
        newest: dict[str, Checklist] = {}
        for one in sorted(self.all, key=lambda one: (one.code, one.version)):
            if one.valid_from <= day:
                newest[one.code] = one
        return tuple(newest.values())


def _list(versions: Iterable[int]) -> str:
    return ", ".join(map(str, sorted(versions)))
