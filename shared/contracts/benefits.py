"""What cases tells the other services of benefits that somebody else grants and pays: no amount, no number of it."""

from shared.contracts.benefit_codes import BenefitEndReason, BenefitGrantor
from shared.contracts.cases import CasesFact
from shared.contracts.fields import BenefitId, CaseId, Day, Instant, PersonId, RuleCode, StaffId

TO = ("reporting",)


class BenefitRecorded(CasesFact, type="benefit-recorded", version=1, key="case", to=TO):
    """It was written down that somebody of a case receives a benefit (pabalsts)."""

    case: CaseId
    """The case."""
    benefit: BenefitId
    """The benefit."""
    person: PersonId
    """Who receives it, as intake's own id."""
    what: RuleCode
    """What: a code of the municipality's list."""
    first_on: Day
    """The first day of it."""
    grantor: BenefitGrantor
    """Who grants it."""
    recorded_at: Instant
    """When it was written down."""
    by: StaffId
    """By whom."""
    last_on: Day | None = None
    """The last day; none where it has no end."""
    system: RuleCode | None = None
    """The system in which it is calculated."""
    ends_soon_at: Instant | None = None
    """When somebody has to think of its end."""


class BenefitCorrected(CasesFact, type="benefit-corrected", version=1, key="case", to=TO):
    """What was written down of a benefit was wrong, and is this."""

    case: CaseId
    """The case."""
    benefit: BenefitId
    """The benefit."""
    what: RuleCode
    """What: a code of the municipality's list."""
    first_on: Day
    """The first day of it."""
    grantor: BenefitGrantor
    """Who grants it."""
    corrected_at: Instant
    """When it was corrected."""
    by: StaffId
    """By whom."""
    last_on: Day | None = None
    """The last day; none where it has no end."""
    system: RuleCode | None = None
    """The system in which it is calculated."""
    ends_soon_at: Instant | None = None
    """When somebody has to think of its end."""


class BenefitEndsSoon(CasesFact, type="benefit-ends-soon", version=1, key="case", to=TO):
    """A benefit runs out soon."""

    case: CaseId
    """The case."""
    benefit: BenefitId
    """The benefit."""
    last_on: Day
    """The last day of it."""


class BenefitEnded(CasesFact, type="benefit-ended", version=1, key="case", to=TO):
    """A benefit is received no longer, or was never received."""

    case: CaseId
    """The case."""
    benefit: BenefitId
    """The benefit."""
    reason: BenefitEndReason
    """Why."""
    last_on: Day
    """The last day of it."""
    ended_at: Instant
    """When it was written down."""
    by: StaffId
    """By whom."""
