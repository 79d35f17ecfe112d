"""What the API takes and shows of what a person has to do for a notice."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, RootModel

from services.notifications.api.views import View, taking
from services.notifications.domain.calling import CallResult
from services.notifications.domain.notice import NoticeState
from shared.contracts.codes import AnswerCode, DeclineReason, LegalBasis, NeedCode, OutcomeCode, Priority
from shared.contracts.disclosure import DISCLOSED
from shared.contracts.notice_codes import FollowUpReason, FollowUpResult, FollowUpRole
from shared.http.written import Instant

DisclosedField = Literal[tuple(sorted(frozenset().union(*DISCLOSED.values())))]
"""A field about a person that an agency can be told, whatever the rule."""


class FollowUpState(View):
    """Where it stands; read it for the rest."""

    id: UUID
    """The notice's."""
    reason: FollowUpReason
    role: FollowUpRole
    """Who was asked, the highest of them; whoever sees the case may do it."""
    call: bool
    """Whether the agency is to be called."""
    calls: int
    """How often nobody picked up."""
    asked_at: datetime
    due_at: datetime
    open: bool
    claimed_by: UUID | None
    """Who of us has it."""
    claimed_at: datetime | None
    result: FollowUpResult | None
    told_at: datetime | None
    done_by: UUID | None
    done_at: datetime | None
    version: int


class FollowUpView(FollowUpState):
    """What a person has to do, with what they need to know for it. No names: by intake's personal read."""

    case_id: UUID | None
    number: str | None = Field(examples=["LPX-2026-000123"])
    subject: UUID | None
    agency: str = Field(examples=["barintiesa"])
    phone: str | None = Field(examples=["+37163420000"])
    """The agency's, where it is configured."""
    rule: str = Field(examples=["orphans-court-violence-child"])
    purpose: str = Field(examples=["child-protection"])
    legal_basis: LegalBasis
    article: str
    fields: list[str] = Field(examples=[["family_name", "given_name"]])
    """What of the person the agency may be told."""
    needs: list[NeedCode]
    priority: Priority
    state: NoticeState
    """The notice's."""
    acknowledge_by: datetime
    overdue_since: datetime | None
    """The agency's silence."""
    overdue: bool
    """Whether our own time is over."""


class _Called(BaseModel):
    told_at: Instant | None = None
    """When they were told; without it now."""
    fields: frozenset[DisclosedField] = Field(frozenset(), max_length=20)
    """What of the person was said."""


class ToldThem(_Called):
    """Somebody of the agency was told, and did not answer yet."""

    model_config = taking(result="told", fields=["family_name"])

    result: Literal[CallResult.TOLD]


class TheyAnswered(_Called):
    """Somebody of the agency was told, and answered."""

    model_config = taking(result="answered", answer="accepted", outcome="in_progress")

    result: Literal[CallResult.ANSWERED]
    answer: AnswerCode
    reason: DeclineReason | None = None
    outcome: OutcomeCode | None = None


class NotReached(BaseModel):
    """Nobody picked up."""

    model_config = taking(result="not_reached")

    result: Literal[CallResult.NOT_REACHED]


class SettledOtherwise(BaseModel):
    """It was dealt with in another way."""

    model_config = taking(result="settled")

    result: Literal[CallResult.SETTLED]


class DoneGiven(RootModel[ToldThem | TheyAnswered | NotReached | SettledOtherwise]):
    """What somebody did."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"result": "answered", "answer": "accepted"}]})

    root: Annotated[ToldThem | TheyAnswered | NotReached | SettledOtherwise, Field(discriminator="result")]
