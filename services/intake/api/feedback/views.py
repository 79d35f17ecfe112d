"""What the API shows and takes of feedback: codes and instants, words only where a route declares them."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import Path
from pydantic import BaseModel, ConfigDict, Field

from services.intake.api.views import View
from shared.contracts.feedback_codes import CampaignKind, HideReason, LifeImproved, RespondentRole, Verdict
from shared.contracts.fields import Instant
from shared.contracts.partner.feedback import FeedbackText, VerifiedIdentity
from shared.described import Described

CampaignPath = Annotated[
    str, Path(pattern=r"^[a-z][a-z0-9-]{1,60}$", description="The campaign's code", examples=["apmierinatiba"])
]


class CampaignView(View):
    """A campaign, and whether it takes answers now."""

    code: str = Field(examples=["iedzivotaju-paldies-2025"])
    kind: CampaignKind
    title: dict[str, str] = Field(examples=[{"lv": "Iedzīvotāju paldies", "en": "Residents' thank-you"}])
    opens: datetime
    closes: datetime
    """The last second that counts."""
    open: bool
    respondents: list[RespondentRole]
    verified_identity: bool
    """Whether an answer needs a bank link or an electronic signature."""
    gifts: int
    """How many of the first answers get a gift."""


class AnswerGiven(Described):
    """An answer. A portal also says who answers, and when; a resident's token says who."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"role": "client", "life_improved": "yes"}]}
    )

    role: RespondentRole
    identity: VerifiedIdentity | None = None
    """From portals only. In the body and not in a header: headers reach logs."""
    submitted_at: Instant | None = None
    """From portals only: when the person sent it off there."""
    life_improved: LifeImproved | None = None
    worker: UUID | None = None
    """Who is thanked."""
    text: FeedbackText | None = None


class AnswerTaken(View):
    """The answer counts."""

    id: UUID
    campaign: str
    answered_at: datetime
    """The instant that counts."""
    receipt: str = Field(examples=["7K3M9-QZTAB"])
    """Keep it: it shows that the answer is yours."""
    gift: bool
    """Whether it was among the first, who get a gift."""


class Receipt(BaseModel):
    """The receipt number of an answer."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"receipt": "7K3M9-QZTAB"}]})

    receipt: str = Field(min_length=1, max_length=20)


class ClaimCode(View):
    """What collects the gift, from whoever shows it."""

    code: str = Field(examples=["2QW8E-R5TYA"])


class GiftAsked(BaseModel):
    """A claim code as somebody shows it."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"code": "2QW8E-R5TYA"}]})

    code: str = Field(min_length=1, max_length=20)


class GiftView(View):
    """A gift. Whose it is, nobody knows."""

    place: int
    """The winner's place in the order of the log."""
    collected: bool


class TextView(View):
    """An answer with its words, for whoever moderates."""

    id: UUID
    kind: CampaignKind
    role: RespondentRole
    worker: UUID | None
    answered_at: datetime
    text: str
    verdict: Verdict | None
    reason: HideReason | None
    version: int
    """Send it as If-Match with the verdict."""


class PublishedView(View):
    """Words that anybody may read."""

    id: UUID
    role: RespondentRole
    worker: UUID | None
    answered_at: datetime
    text: str


class VerdictView(View):
    """What was decided about an answer's words."""

    id: UUID
    verdict: Verdict
    reason: HideReason | None
    version: int


class Hide(BaseModel):
    """Why words are not shown."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"reason": "names_somebody"}]})

    reason: HideReason


class ThankedView(View):
    """How often a member of staff was thanked."""

    worker: UUID
    submitted: int
    """All of them, the hidden ones too."""
    approved: int
    hidden: int
    waiting: int


class TallyView(View):
    """What a campaign has brought so far."""

    answers: int
    positive: int
    partly: int
    negative: int
    gifts_collected: int
    too_early: int = 0
    """Answers that came before it opened; nothing else is known of them."""
    too_late: int = 0
    workers: list[ThankedView]
