"""What the API shows: codes, instants and ids, and names only where a route declares personal data."""

from datetime import date, datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from services.intake.domain.referral import ReferralState
from shared.contracts.codes import AgeBand, CaseOutcome, Channel, DeclineReason, NeedCode, Priority, ReferralKind


class View(BaseModel):
    """What is shown: made from a row or a state, field by field."""

    model_config = ConfigDict(from_attributes=True, use_attribute_docstrings=True)


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
    """The rule that gave it its class."""
    decide_by: datetime | None
    contact_by: datetime | None
    reason: DeclineReason | None
    case_id: UUID | None
    outcome: CaseOutcome | None
    version: int
    """Send it as If-Match with the next change."""


class LetterView(View):
    """What was said, by whom."""

    narrative: str
    subject: dict
    reporter: dict | None
    occurred_at: datetime | None
    urgent: bool
    unknown_codes: dict[str, str]
    """Codes that we read as `other`, as they were written, by where they stood (JSON pointer)."""


class PersonView(View):
    """A person as intake knows them."""

    id: UUID
    given_name: str
    family_name: str
    personal_code: str | None
    birth_date: date | None
    address: str | None
    phone: str | None


class Registered(View):
    """A referral has its number."""

    id: UUID
    number: str = Field(examples=["LPX-2026-000123"])
    state: ReferralState
    version: int


class Decline(BaseModel):
    """Why a referral is declined; the partner is told the code."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"reason": "wrong_jurisdiction"}]})

    reason: DeclineReason


class PeopleAsked(BaseModel):
    """Whose data is wanted; the purpose is the request's own."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"people": ["019c0b6e-41c7-7a10-8f3e-5d2b9a7c1e02"]}]}
    )

    people: list[UUID] = Field(min_length=1, max_length=200)


class People(BaseModel):
    """The people that are known; ids nobody knows are left out."""

    people: list[PersonView]
