"""What cases tells of a case between its opening and its end: its stage, risk, deputy, rests and duplicates."""

from shared.contracts.case_codes import CaseStage, ClosureReturnReason, CountedAs, RestReason, RiskReason
from shared.contracts.cases import CasesFact
from shared.contracts.codes import CaseOutcome
from shared.contracts.fields import CaseId, Few, Flag, Instant, ReferralId, StaffId, ThingId
from shared.contracts.plan_codes import RiskLevel


class CaseMoved(CasesFact, type="case-moved", version=1, key="case", to=("reporting",)):
    """The work on a case came to another stage."""

    case: CaseId
    """The case."""
    stage: CaseStage
    """Where it is now."""


class CaseCounted(CasesFact, type="case-counted", version=1, key="case", to=("reporting",)):
    """A person decided as what a case is counted."""

    case: CaseId
    """The case."""
    counted_as: CountedAs
    """A family or an adult."""


class CaseDeputySet(CasesFact, type="case-deputy-set", version=1, key="case", to=("reporting",)):
    """Somebody stands in for whoever has the case, or nobody does any more."""

    case: CaseId
    """The case."""
    deputy: StaffId | None = None
    """Who; none when nobody does any more."""


class RiskAssessed(CasesFact, type="risk-assessed", version=1, key="case", to=("notifications", "reporting")):
    """The risk of a case was assessed, by a person or from an assessment's score."""

    case: CaseId
    """The case."""
    level: RiskLevel
    """How great it is."""
    reasons: Few[RiskReason]
    """What makes it so."""
    assessed_at: Instant
    """When."""
    assessment: ThingId | None = None
    """The assessment whose score said so; none when a person did."""


class CaseSuspended(CasesFact, type="case-suspended", version=1, key="case", to=("reporting",)):
    """The work on a case rests."""

    case: CaseId
    """The case."""
    reason: RestReason
    """Why."""
    until: Instant | None = None
    """When it is to be looked at again; none when nobody knows yet."""


class CaseResumed(CasesFact, type="case-resumed", version=1, key="case", to=("reporting",)):
    """The work on a case goes on where it was."""

    case: CaseId
    """The case."""


class ClosureRequested(CasesFact, type="closure-requested", version=1, key="case", to=("reporting",)):
    """Whoever works on a case wishes to close it."""

    case: CaseId
    """The case."""
    outcome: CaseOutcome
    """How it is to end."""
    requested_by: StaffId | None = None
    """Who wishes it."""


class ClosureReturned(CasesFact, type="closure-returned", version=1, key="case", to=("reporting",)):
    """A supervisor returned the wish to close a case."""

    case: CaseId
    """The case."""
    reason: ClosureReturnReason
    """Why."""


class CaseMarkedDuplicate(CasesFact, type="case-marked-duplicate", version=1, key="case", to=("reporting",)):
    """A case turned out to be about the same matter as another one, where the work goes on."""

    case: CaseId
    """The case that rests from now on."""
    of: CaseId
    """The one where the work goes on."""


class CaseUnmarkedDuplicate(CasesFact, type="case-unmarked-duplicate", version=1, key="case", to=("reporting",)):
    """A case is no duplicate after all: it goes on where it was."""

    case: CaseId
    """The case."""
    of: CaseId
    """What it was thought to be a duplicate of."""


class DuplicateChanged(CasesFact, type="duplicate-changed", version=1, key="case", to=("reporting",)):
    """A case takes the place of a duplicate, or does not any more; it answers for that one's referrals too."""

    case: CaseId
    """The case where the work goes on."""
    duplicate: CaseId
    """The other one."""
    referrals: Few[ReferralId]
    """The other one's referrals."""
    joined: Flag
    """Whether it takes its place now; not, when the two were taken apart again."""
