"""Recording an answer as it was said; a spoken one that has to be signed leads to a task."""

from dataclasses import replace
from uuid import UUID

from services.cases.domain.case import Case
from services.cases.domain.consents.consent import evolve
from services.cases.domain.consents.said import Said, checked
from services.cases.domain.mode import now
from services.cases.domain.rules import Rules
from services.cases.domain.tasks import task as tasks
from services.cases.domain.work import must_be_open
from shared.contracts.case_codes import TaskKind
from shared.contracts.consent_codes import ConsentAnswer, ConsentMode
from shared.contracts.consents import ConsentRecorded, SharingAllowed
from shared.decision import Cause, Decision, World


def consent_id(cause: Cause) -> UUID:
    """The consent that a command records."""
    return cause.derive("consent")


def record(case: Case, said: Said, world: World, cause: Cause, rules: Rules) -> Decision:
    """Raises Refusal when it cannot have been said so, or the case is closed."""
    must_be_open(case)
    text = checked(said, case, cause, rules)
    due = None
    if said.mode is not ConsentMode.IN_PERSON and said.answer is not ConsentAnswer.REFUSED:
        due = rules.consents.signature_due(text, cause.time)
    if due is not None:
        due = rules.prolonged(TaskKind.CONSENT_SIGNATURE, due, now(world, cause.time))
    id = consent_id(cause)
    told = ConsentRecorded(
        case=case.id, consent=id, person=said.person, said_by=said.said_by, capacity=said.capacity, text=said.text,
        text_version=said.text_version, answer=said.answer, mode=said.mode, said_at=said.said_at, read_by=cause.staff,
        witness=said.witness, sign_by=due,
    )  # fmt: skip
    allowed = tuple(
        SharingAllowed(
            case=case.id, consent=id, recipient=one.recipient, purpose=one.purpose, field_set=one.field_set,
            until_at=one.until_at,
        )
        for one in said.allowances
    )  # fmt: skip
    consent = evolve(None, told)
    for fact in allowed:
        consent = evolve(consent, fact)
    decision = Decision((replace(consent, words=said.words),), (told, *allowed))
    if due is None:
        return decision
    kind, duty = TaskKind.CONSENT_SIGNATURE, text.signature_is_duty
    return decision + tasks.add(case, kind, consent.sign_by, cause, about=id, statutory=duty)
