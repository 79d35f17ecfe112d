"""What cases tells of who takes part in a case, who is let into it, and what agencies answered about it."""

from shared.contracts.case_codes import CasePart, GrantReason, ParticipantRole
from shared.contracts.cases import CasesFact
from shared.contracts.codes import AnswerCode, DeclineReason, OutcomeCode
from shared.contracts.fields import (
    AccountId,
    CaseId,
    Few,
    GrantId,
    Instant,
    NoticeId,
    ParticipantId,
    PartnerCode,
    PersonId,
    StaffId,
)


class ParticipantAdded(CasesFact, type="participant-added", version=1, key="case", to=("reporting",)):
    """Somebody takes part in a case."""

    case: CaseId
    """The case."""
    participant: ParticipantId
    """This taking part."""
    role: ParticipantRole
    """As what."""
    person: PersonId | None = None
    """Who, as intake's own id."""
    staff: StaffId | None = None
    """Who, when it is a colleague."""


class ParticipantLeft(CasesFact, type="participant-left", version=1, key="case", to=("reporting",)):
    """Somebody takes part in a case no more."""

    case: CaseId
    """The case."""
    participant: ParticipantId
    """The taking part that ended."""
    left_at: Instant
    """When."""


class AccessGranted(CasesFact, type="access-granted", version=1, key="case", to=("reporting",)):
    """Somebody of another agency is let into parts of one case, for a time."""

    case: CaseId
    """The case."""
    grant: GrantId
    """The grant."""
    account: AccountId
    """Whose account."""
    parts: Few[CasePart]
    """What they see of it."""
    valid_from: Instant
    """From when."""
    valid_until: Instant
    """Until when; it ends by itself."""
    reason: GrantReason
    """Why."""
    granted_by: StaffId | None = None
    """Who let them in."""


class AccessRevoked(CasesFact, type="access-revoked", version=1, key="case", to=("reporting",)):
    """A grant ended before its time."""

    case: CaseId
    """The case."""
    grant: GrantId
    """The grant."""
    revoked_at: Instant
    """When."""


class AnswerNoted(CasesFact, type="answer-noted", version=1, key="case", to=("reporting",)):
    """What an agency said about a notice came to the case it is about."""

    case: CaseId
    """The case."""
    notice: NoticeId
    """The notice."""
    agency: PartnerCode
    """Who said it."""
    answer: AnswerCode | None = None
    """Whether it takes it on; none when it only said that it has read the notice."""
    reason: DeclineReason | None = None
    """Why it refuses."""
    outcome: OutcomeCode | None = None
    """What it says it did."""
    noted_at: Instant
    """When it came."""


class AnswerSeen(CasesFact, type="answer-seen", version=1, key="case", to=("reporting",)):
    """Whoever works on the case has seen what an agency said."""

    case: CaseId
    """The case."""
    notice: NoticeId
    """The notice."""
