"""What the API shows: codes, instants and ids, and names only where a route declares personal data."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, Json, computed_field

from services.intake.domain.acts import Act
from services.intake.domain.referral import family_of
from services.intake.domain.residents.reporter import shown
from shared.contracts.codes import AgeBand, Channel, DeclineReason, NeedCode, Priority, ReferralKind
from shared.contracts.people_codes import Oddity
from shared.contracts.referral_codes import (
    AnswerWish,
    HelpFamily,
    InformationCode,
    ReferralOutcome,
    ReferralState,
    ReporterIdentity,
    ReporterRelation,
    WithdrawalReason,
)
from shared.described import Described


class View(Described):
    """What is shown: made from a row or a state, field by field."""

    model_config = ConfigDict(from_attributes=True)


class ReferralView(View):
    """A referral without a name."""

    id: UUID
    number: str = Field(examples=["LPX-2026-000123"])
    partner: str | None = Field(examples=["valsts-policija"])
    reference: str | None = Field(examples=["VP-LPX-2026-48211"])
    channel: Channel
    kind: ReferralKind
    needs: list[NeedCode]
    subjects: list[UUID]
    """Whom it is about; names by `POST /v1/people/read`."""
    age_band: AgeBand
    received_at: datetime
    state: ReferralState
    priority: Priority
    rule: str | None = Field(examples=["police-family-violence"])
    """The rule that gave it its class; `override` when a person did."""
    decide_by: datetime | None
    contact_by: datetime | None
    reason: DeclineReason | None
    asked: list[InformationCode]
    """What is missing before it can be decided; its clock stands still meanwhile."""
    redirected_to: str | None = Field(examples=["barintiesa"])
    """The partner whose matter it is."""
    municipality: str | None = Field(examples=["0027000"])
    """The municipality whose matter it is, by its ATVK code."""
    withdrawal: WithdrawalReason | None
    """Why its sender took it back."""
    case_id: UUID | None
    outcome: ReferralOutcome | None
    version: int
    """Send it as If-Match with the next change."""

    @computed_field
    @property
    def family(self) -> HelpFamily:
        """Services, or assistance: an application for a benefit, which opens no case."""
        return family_of(self.kind)


class SupplementView(View):
    """What was said later."""

    act: Act
    said: dict
    said_at: datetime


class ReporterView(View):
    """Who noticed, with the name and phone that were given."""

    identity: ReporterIdentity
    """How they want their identity to be treated. Tell nobody who does not need it, and never the person concerned."""
    relation: ReporterRelation | None
    given_name: str | None
    family_name: str | None
    role: str | None
    phone: str | None
    wants_answer: AnswerWish | None


class LetterView(View):
    """What was said, by whom."""

    narrative: str
    subject: dict
    reporter: Annotated[dict | None, AfterValidator(shown)]
    """Who noticed. Of one who is protected or anonymous codes alone; who that is tells `…/reporter`."""
    occurred_at: datetime | None
    urgent: bool
    unknown_codes: dict[str, str]
    """Codes that we read as `other`, as they were written, by where they stood (JSON pointer)."""
    supplements: list[SupplementView]
    """What was corrected, added and withdrawn since, in order. The letter itself is never changed."""


class ReceiptView(View):
    """One receipt, as it also lies on the partner's topic."""

    id: UUID
    """The same when a receipt is repeated: keep those you have processed."""
    type: str = Field(examples=["lv.tilts.partner.referral-registered.v1"])
    time: datetime
    data: Json[dict]


class Receipts(BaseModel):
    """A partner's receipts, in order."""

    items: list[ReceiptView]
    next: str = Field(description="Send it as `after` for those that follow", examples=["1.42"])


class Registered(View):
    """A referral has its number."""

    id: UUID
    number: str = Field(examples=["LPX-2026-000123"])
    state: ReferralState
    version: int
    oddities: list[Oddity] = Field(default_factory=list)
    """What looks odd and was taken all the same."""
