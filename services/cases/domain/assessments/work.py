"""Bringing in an assessment, answering it in parts, and signing it."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from json import dumps
from uuid import UUID

from services.cases.domain.account import staff_of
from services.cases.domain.assessments.answers import reasons, score, strange, unfinished
from services.cases.domain.assessments.assessment import Assessment, AssessmentState, evolve, replaced
from services.cases.domain.assessments.checklist import LEVELS, Checklist, Checklists
from services.cases.domain.assessments.questions import Answer
from services.cases.domain.case import Case, CaseState
from services.cases.domain.progress import assess_risk, reach
from services.cases.domain.work import must_be_open
from shared.calendar import RIGA
from shared.contracts.assessments import AssessmentCompleted
from shared.contracts.case_codes import CaseStage
from shared.contracts.plan_codes import AssessmentPlace, ClientMark, RiskLevel
from shared.decision import Cause, Decision, Refusal

_CLOCKS_DIFFER = timedelta(minutes=5)
"""By how much a device's clock may be ahead of ours."""
_NOT_ASSESSED = (CaseState.ASSIGNED, CaseState.REOPENED)


@dataclass(frozen=True, slots=True)
class Upload:
    """An assessment as a device brings it in: at once, or long after it was made without a connection."""

    id: UUID
    checklist: str
    checklist_version: int
    place: AssessmentPlace
    made_at: datetime
    subject: UUID | None
    replaces: UUID | None
    answers: Mapping[str, Answer]

    def digest(self, case: UUID) -> str:
        """The same for the same upload to the same case, however often and in whatever order its fields come."""
        return sha256(dumps([str(case), asdict(self)], sort_keys=True, default=str).encode()).hexdigest()


def bring_in(
    case: Case,
    known: Assessment | None,
    corrected: Assessment | None,
    upload: Upload,
    cause: Cause,
    checklists: Checklists,
) -> Decision:
    """Keep it as a draft. The same upload again changes nothing; another one under its id is refused with both.

    `known` is what has its id already, `corrected` what it says it replaces. Raises Refusal as well when version,
    time, person, correction or an answer cannot be.
    """
    sent = upload.digest(case.id)
    if known is not None:
        if known.sent != sent:
            raise _conflict(case, known, upload, checklists)
        return Decision()
    must_be_open(case)
    checklist = checklists.of(upload.checklist, upload.checklist_version)
    _must_have_been_possible(case, checklist, upload, cause)
    _must_be_about_somebody(case, checklist, upload.subject)
    if upload.replaces is not None:
        _must_be_correctable(case, corrected, upload)
    _must_be_right(checklist, upload.answers)
    draft = Assessment(
        id=upload.id, case_id=case.id, checklist=upload.checklist, checklist_version=upload.checklist_version,
        staff=staff_of(cause), place=upload.place, made_at=upload.made_at, received_at=cause.time,
        subject=upload.subject, replaces=upload.replaces, sent=sent, answers=dict(upload.answers),
    )  # fmt: skip
    return Decision((draft,)) + (reach(case, CaseStage.ASSESSMENT) if case.state in _NOT_ASSESSED else Decision())


def answer(case: Case, draft: Assessment, part: Mapping[str, Answer | None], checklists: Checklists) -> Decision:
    """Save a part of the answers: what is named is replaced, null takes an answer back, the rest stays as it is."""
    must_be_open(case)
    _must_be_draft(draft)
    given = {code: answer for code, answer in part.items() if answer is not None}
    _must_be_right(checklists.of(draft.checklist, draft.checklist_version), given)
    kept = {code: answer for code, answer in draft.answers.items() if code not in part}
    return Decision((replace(draft, answers=kept | given, version=draft.version + 1),))


def sign(
    case: Case,
    draft: Assessment,
    corrected: Assessment | None,
    client: ClientMark,
    cause: Cause,
    checklists: Checklists,
) -> Decision:
    """Whoever made it signs it. Raises Refusal for anybody else, and while something that is asked is unanswered."""
    must_be_open(case)
    _must_be_draft(draft)
    if staff_of(cause) != draft.staff:
        raise Refusal(
            code="assessment-not-yours", status=403, title="Somebody else made it",
            detail="An assessment is signed by whoever made it; make one of your own.",
        )  # fmt: skip
    checklist = checklists.of(draft.checklist, draft.checklist_version)
    if lacking := unfinished(checklist, draft.answers):
        raise Refusal(
            code="assessment-incomplete", title="Not everything is answered", pointers=lacking,
            detail=f"{len(lacking)} answer(s) stand between this draft and its signature.",
        )  # fmt: skip
    if corrected is not None:
        _must_be_signed(corrected)
    reached = score(checklist, draft.answers)
    fact = AssessmentCompleted(
        case=case.id, assessment=draft.id, checklist=draft.checklist, checklist_version=draft.checklist_version,
        staff=draft.staff, place=draft.place, client=client, made_at=draft.made_at, signed_at=cause.time,
        score=reached.points, score_of=reached.of, subject=draft.subject, risk=reached.risk, replaces=draft.replaces,
    )  # fmt: skip
    signed = Decision((evolve(draft, fact), *([replaced(corrected, fact)] if corrected else [])), (fact,))
    if reached.risk is None or not _raises(case, reached.risk):
        return signed
    return signed + assess_risk(case, reached.risk, reasons(checklist, draft.answers), cause, draft.id)


