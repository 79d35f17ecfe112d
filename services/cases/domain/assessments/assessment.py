"""The assessment (izvērtējums): a draft that is answered in parts, then signed, and from then on as it is for ever."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from services.cases.domain.assessments.questions import Answer
from shared.contracts.assessments import AssessmentCompleted
from shared.contracts.plan_codes import AssessmentPlace, ClientMark, RiskLevel


class AssessmentState(StrEnum):
    """Where an assessment stands. Once signed it never changes; another one may replace it, and it stays readable."""

    DRAFT = "draft"
    SIGNED = "signed"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class Assessment:
    """One assessment by one version of one checklist. Its id was made by the device that it was written on."""

    id: UUID
    case_id: UUID
    checklist: str
    checklist_version: int
    staff: UUID
    """Who made it, and alone may sign it."""
    place: AssessmentPlace
    made_at: datetime
    """When it was made, by the device's clock."""
    received_at: datetime
    """When it reached us."""
    subject: UUID | None = None
    """Whom it is about; none when it is the whole household."""
    replaces: UUID | None = None
    replaced_by: UUID | None = None
    sent: str = ""
    """Digest of what was brought in first, by which the same upload again is known. Empty after a rebuild."""
    answers: dict[str, Answer] = field(default_factory=dict)
    """By question. No fact carries them: after a rebuild from the log alone they are missing."""
    state: AssessmentState = AssessmentState.DRAFT
    client: ClientMark | None = None
    signed_at: datetime | None = None
    score: int | None = None
    score_of: int | None = None
    risk: RiskLevel | None = None
    version: int = 1


def evolve(draft: Assessment | None, fact: AssessmentCompleted) -> Assessment:
    """The assessment after it was signed. Drafts are no facts, so a rebuild makes it from this one."""
    draft = draft or Assessment(
        id=fact.assessment, case_id=fact.case, checklist=fact.checklist, checklist_version=fact.checklist_version,
        staff=fact.staff, place=fact.place, made_at=fact.made_at, received_at=fact.signed_at, subject=fact.subject,
        replaces=fact.replaces, version=0,
    )  # fmt: skip
    return replace(
        draft, state=AssessmentState.SIGNED, client=fact.client, signed_at=fact.signed_at, score=fact.score,
        score_of=fact.score_of, risk=fact.risk, version=draft.version + 1,
    )  # fmt: skip


def replaced(old: Assessment, fact: AssessmentCompleted) -> Assessment:
    """The assessment that the signed one corrects."""
    return replace(old, state=AssessmentState.REPLACED, replaced_by=fact.assessment, version=old.version + 1)
