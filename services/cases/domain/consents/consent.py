"""The consent (piekrišana): recorded as it was said, perhaps signed later, perhaps withdrawn."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from shared.contracts.codes import FieldSet, PartnerKind
from shared.contracts.consent_codes import ConsentAnswer, ConsentCapacity, ConsentMode, WithdrawalChannel
from shared.contracts.consents import ConsentRecorded, ConsentSigned, ConsentWithdrawn, SharingAllowed
from shared.contracts.fact import Fact


@dataclass(frozen=True, slots=True)
class Allowance:
    """One kind of agency may be told this of the person for this purpose; `until_at` none: until it is withdrawn."""

    recipient: PartnerKind
    purpose: str
    field_set: FieldSet
    until_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Consent:
    """One answer of one person to one version of a text. `words` is what else was said; it is in no fact."""

    id: UUID
    case_id: UUID
    person: UUID
    said_by: UUID
    capacity: ConsentCapacity
    text: str
    text_version: int
    answer: ConsentAnswer
    mode: ConsentMode
    said_at: datetime
    read_by: UUID | None = None
    witness: UUID | None = None
    sign_by: datetime | None = None
    words: str = ""
    allowances: tuple[Allowance, ...] = ()
    signed_at: datetime | None = None
    document: UUID | None = None
    withdrawn_at: datetime | None = None
    channel: WithdrawalChannel | None = None
    version: int = 1


def evolve(consent: Consent | None, fact: Fact) -> Consent:
    """The consent after a fact of the service's own."""
    match fact:
        case ConsentRecorded():
            return Consent(
                id=fact.consent, case_id=fact.case, person=fact.person, said_by=fact.said_by, capacity=fact.capacity,
                text=fact.text, text_version=fact.text_version, answer=fact.answer, mode=fact.mode,
                said_at=fact.said_at, read_by=fact.read_by, witness=fact.witness, sign_by=fact.sign_by,
            )  # fmt: skip
        case SharingAllowed():
            allowed = Allowance(fact.recipient, fact.purpose, fact.field_set, fact.until_at)
            # Said in one breath with the answer: no version that anybody could have seen lies between.
            return replace(consent, allowances=(*consent.allowances, allowed))
        case ConsentSigned():
            changed = {"signed_at": fact.signed_at, "document": fact.document}
        case ConsentWithdrawn():
            changed = {"withdrawn_at": fact.withdrawn_at, "channel": fact.channel}
        case _:
            raise TypeError(f"{fact.type} is not a fact about a consent")
    return replace(consent, version=consent.version + 1, **changed)
