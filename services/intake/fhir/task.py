"""A referral as a FHIR Task, and what its sender may say by sending that Task back."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from services.intake.fhir import codings
from services.intake.fhir.codings import concept
from services.intake.fhir.reading import must_be_understood, unfit
from services.intake.fhir.resources import Task
from services.intake.fhir.states import STATUS, WITHDRAWS
from shared.contracts import registry
from shared.contracts.contract import Contract
from shared.contracts.partner import InformationSupplied, ReferralWithdrawn
from shared.contracts.referral_codes import ReferralState

Later = ReferralWithdrawn | InformationSupplied


class Shown(Protocol):
    """What a Task shows of a referral: no name, no word of the letter."""

    id: UUID
    number: str
    reference: str | None
    state: ReferralState
    priority: str
    received_at: datetime
    reason: str | None
    withdrawal: str | None
    outcome: str | None
    asked: Sequence[str]
    redirected_to: str | None
    municipality: str | None
    version: int


def task(referral: Shown, changed_at: datetime) -> dict[str, Any]:
    """The Task of a referral. Its status follows from the state, and the state itself is its businessStatus."""
    state = ReferralState(referral.state)
    shown = {
        "resourceType": "Task",
        "id": str(referral.id),
        "meta": {"versionId": str(referral.version), "lastUpdated": changed_at.isoformat()},
        "identifier": [{"system": codings.NUMBERS, "value": referral.number}],
        "status": STATUS[state].value,
        "businessStatus": concept(codings.STATES, state),
        "intent": "order",
        "priority": str(referral.priority),
        "authoredOn": referral.received_at.isoformat(),
    }
    if referral.reference:
        shown["focus"] = {"type": "ServiceRequest", "identifier": {"value": referral.reference}}
    if why := referral.reason or referral.withdrawal:
        shown["statusReason"] = concept(codings.DECLINED if referral.reason else codings.WITHDRAWN, why)
    if told := list(_told(referral)):
        shown["output"] = told
    return shown


def said(task: Task, referral: Shown) -> Later:
    """What a partner means by sending a Task back: it takes the referral back, or adds to it.

    Raises the Refusal of a Task that says neither, or that sets what is ours to set.
    """
    must_be_understood(task, "Task")
    if task.id not in (None, str(referral.id)):
        raise unfit(("Task.id", "Is not that of the address."))
    words = "\n".join(one.value for one in task.input if one.value)
    if task.status in set(WITHDRAWS):
        return _withdrawal(task, referral)
    if task.status != STATUS[ReferralState(referral.state)]:
        raise unfit(
            ("Task.status", f"Only {' and '.join(WITHDRAWS)} are yours to set; leave it as you read it to add input.")
        )
    if not words:
        raise unfit(("Task.input", "Needs a valueString with what there is to add, or set the status to cancelled."))
    return _read(InformationSupplied, {"reference": referral.reference, "narrative": words}, "Task.input")


def _withdrawal(task: Task, referral: Shown) -> ReferralWithdrawn:
    usual = next(why for status, why in WITHDRAWS.items() if status == task.status)
    reason = codings.withdrawal(task.status_reason) or usual
    return _read(ReferralWithdrawn, {"reference": referral.reference, "reason": reason}, "Task.statusReason")


def _read(contract: type[Contract], body: dict[str, Any], place: str) -> Any:
    try:
        return registry.decode(contract.type, json.dumps(body).encode())
    except registry.InvalidData as error:
        raise unfit(*((place, sentence) for _, sentence in error.errors)) from None


def _told(referral: Shown) -> Iterator[dict[str, Any]]:
    for missing in referral.asked:
        yield _output("asked", valueCodeableConcept=concept(codings.MISSING, missing))
    if referral.outcome:
        yield _output("outcome", valueCodeableConcept=concept(codings.OUTCOMES, referral.outcome))
    for name in ("redirected_to", "municipality"):
        if to := getattr(referral, name):
            yield _output(name, valueString=to)


def _output(what: str, **value: Any) -> dict[str, Any]:
    return {"type": concept(codings.TOLD, what), **value}
