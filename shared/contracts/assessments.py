"""What cases tells the other services of assessments: codes and a score. What was answered stays with cases."""

from shared.contracts.cases import CasesFact
from shared.contracts.fields import AssessmentId, CaseId, Count, Instant, PersonId, RuleCode, StaffId
from shared.contracts.plan_codes import AssessmentPlace, ClientMark, RiskLevel


class AssessmentCompleted(
    CasesFact, type="assessment-completed", version=1, key="case", to=("notifications", "reporting")
):
    """An assessment (izvērtējums) by a checklist was signed. It never changes any more; another may replace it."""

    case: CaseId
    """The case."""
    assessment: AssessmentId
    """The assessment."""
    checklist: RuleCode
    """By which checklist."""
    checklist_version: Count
    """By which version of it."""
    staff: StaffId
    """Who made and signed it."""
    place: AssessmentPlace
    """Where it was made."""
    client: ClientMark
    """What the client did when it was read to them."""
    made_at: Instant
    """When it was made; it may have been brought in later."""
    signed_at: Instant
    """When it was signed."""
    score: Count
    """The sum of its points; more points are more risk or more need."""
    score_of: Count
    """The most that the questions which were asked could have given."""
    subject: PersonId | None = None
    """Whom it is about; none when it is the whole household."""
    risk: RiskLevel | None = None
    """The level that the points propose; none where the checklist proposes none."""
    replaces: AssessmentId | None = None
    """The assessment that it corrects; none when it is the first."""
