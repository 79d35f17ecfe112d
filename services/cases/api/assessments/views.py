"""What the API takes and shows of checklists and assessments. Commands answer without words: they are kept a while."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, Field, StrictBool, StrictFloat, StrictInt
from pydantic_core import PydanticCustomError

from services.cases.api.shape import View, taking
from services.cases.domain.assessments.assessment import AssessmentState
from services.cases.domain.assessments.checklist import Checklist
from services.cases.domain.assessments.questions import Code, Words
from shared.contracts.codes import NeedCode
from shared.contracts.plan_codes import AssessmentPlace, ClientMark, RiskLevel
from shared.contracts.text import prose
from shared.http.written import Instant


def _single(given: object) -> object:
    """Told once at the question itself, and not once for each kind of answer."""
    if isinstance(given, bool | int | float | str | None):
        return given
    raise PydanticCustomError("answer", "is a code, true or false, a number, a day or words")


Whole = Annotated[StrictInt, Field(ge=-1_000_000, le=1_000_000)]
Broken = Annotated[StrictFloat, Field(ge=-1_000_000, le=1_000_000)]
AnswerGiven = StrictBool | Whole | Broken | prose(4_000)
"""An answer: a choice's code, yes or no, a number, a day as YYYY-MM-DD, or words."""
_ONLY_CODES = {"additionalProperties": False}
Given = Annotated[
    dict[Code, Annotated[AnswerGiven, BeforeValidator(_single)]],
    Field(max_length=200, json_schema_extra=_ONLY_CODES),
]
Part = Annotated[
    dict[Code, Annotated[AnswerGiven | None, BeforeValidator(_single)]],
    Field(min_length=1, max_length=200, json_schema_extra=_ONLY_CODES),
]


class ChecklistEntry(View):
    """The version of a checklist that is in force, without its questions."""

    code: str
    version: int
    valid_from: date
    source: str
    title: Words
    purpose: Words
    about: Literal["household", "person"]
    target_groups: list[NeedCode]
    """For whom it is made; empty means for anybody."""


class ChecklistView(View):
    """All that is needed to draw the form, and to judge its answers without a connection."""

    checklist: Checklist
    answers_schema: dict[str, Any]
    """A JSON Schema (2020-12) of the answers that may be signed."""
    most_points: int
    """The most points that all questions together can give."""


class Bring(BaseModel):
    """An assessment as it is begun, or as it was made without a connection."""

    model_config = taking(
        id="019c0b90-1111-7a10-8f3e-5d2b9a7c1e01", checklist="living-conditions", checklist_version=1, place="home",
        made_at="2026-03-19T14:10:00+02:00", answers={"heating": "partly", "persons": 4},
    )  # fmt: skip

    id: UUID
    """Made by the device; the same again is the same assessment."""
    checklist: Code
    checklist_version: Annotated[StrictInt, Field(ge=1, le=100_000)]
    place: AssessmentPlace
    made_at: Instant
    subject: UUID | None = None
    """Whom it is about; none for the whole household."""
    replaces: UUID | None = None
    """The signed assessment that it corrects."""
    answers: Given = Field(default_factory=dict)


class AnswerPart(BaseModel):
    """Some answers: those that are named are replaced, null takes one back, the others stay."""

    model_config = taking(answers={"repair": "good", "rooms": None})

    answers: Part


class Sign(BaseModel):
    """What the client did when it was read to them."""

    model_config = taking(client="signed")

    client: ClientMark


class AssessmentView(View):
    """An assessment, without its answers."""

    id: UUID
    case_id: UUID
    checklist: str
    checklist_version: int
    staff: UUID
    """Who made it, and alone may sign it."""
    place: AssessmentPlace
    made_at: datetime
    received_at: datetime
    """When it reached us; later than it was made, when there was no connection."""
    subject: UUID | None
    replaces: UUID | None
    replaced_by: UUID | None
    state: AssessmentState
    client: ClientMark | None
    signed_at: datetime | None
    score: int | None
    score_of: int | None
    """The most that the questions which were asked could have given."""
    risk: RiskLevel | None
    """What the points propose; its case takes it when it is higher than its own."""
    version: int
    """Send it as If-Match with the next change."""


class WholeAssessment(AssessmentView):
    """An assessment with its answers, by the version of the checklist that it was made by."""

    answers: dict[str, bool | int | float | str]


class ScoreView(View):
    """Points out of how many, and the level they propose."""

    points: int
    of: int
    risk: RiskLevel | None


class ChangeView(View):
    """One question whose answer changed."""

    question: str
    before: bool | int | float | str | None
    after: bool | int | float | str | None
    less: int
    """How many points fewer; below zero when it got worse."""


class ComparisonView(View):
    """Two assessments by one checklist, the earlier first."""

    earlier: AssessmentView
    later: AssessmentView
    before: ScoreView
    after: ScoreView
    changes: list[ChangeView]
    unchanged: int
    only_in_one: list[str]
    """Questions that only one of the two versions asks."""