def _raises(case: Case, level: RiskLevel) -> bool:
    """A score makes the risk of a case higher, never lower: one checklist does not see what another has found."""
    return case.risk is None or LEVELS.index(level) > LEVELS.index(case.risk)


def _conflict(case: Case, known: Assessment, upload: Upload, checklists: Checklists) -> Refusal:
    """Codes and numbers are shown of both; words are only said to differ, for an error is read by more than one."""
    if known.case_id == case.id:
        pointers = tuple(_differences(known, upload, checklists.of(known.checklist, known.checklist_version)))
    else:
        pointers = (("/id", "belongs to another assessment"),)
    return Refusal(
        code="assessment-differs", title="Another assessment has this id", pointers=pointers,
        detail=f"It is kept at version {known.version}, {known.state}; what you sent says something else. Read it, and "
        "save your answers to it by If-Match, or bring yours in under a new id.",
    )  # fmt: skip


def _differences(known: Assessment, upload: Upload, checklist: Checklist) -> Iterator[tuple[str, str]]:
    for name in ("checklist", "checklist_version", "place", "made_at", "subject", "replaces"):
        kept, sent = getattr(known, name), getattr(upload, name)
        if kept != sent:
            yield f"/{name}", f"is {_said(kept)} here, {_said(sent)} in what you sent"
    for code in sorted(known.answers.keys() | upload.answers.keys()):
        kept, sent = known.answers.get(code), upload.answers.get(code)
        if kept != sent:
            question = checklist.questions.get(code)
            coded = question and question.kind != "text" and (sent is None or not question.wrong(sent))
            yield f"/answers/{code}", f"is {_said(kept)} here, {_said(sent)} in what you sent" if coded else "differs"


def _said(value: object) -> str:
    return "missing" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _must_be_draft(assessment: Assessment) -> None:
    if assessment.state is not AssessmentState.DRAFT:
        raise Refusal(
            code="assessment-signed", title="It is signed",
            detail="A signed assessment never changes: make a new one that replaces it.",
        )  # fmt: skip


def _must_be_signed(corrected: Assessment) -> None:
    if corrected.state is not AssessmentState.SIGNED:
        raise Refusal(
            code="assessment-not-replaceable", title="It cannot be replaced",
            detail=f"What it replaces is {corrected.state}; only what is signed, and not replaced yet, is replaced.",
            pointers=(("/replaces", f"is {corrected.state}"),),
        )  # fmt: skip


def _must_be_correctable(case: Case, corrected: Assessment | None, upload: Upload) -> None:
    if corrected is None or (corrected.case_id, corrected.checklist) != (case.id, upload.checklist):
        raise Refusal(
            code="assessment-elsewhere", title="It is no assessment of this case by this checklist",
            detail="A correction replaces an assessment of the same case by the same checklist.",
            pointers=(("/replaces", "is no such assessment"),),
        )  # fmt: skip
    _must_be_signed(corrected)


def _must_have_been_possible(case: Case, checklist: Checklist, upload: Upload, cause: Cause) -> None:
    when = upload.made_at
    if when > cause.time + _CLOCKS_DIFFER:
        wrong = "lies ahead"
    elif when < case.opened_at:
        wrong = "lies before the case was opened"
    elif when.astimezone(RIGA).date() < checklist.valid_from:
        wrong = f"lies before this version is in force, on {checklist.valid_from}"
    else:
        return
    raise Refusal(
        code="assessment-time-impossible", title="It cannot have been made then",
        detail=f"When it was made {wrong}.", pointers=(("/made_at", wrong),),
    )  # fmt: skip


def _must_be_about_somebody(case: Case, checklist: Checklist, subject: UUID | None) -> None:
    if checklist.about == "household" and subject is None:
        return
    if subject not in case.subjects:
        wanted = "nobody or one person" if checklist.about == "household" else "one person"
        raise Refusal(
            code="subject-unknown", title="It is about nobody of this case",
            detail=f"This is about {wanted} of the case: send an id out of its subjects.",
            pointers=(("/subject", "is nobody of this case"),),
        )  # fmt: skip


def _must_be_right(checklist: Checklist, answers: Mapping[str, Answer]) -> None:
    if wrong := strange(checklist, answers):
        raise Refusal(
            code="answer-of-wrong-kind", title="Some answers are not of the kind that is asked for",
            detail=f"{len(wrong)} answer(s) do not fit {checklist.code}, version {checklist.version}.", pointers=wrong,
        )  # fmt: skip
