"""What notifications tells the other services: who was told what, on which ground, and whether they answered."""

from typing import ClassVar, Self

from pydantic import model_validator

from shared.contracts.codes import (
    AnswerCode,
    DeclineReason,
    EscalationLevel,
    FieldSet,
    LegalBasis,
    NoticeChannel,
    NoticeContent,
    NoticeWithdrawal,
    OutcomeCode,
)
from shared.contracts.fact import Fact
from shared.contracts.fields import (
    CaseId,
    ClerkCode,
    Count,
    Few,
    Flag,
    Instant,
    NoticeId,
    PartnerCode,
    ReferralId,
    RuleCode,
)
from shared.contracts.notice_codes import AddingReason, ResendReason

_ALL = ("cases", "intake", "reporting")
NOTICE_KEY = ("case", "referral")
"""What orders the facts about a notice."""


class NoticeFact(Fact):
    """What all facts about a notice carry.

    A notice keeps the key it was issued with, or its facts would lose their order: one issued before a case existed
    stays with its referral, and `case` stays empty in all its facts.
    """

    publisher: ClassVar[str] = "notifications"

    case: CaseId | None = None
    """The case it concerns; none when it was issued before a case existed."""
    referral: ReferralId | None = None
    """The referral it concerns; always set when there is no case."""
    notice: NoticeId
    """The notice."""
    agency: PartnerCode
    """Whom it is for."""

    @model_validator(mode="after")
    def _has_a_key(self) -> Self:
        if self.case is None and self.referral is None:
            raise ValueError("Give the case or the referral the notice concerns: it orders the notice's facts.")
        return self


class NoticeIssued(NoticeFact, type="notice-issued", version=1, key=NOTICE_KEY, to=_ALL):
    """A rule found that an agency must be told; its clock runs."""

    rule: RuleCode
    """The rule that says so."""
    legal_basis: LegalBasis
    """On which ground."""
    field_set: FieldSet
    """Which fields about the person it may carry."""
    channel: NoticeChannel
    """How it is sent."""
    acknowledge_by: Instant
    """Until when the agency must acknowledge it."""
    also: Few[RuleCode] | None = None
    """Further rules that it serves as well, for an agency is told once of one matter; none where there are none."""
    added: AddingReason | None = None
    """Why a person had the agency told; none when a rule found it."""


class NoticeJoined(NoticeFact, type="notice-joined", version=1, key=NOTICE_KEY, to=("reporting",)):
    """What an agency had to be told within minutes of this notice became a part of it."""

    instead_of: NoticeId
    """The notice that it would have been."""
    rules: Few[RuleCode]
    """The rules that wanted it said."""
    acknowledge_by: Instant
    """Until when the agency must acknowledge it now; never later than before."""


class NoticeResent(NoticeFact, type="notice-resent", version=1, key=NOTICE_KEY, to=("reporting",)):
    """A person had the notice brought once more."""

    reason: ResendReason
    """Why."""


class NoticeClaimed(NoticeFact, type="notice-claimed", version=1, key=NOTICE_KEY, to=("reporting",)):
    """Somebody of the agency took the notice on themselves, or laid it back for their colleagues."""

    clerk: ClerkCode | None = None
    """Who has it now, by the agency's own code; none when it was laid back."""
    claimed_at: Instant
    """When."""


class NoticeDelivered(NoticeFact, type="notice-delivered", version=1, key=NOTICE_KEY, to=_ALL):
    """The channel took the notice; nobody has read it yet."""

    channel: NoticeChannel
    """How it was sent."""
    attempt: Count
    """Which attempt succeeded, the first being 1."""
    content: NoticeContent
    """Whether it named the person."""
    delivered_at: Instant
    """When the channel took it."""


class NoticeAcknowledged(NoticeFact, type="notice-acknowledged", version=1, key=NOTICE_KEY, to=_ALL):
    """The agency has seen the notice."""

    late: Flag
    """Whether its time had run out."""
    acknowledged_at: Instant
    """When."""


class AgencyAnswered(NoticeFact, type="agency-answered", version=1, key=NOTICE_KEY, to=_ALL):
    """The agency said whether it takes the matter on, and perhaps what it did."""

    answer: AnswerCode
    """Whether it takes the matter on."""
    reason: DeclineReason | None = None
    """Why not, when it refuses."""
    outcome: OutcomeCode | None = None
    """What it did, when it says so."""
    late: Flag
    """Whether the notice's time had run out."""
    answered_at: Instant
    """When."""


class AcknowledgementOverdue(NoticeFact, type="acknowledgement-overdue", version=1, key=NOTICE_KEY, to=_ALL):
    """The agency's time ran out without a word."""

    overdue_since: Instant
    """Until when it should have acknowledged the notice."""


class NoticeEscalated(NoticeFact, type="notice-escalated", version=1, key=NOTICE_KEY, to=_ALL):
    """Somebody higher was told that an agency stays silent."""

    level: EscalationLevel
    """Who was told."""


class NoticeWithdrawn(NoticeFact, type="notice-withdrawn", version=1, key=NOTICE_KEY, to=_ALL):
    """A notice was taken back."""

    reason: NoticeWithdrawal
    """Why."""
