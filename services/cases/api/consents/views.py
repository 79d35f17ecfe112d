"""What the API shows of consents and sharings. People are intake's ids, staff their own."""

from datetime import datetime
from uuid import UUID

from services.cases.api.shape import View
from shared.contracts.codes import FieldSet, LegalBasis, PartnerKind
from shared.contracts.consent_codes import (
    ConsentAnswer,
    ConsentCapacity,
    ConsentMode,
    ConsentVerdict,
    WithdrawalChannel,
)


class AllowanceView(View):
    """One thing that a consent allows."""

    recipient: PartnerKind
    purpose: str
    field_set: FieldSet
    until_at: datetime | None
    """None: until it is withdrawn."""


class ConsentView(View):
    """A consent as it was said, and what became of it, without its words."""

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
    allowances: list[AllowanceView]
    signed_at: datetime | None
    document: UUID | None
    """The scan of the signed copy."""
    withdrawn_at: datetime | None
    channel: WithdrawalChannel | None
    version: int
    """Send it as If-Match with the next change."""


class ConsentEntry(ConsentView):
    """A consent with what else was said."""

    words: str


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
