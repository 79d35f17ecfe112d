"""What the API takes and shows of what a person has to do for a notice."""

from datetime import datetime
from typing import Literal, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, model_validator

from services.notifications.api.views import View
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


class DoneGiven(BaseModel):
    """What you did. Of `answered` an answer, as the agency would give it; what you said of the person in `fields`."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"result": "answered", "answer": "accepted", "fields": ["family_name"]}]},
    )

    result: CallResult
    told_at: Instant | None = None
    """When they were told; without it now."""
    answer: AnswerCode | None = None
    reason: DeclineReason | None = None
    outcome: OutcomeCode | None = None
    fields: tuple[DisclosedField, ...] = Field((), max_length=20)

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if (self.result is CallResult.ANSWERED) != (self.answer is not None):
            raise ValueError("`answered` and `answer` go together: give both or neither")
        if self.answer is None and (self.reason or self.outcome):
            raise ValueError("a reason or an outcome belongs to an answer: give that, or leave them out")
        if self.result in (CallResult.NOT_REACHED, CallResult.SETTLED) and (self.told_at or self.fields):
            raise ValueError("nobody was told: leave out `told_at` and `fields`")
        return self
