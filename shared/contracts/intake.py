"""What intake tells the other services: referrals from arrival to the closed loop, and partners."""

from shared.contracts.codes import (
    AgeBand,
    CaseOutcome,
    Channel,
    DeclineReason,
    NeedCode,
    PartnerKind,
    Priority,
    ReferralKind,
)
from shared.contracts.fact import Fact
from shared.contracts.fields import (
    CaseId,
    Few,
    Instant,
    PartnerCode,
    PersonId,
    ReferralId,
    ReferralNumber,
    RuleCode,
    StaffId,
)

_ALL = ("cases", "notifications", "reporting")


class ReferralReceived(Fact, type="referral-received", version=1, key="referral", to=_ALL):
    """A referral (nosūtījums) was registered and has its number: the first receipt a partner gets."""

    referral: ReferralId
    """The referral."""
    number: ReferralNumber
    """The number people use for it, on paper and on the phone."""
    partner: PartnerCode | None = None
    """Who sent it; none for a referral by a resident."""
    channel: Channel
    """Through which door it came."""
    kind: ReferralKind
    """What kind of report or request it is."""
    needs: Few[NeedCode]
    """What help is asked for."""
    subjects: Few[PersonId]
    """Whom it is about, as intake's own ids."""
    age_band: AgeBand
    """The age band of the first subject."""
    received_at: Instant
    """When it reached us."""


class ReferralTriaged(Fact, type="referral-triaged", version=1, key="referral", to=_ALL):
    """A referral was put into a class, and its clock runs."""

    referral: ReferralId
    """The referral."""
    priority: Priority
    """How fast somebody must act."""
    rule: RuleCode
    """The rule that decided the class."""
    due_at: Instant
    """Until when intake must accept or decline it."""


class ReferralAccepted(Fact, type="referral-accepted", version=1, key="referral", to=_ALL):
    """A referral was accepted. Tells all that is needed to open a case from this fact alone."""

    referral: ReferralId
    """The referral."""
    number: ReferralNumber
    """The number people use for it."""
    partner: PartnerCode | None = None
    """Who sent it; none for a referral by a resident."""
    kind: ReferralKind
    """What kind of report or request it is."""
    priority: Priority
    """How fast somebody must act."""
    needs: Few[NeedCode]
    """What help is asked for."""
    subjects: Few[PersonId]
    """Whom it is about, as intake's own ids."""
    age_band: AgeBand
    """The age band of the first subject."""
    due_at: Instant
    """Until when the first contact must have happened."""
    by: StaffId | None = None
    """Who accepted it; none when a rule did."""
    rule: RuleCode | None = None
    """The rule that accepted it; none when a person did."""


class ReferralDeclined(Fact, type="referral-declined", version=1, key="referral", to=("notifications", "reporting")):
    """A referral was declined, with a reason."""

    referral: ReferralId
    """The referral."""
    reason: DeclineReason
    """Why."""
    by: StaffId | None = None
    """Who declined it; none when a rule did."""


class ReferralClockMissed(
    Fact, type="referral-clock-missed", version=1, key="referral", to=("notifications", "reporting")
):
    """The time in which intake must accept or decline a referral ran out, and nobody has decided."""

    referral: ReferralId
    """The referral."""
    priority: Priority
    """How fast somebody should have acted."""
    due_at: Instant
    """When it should have been decided."""


class ReferralConcluded(Fact, type="referral-concluded", version=1, key="referral", to=("notifications", "reporting")):
    """The loop is closed: the case that grew from the referral has ended, and its partner has the last receipt."""

    referral: ReferralId
    """The referral."""
    case: CaseId
    """The case that grew from it."""
    outcome: CaseOutcome
    """How the case ended."""


class PartnerOnboarded(Fact, type="partner-onboarded", version=1, key="partner", to=("notifications", "reporting")):
    """An institution may now send referrals and receive notices."""

    partner: PartnerCode
    """The partner's code, also part of its topics' names."""
    kind: PartnerKind
    """What sort of institution it is."""
