"""What cases tells the other services of consents, and of what was shared on which ground."""

from shared.contracts.cases import CasesFact
from shared.contracts.codes import FieldSet, LegalBasis, PartnerKind
from shared.contracts.consent_codes import ConsentAnswer, ConsentCapacity, ConsentMode, WithdrawalChannel
from shared.contracts.fields import (
    CaseId,
    ConsentId,
    Count,
    DocumentId,
    Instant,
    PersonId,
    RuleCode,
    SharingId,
    StaffId,
)


class ConsentRecorded(CasesFact, type="consent-recorded", version=1, key="case", to=("notifications", "reporting")):
    """Somebody was read a text and said whether they consent (piekrišana)."""

    case: CaseId
    """The case."""
    consent: ConsentId
    """The consent."""
    person: PersonId
    """Whom it is about."""
    said_by: PersonId
    """Who said it: the same person, or their representative."""
    capacity: ConsentCapacity
    """As what they said it."""
    text: RuleCode
    """Which text was read."""
    text_version: Count
    """Which version of it."""
    answer: ConsentAnswer
    """What was said."""
    mode: ConsentMode
    """How."""
    said_at: Instant
    """When."""
    read_by: StaffId | None = None
    """Who read the text."""
    witness: StaffId | None = None
    """Who heard it as well."""
    sign_by: Instant | None = None
    """Until when it is to be signed; none when it was signed at once, or needs no signature."""


class SharingAllowed(CasesFact, type="sharing-allowed", version=1, key="case", to=("reporting",)):
    """One thing that a consent allows."""

    case: CaseId
    """The case."""
    consent: ConsentId
    """The consent."""
    recipient: PartnerKind
    """What kind of agency may be told."""
    purpose: RuleCode
    """What for."""
    field_set: FieldSet
    """What of the person."""
    until_at: Instant | None = None
    """Until when; none until it is withdrawn."""


class ConsentSigned(CasesFact, type="consent-signed", version=1, key="case", to=("reporting",)):
    """The signed copy of a consent has come."""

    case: CaseId
    """The case."""
    consent: ConsentId
    """The consent."""
    document: DocumentId
    """The scan of it."""
    signed_at: Instant
    """When it was attached."""


class ConsentWithdrawn(CasesFact, type="consent-withdrawn", version=1, key="case", to=("notifications", "reporting")):
    """A consent was taken back: from then on it allows nothing."""

    case: CaseId
    """The case."""
    consent: ConsentId
    """The consent."""
    channel: WithdrawalChannel
    """How they said so."""
    withdrawn_at: Instant
    """From when on."""


class SharingRecorded(CasesFact, type="sharing-recorded", version=1, key="case", to=("reporting",)):
    """Something about a person was shared with an agency, and on which ground."""

    case: CaseId
    """The case."""
    sharing: SharingId
    """This sharing."""
    person: PersonId
    """About whom."""
    recipient: PartnerKind
    """What kind of agency was told."""
    purpose: RuleCode
    """What for."""
    field_set: FieldSet
    """What of the person."""
    basis: LegalBasis
    """On which ground of the GDPR."""
    consent: ConsentId | None = None
    """The consent that allows it, when that is the ground."""
    duty: RuleCode | None = None
    """The configured duty or task that demands it, when no consent is needed."""
    shared_at: Instant
    """When."""
