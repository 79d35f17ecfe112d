"""What cases tells the other services of a case, from its opening to its outcome."""

from typing import ClassVar

from shared.contracts.case_codes import CountedAs, ReopenReason
from shared.contracts.codes import AgeBand, CaseOutcome, NeedCode, Priority, ReferralKind
from shared.contracts.fact import Fact
from shared.contracts.fields import CaseId, Few, Instant, PersonId, ReferralId, ReferralNumber, StaffId, UnitId
from shared.contracts.mode_codes import ServiceMode

EVERYBODY = ("intake", "notifications", "reporting")


class CasesFact(Fact):
    """A fact of this service, whatever module it stands in."""

    publisher: ClassVar[str] = "cases"

    service_mode: ServiceMode | None = None
    """The mode the service worked in when it happened; none in facts of before modes were noted."""


class CaseOpened(CasesFact, type="case-opened", version=1, key="case", to=EVERYBODY):
    """A case (gadījums) was opened from one or more accepted referrals."""

    case: CaseId
    """The case."""
    referrals: Few[ReferralId]
    """The referrals it grew from."""
    subjects: Few[PersonId]
    """Whom it is about, as intake's own ids."""
    kind: ReferralKind
    """The kind of the referral that opened it."""
    priority: Priority
    """How fast somebody must act."""
    needs: Few[NeedCode]
    """What help is asked for."""
    age_band: AgeBand
    """The age band of the first subject."""
    unit: UnitId
    """The unit that has it."""
    opened_at: Instant
    """When it was opened."""
    due_at: Instant | None = None
    """Until when the first contact must have happened; none when no clock runs."""
    opened_by: StaffId | None = None
    """The member of staff who opened it; none when a referral did."""
    number: ReferralNumber | None = None
    """The number of the referral that opened it."""
    counted_as: CountedAs | None = None
    """As what it is counted; none in facts of before cases were counted so."""


class CaseAssigned(CasesFact, type="case-assigned", version=1, key="case", to=("notifications", "reporting")):
    """A social worker has the case."""

    case: CaseId
    """The case."""
    staff: StaffId
    """Who has it now."""
    unit: UnitId
    """Their unit."""


class CaseClosed(CasesFact, type="case-closed", version=1, key="case", to=EVERYBODY):
    """A case ended with an outcome."""

    case: CaseId
    """The case."""
    referrals: Few[ReferralId]
    """The referrals it grew from; their partners now hear how it ended."""
    outcome: CaseOutcome
    """How it ended."""
    closed_at: Instant
    """When it was closed."""
    requested_by: StaffId | None = None
    """Who asked to close it; none when whoever may close did so at once."""


class CaseReopened(CasesFact, type="case-reopened", version=1, key="case", to=EVERYBODY):
    """A closed case is worked on again; what was done before stays its history."""

    case: CaseId
    """The case."""
    referrals: Few[ReferralId]
    """The referrals it grew from."""
    reason: ReopenReason
    """Why."""
    reopened_at: Instant
    """When it was reopened."""
