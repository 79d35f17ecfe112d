"""Before and after: two assessments by the same checklist, question by question."""

from collections.abc import Iterator
from dataclasses import dataclass

from services.cases.domain.assessments.answers import Score, score, shown
from services.cases.domain.assessments.assessment import Assessment, AssessmentState
from services.cases.domain.assessments.checklist import Checklist, Checklists
from services.cases.domain.assessments.questions import Answer
from shared.decision import Refusal


@dataclass(frozen=True, slots=True)
class Change:
    """One question whose answer is not what it was; `less` points are less risk or need."""

    question: str
    before: Answer | None
    after: Answer | None
    less: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """`earlier` and `later` by when they were made. Questions that only one version asks are not compared."""

    earlier: Assessment
    later: Assessment
    before: Score
    after: Score
    changes: tuple[Change, ...]
    unchanged: int
    only_in_one: tuple[str, ...]


def compare(one: Assessment, other: Assessment, checklists: Checklists) -> Comparison:
    """Raises Refusal for assessments by two checklists, or one that is not signed."""
    if one.checklist != other.checklist:
        raise Refusal(
            code="checklists-differ", title="They were made by two checklists",
            detail="Only assessments by one checklist can be compared, whatever its versions.",
        )  # fmt: skip
    if AssessmentState.DRAFT in (one.state, other.state):
        raise Refusal(
            code="assessment-not-signed", title="It is not signed yet", detail="Compare it once it has been signed."
        )
    earlier, later = sorted((one, other), key=lambda made: (made.made_at, made.id))
    old, new = (checklists.of(made.checklist, made.checklist_version) for made in (earlier, later))
    both = [code for code in new.questions if code in old.questions]
    changes = tuple(_changes(both, (old, earlier), (new, later)))
    return Comparison(
        earlier, later, score(old, earlier.answers), score(new, later.answers), changes, len(both) - len(changes),
        tuple(sorted(old.questions.keys() ^ new.questions.keys())),
    )  # fmt: skip


def _changes(
    codes: list[str], before: tuple[Checklist, Assessment], after: tuple[Checklist, Assessment]
) -> Iterator[Change]:
    for code in codes:
        was, now = before[1].answers.get(code), after[1].answers.get(code)
        if was != now:
            yield Change(code, was, now, _points(*before, code) - _points(*after, code))


def _points(checklist: Checklist, made: Assessment, code: str) -> int:
    asked = code in made.answers and code in shown(checklist, made.answers)
    return checklist.questions[code].weight(made.answers[code]).points if asked else 0
