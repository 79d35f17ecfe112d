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
    AtvkCode,
    CaseId,
    Few,
    Instant,
    Minutes,
    PartnerCode,
    PersonId,
    ReferralId,
    ReferralNumber,
    RuleCode,
    StaffId,
)
from shared.contracts.referral_codes import (
    InformationCode,
    InquiryAnswer,
    ReferralRelation,
    TriageReason,
    WithdrawalReason,
)

_ALL = ("cases", "notifications", "reporting")
_NOT_CASES = ("notifications", "reporting")


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
    territory: AtvkCode | None = None
    """The municipality, of today or of before a merger, where its first subject is declared, or else lives; none where
    that was not said, or is no code of the classifier."""


class ReferralTriaged(Fact, type="referral-triaged", version=1, key="referral", to=_ALL):
    """A referral was put into a class, and its clock runs; once more when it was corrected or a person knew better."""

    referral: ReferralId
    """The referral."""
    priority: Priority
    """How fast somebody must act."""
    rule: RuleCode
    """The rule that decided the class; `override` when a person did."""
    due_at: Instant
    """Until when intake must accept or decline it."""
    contact_by: Instant | None = None
    """Until when somebody must have seen or spoken to the person, where a person set that."""
    reason: TriageReason | None = None
    """Why a person decided otherwise than the rules; none when a rule did."""
    by: StaffId | None = None
    """Who decided the class; none when a rule did."""


class ReferralCorrected(Fact, type="referral-corrected", version=1, key="referral", to=_ALL):
    """Its sender corrected a referral. Tells what it says now, not what it said before."""

    referral: ReferralId
    """The referral."""
    kind: ReferralKind
    """What kind of report or request it is."""
    needs: Few[NeedCode]
    """What help is asked for."""
    subjects: Few[PersonId]
    """Whom it is about, as intake's own ids."""
    age_band: AgeBand
    """The age band of the first subject."""


class InformationRequested(Fact, type="information-requested", version=1, key="referral", to=_NOT_CASES):
    """A referral cannot be decided before something more is known: its clock stands still."""

    referral: ReferralId
    """The referral."""
    asked: Few[InformationCode]
    """What is missing."""
    left: Minutes
    """How much of the clock is left: minutes of office time, or of plain time where the clock runs day and night."""
    by: StaffId | None = None
    """Who asked."""


class InformationSupplied(Fact, type="information-supplied", version=1, key="referral", to=_NOT_CASES):
    """Something more was said about a referral; a clock that stood still runs again with the rest of its time."""

    referral: ReferralId
    """The referral."""
    due_at: Instant | None = None
    """Until when intake must now decide; none when no clock had stood still."""
    by: StaffId | None = None
    """Who took it up; none when the partner sent it."""


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


class ReferralDeclined(Fact, type="referral-declined", version=1, key="referral", to=_NOT_CASES):
    """A referral was declined, with a reason."""

    referral: ReferralId
    """The referral."""
    reason: DeclineReason
    """Why."""
    by: StaffId | None = None
    """Who declined it; none when a rule did."""


class ReferralRedirected(Fact, type="referral-redirected", version=1, key="referral", to=_NOT_CASES):
    """A referral is another's to decide, and its sender was told whose: a partner of ours, or another municipality."""

    referral: ReferralId
    """The referral."""
    partner: PartnerCode | None = None
    """The partner it belongs to."""
    municipality: AtvkCode | None = None
    """The municipality it belongs to, by its code in the classifier of territories (ATVK)."""
    due_at: Instant
    """Until when it must be decided, wherever it is: the clock does not begin anew."""
    redirected_at: Instant | None = None
    """When it was redirected."""
    number: ReferralNumber | None = None
    """The number people use for it; with what follows all that is needed to tell whose it is now."""
    priority: Priority | None = None
    """How fast somebody must act."""
    needs: Few[NeedCode] = ()
    """What help is asked for."""
    subjects: Few[PersonId] = ()
    """Whom it is about, as intake's own ids."""
    age_band: AgeBand | None = None
    """The age band of the first subject."""
    by: StaffId | None = None
    """Who redirected it."""


class ReferralWithdrawn(Fact, type="referral-withdrawn", version=1, key="referral", to=_ALL):
    """Its sender took a referral back, perhaps after a case had grown from it."""

    referral: ReferralId
    """The referral."""
    reason: WithdrawalReason
    """Why."""


class InquiryAnswered(Fact, type="inquiry-answered", version=1, key="referral", to=("reporting",)):
    """An inquiry was answered, and is over: no case grows from it."""

    referral: ReferralId
    """The inquiry, which is registered like a referral."""
    answer: InquiryAnswer
    """How."""
    by: StaffId | None = None
    """Who answered."""


class ApplicationForwarded(Fact, type="application-forwarded", version=1, key="referral", to=("reporting",)):
    """An application for a benefit was entered where benefits are calculated, and is over here, without a case."""

    referral: ReferralId
    """The application, which is registered like a referral."""
    system: RuleCode
    """Where it is now: a code of `benefit_systems` in the municipality's file."""
    by: StaffId | None = None
    """Who forwarded it."""


class ReferralsLinked(Fact, type="referrals-linked", version=1, key="referral", to=("cases", "reporting")):
    """Two referrals belong together. Nothing of either is changed or lost by it."""

    referral: ReferralId
    """The one referral."""
    other: ReferralId
    """The other one."""
    relation: ReferralRelation
    """What they have to do with each other."""
    by: StaffId | None = None
    """Who linked them."""


class ReferralsUnlinked(Fact, type="referrals-unlinked", version=1, key="referral", to=("cases", "reporting")):
    """Two referrals were linked by mistake, and stand by themselves again."""

    referral: ReferralId
    """The one referral."""
    other: ReferralId
    """The other one."""
    by: StaffId | None = None
    """Who took the link away."""


class ReferralClockMissed(Fact, type="referral-clock-missed", version=1, key="referral", to=_NOT_CASES):
    """The time in which intake must accept or decline a referral ran out, and nobody has decided."""

    referral: ReferralId
    """The referral."""
    priority: Priority
    """How fast somebody should have acted."""
    due_at: Instant
    """When it should have been decided."""


class ReferralConcluded(Fact, type="referral-concluded", version=1, key="referral", to=_NOT_CASES):
    """The loop is closed: the case that grew from the referral has ended, and its partner has the last receipt."""

    referral: ReferralId
    """The referral."""
    case: CaseId
    """The case that grew from it."""
    outcome: CaseOutcome
    """How the case ended."""


class PartnerOnboarded(Fact, type="partner-onboarded", version=1, key="partner", to=("cases", *_NOT_CASES)):
    """An institution may now send referrals and receive notices."""

    partner: PartnerCode
    """The partner's code, also part of its topics' names."""
    kind: PartnerKind
    """What sort of institution it is."""
