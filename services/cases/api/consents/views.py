"""What the API takes and shows of consents and sharings. People are intake's ids, staff their own."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, Field, StrictInt, StringConstraints

from services.cases.api.shape import View, taking
from shared.contracts.codes import FieldSet, LegalBasis, PartnerKind
from shared.contracts.consent_codes import (
    ConsentAnswer,
    ConsentCapacity,
    ConsentMode,
    ConsentVerdict,
    WithdrawalChannel,
)
from shared.contracts.fields import RuleCode
from shared.http.written import Instant

_PERSON, _STAFF = "019c0b6e-41c7-7a10-8f3e-5d2b9a7c1e02", "019c0b6e-41c7-7a10-8f3e-5d2b9a7c1e03"
Words = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000)]


class AllowanceView(View):
    """One thing that a consent allows."""

    recipient: PartnerKind
    purpose: str
    field_set: FieldSet
    until_at: datetime | None
    """None: until it is withdrawn."""


class ConsentView(View):
    """A consent as it was said, and what became of it."""

    id: UUID
    case_id: UUID
    person: UUID
    said_by: UUID
    capacity: ConsentCapacity
    text: str
    text_version: int
    """Which version of which text was read: `GET /v1/consent-texts`."""
    answer: ConsentAnswer
    mode: ConsentMode
    said_at: datetime
    read_by: UUID | None
    witness: UUID | None
    sign_by: datetime | None
    """Until when the signed copy is to come; a task asks for it."""
    words: str
    allowances: list[AllowanceView]
    signed_at: datetime | None
    document: UUID | None
    """The scan of the signed copy."""
    withdrawn_at: datetime | None
    channel: WithdrawalChannel | None
    version: int
    """Send it as If-Match with the next change."""


class AllowedView(AllowanceView):
    """What may be shared about somebody of a case, and by which consent."""

    person: UUID
    consent: UUID


class VerdictView(View):
    """Whether something may be shared by consent."""

    allowed: bool
    because: ConsentVerdict
    consent: UUID | None
    """The consent by which that was decided."""
    until_at: datetime | None


class SharingView(View):
    """Something that was shared, and the ground."""

    id: UUID
    case_id: UUID
    person: UUID
    recipient: PartnerKind
    purpose: str
    field_set: FieldSet
    basis: LegalBasis
    consent: UUID | None
    duty: str | None
    shared_at: datetime
    by: UUID | None
    version: int


class LabelView(View):
    """A text in Latvian and English."""

    lv: str
    en: str


class OfferView(View):
    """What a text lets somebody consent to."""

    recipients: list[PartnerKind]
    purposes: list[str]
    field_set: FieldSet


class TextView(View):
    """A version of a text that is read before somebody says yes or no."""

    code: str
    version: int
    title: LabelView
    text: LabelView
    offers: list[OfferView]
    witnessed: list[ConsentMode]
    source: str
    in_force: bool


class DutyView(View):
    """A duty by which something is shared without asking."""

    code: str
    basis: LegalBasis
    article: str
    recipients: list[PartnerKind]
    purposes: list[str]
    field_set: FieldSet
    source: str


class Allow(BaseModel):
    """One thing that is allowed."""

    model_config = taking(recipient="school", purpose="support", field_set="contact")

    recipient: PartnerKind
    purpose: RuleCode
    field_set: FieldSet
    until_at: Instant | None = None


class RecordConsent(BaseModel):
    """What was read to whom and what they said."""

    model_config = taking(
        person=_PERSON, said_by=_PERSON, capacity="self", text="sharing-with-partners", text_version=1,
        answer="partly", mode="phone", said_at="2026-03-16T10:00:00+02:00", witness=_STAFF,
        allowances=[{"recipient": "school", "purpose": "support", "field_set": "contact"}],
        words="Tikai klases audzinātājai.",
    )  # fmt: skip

    person: UUID
    said_by: UUID
    """The same person, or the representative who spoke for them."""
    capacity: ConsentCapacity
    text: RuleCode
    text_version: StrictInt = Field(ge=1, le=10_000)
    answer: ConsentAnswer
    mode: ConsentMode
    said_at: Instant
    allowances: list[Allow] = Field(default=[], max_length=50)
    witness: UUID | None = None
    """The colleague who heard it as well."""
    words: Words = ""
    """What else was said. Stays here; no fact carries it."""


class WithdrawConsent(BaseModel):
    """How and when they took it back."""

    model_config = taking(channel="phone")

    channel: WithdrawalChannel
    at: Instant | None = None
    """None: now."""


class SignConsent(BaseModel):
    """The document that is the scan of the signed copy."""

    model_config = taking(document="019c0b6e-41c7-4a10-8f3e-5d2b9a7c1e05")

    document: UUID


class Share(BaseModel):
    """What is shared about whom with which kind of agency, and on which ground."""

    model_config = taking(person=_PERSON, recipient="orphans_court", purpose="child-protection", field_set="identity",
                          duty="child-in-danger")  # fmt: skip

    person: UUID
    recipient: PartnerKind
    purpose: RuleCode
    field_set: FieldSet
    duty: RuleCode | None = None
    """The duty that demands it; none: by consent, which is then looked up."""
