"""What becomes of a consent later: its signature comes, or it is taken back."""

from datetime import datetime
from uuid import UUID

from services.cases.domain.case import Case
from services.cases.domain.consents.consent import Consent, evolve
from services.cases.domain.consents.said import must_not_be_ahead
from services.cases.domain.documents.document import Document
from services.cases.domain.tasks import task as tasks
from services.cases.domain.tasks.task import Task
from shared.contracts.case_codes import TaskKind
from shared.contracts.consent_codes import ConsentAnswer, WithdrawalChannel
from shared.contracts.consents import ConsentSigned, ConsentWithdrawn
from shared.decision import Cause, Decision, Refusal


def withdraw(
    case: Case, consent: Consent, task: Task | None, channel: WithdrawalChannel, at: datetime | None, cause: Cause
) -> Decision:
    """Take a consent back, by any way and at any time, also of a closed case; nothing is left to sign then.

    `at` is when they said so (none: now). What was shared before stays lawful. Raises Refusal.
    """
    _must_stand(consent)
    if consent.answer is ConsentAnswer.REFUSED:
        raise Refusal(
            code="consent-was-refused", title="There is nothing to withdraw",
            detail="They refused: nothing was ever allowed. Record a new answer if they have changed their mind.",
        )  # fmt: skip
    at = at or cause.time
    must_not_be_ahead(at, "/at", cause)
    if at < consent.said_at:
        raise Refusal(
            code="consent-withdrawn-before-given", title="Withdrawn before it was given",
            detail="A consent is withdrawn after it was given.", pointers=(("/at", "lies before it was given"),),
        )  # fmt: skip
    fact = ConsentWithdrawn(case=case.id, consent=consent.id, channel=channel, withdrawn_at=at)
    return Decision((evolve(consent, fact),), (fact,)) + tasks.complete(case, task, cause)


def sign(case: Case, consent: Consent, task: Task | None, scan: Document | None, cause: Cause) -> Decision:
    """Attach the scan of the signed text; that completes the task to get it. Raises Refusal."""
    if consent.signed_at is not None:
        raise Refusal(
            code="consent-signed", title="The consent is signed",
            detail="Its signed copy is attached already: add a new version to that document instead.",
        )  # fmt: skip
    _must_stand(consent)
    if scan is None or scan.case_id != case.id or scan.removed is not None:
        raise Refusal(
            code="consent-scan-unknown", title="No such document",
            detail="The scan of the signed copy is a document of the same case: add it first.",
            pointers=(("/document", "is no document of this case"),),
        )  # fmt: skip
    fact = ConsentSigned(case=case.id, consent=consent.id, document=scan.id, signed_at=cause.time)
    return Decision((evolve(consent, fact),), (fact,)) + tasks.complete(case, task, cause)


def signature_task(consent: Consent) -> UUID | None:
    """The task to get the signature; none for a consent that needs none."""
    return consent.sign_by and tasks.task_id(consent.id, TaskKind.CONSENT_SIGNATURE, consent.sign_by)


def _must_stand(consent: Consent) -> None:
    if consent.withdrawn_at is not None:
        raise Refusal(
            code="consent-withdrawn", title="The consent was withdrawn",
            detail="It was taken back already and allows nothing: ask for a new one.",
        )  # fmt: skip
