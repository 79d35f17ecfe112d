"""Sharing something about a person with an agency: by consent, or on a duty that needs none; recorded either way."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.cases.domain.case import Case
from services.cases.domain.consents.allows import allows
from services.cases.domain.consents.consent import Consent
from services.cases.domain.consents.said import must_be_about
from services.cases.domain.rules import Rules
from shared.contracts.codes import FieldSet, LegalBasis, PartnerKind
from shared.contracts.consent_codes import ConsentVerdict
from shared.contracts.consents import SharingRecorded
from shared.contracts.disclosure import DISCLOSED
from shared.decision import Cause, Decision, Refusal

WHY_NOT = {
    ConsentVerdict.NOBODY_ASKED: "Nobody was asked: read them a text first",
    ConsentVerdict.REFUSED: "They refused",
    ConsentVerdict.WITHDRAWN: "They withdrew their consent",
    ConsentVerdict.RAN_OUT: "The time for which they consented is over",
    ConsentVerdict.NOT_COVERED: "They consented, but not to this recipient, purpose or so much of them",
}


@dataclass(frozen=True, slots=True)
class Sharing:
    """What was shared with which kind of agency, what for, and on which ground. Never changes."""

    id: UUID
    case_id: UUID
    person: UUID
    recipient: PartnerKind
    purpose: str
    field_set: FieldSet
    basis: LegalBasis
    consent: UUID | None
    duty: str | None
    shared_at: datetime
    by: UUID | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be shared about whom. `duty` names the configured duty; none: by consent."""

    person: UUID
    recipient: PartnerKind
    purpose: str
    field_set: FieldSet
    duty: str | None = None


def sharing_id(cause: Cause) -> UUID:
    """The sharing that a command records."""
    return cause.derive("sharing")


def share(case: Case, consents: Iterable[Consent], wish: Wish, cause: Cause, rules: Rules) -> Decision:
    """Record that something is shared. Raises Refusal when neither a consent nor the named duty allows it."""
    must_be_about(case, wish.person)
    consent, basis = None, LegalBasis.CONSENT
    if wish.duty is None:
        verdict = allows(consents, wish.person, wish.purpose, wish.recipient, wish.field_set, cause.time)
        if not verdict.allowed:
            raise Refusal(
                code="sharing-not-allowed", title="No consent allows it",
                detail=f"{WHY_NOT[verdict.because]}. Where a duty demands it, name that instead.",
            )  # fmt: skip
        consent = verdict.consent
    else:
        basis = _basis(wish, cause, rules)
    fact = SharingRecorded(
        case=case.id, sharing=sharing_id(cause), person=wish.person, recipient=wish.recipient, purpose=wish.purpose,
        field_set=wish.field_set, basis=basis, consent=consent, duty=wish.duty, shared_at=cause.time,
    )  # fmt: skip
    return Decision((recorded(fact, cause.staff),), (fact,))


def recorded(fact: SharingRecorded, by: UUID | None = None) -> Sharing:
    """The sharing that a fact tells of."""
    return Sharing(
        fact.sharing, fact.case, fact.person, fact.recipient, fact.purpose, fact.field_set, fact.basis, fact.consent,
        fact.duty, fact.shared_at, by,
    )  # fmt: skip


def _basis(wish: Wish, cause: Cause, rules: Rules) -> LegalBasis:
    duty = rules.consents.duty(wish.duty, cause.time)
    if duty is None:
        raise Refusal(
            code="sharing-duty-unknown", title="No such duty",
            detail="No such duty holds today: take its code out of GET /v1/sharing-duties.",
            pointers=(("/duty", "is no duty"),),
        )  # fmt: skip
    fits = wish.recipient in duty.recipients and wish.purpose in duty.purposes
    if not fits or not DISCLOSED[wish.field_set] <= DISCLOSED[duty.field_set]:
        raise Refusal(
            code="sharing-beyond-its-duty", title="The duty does not reach so far", rule=duty.article,
            detail="This duty names other recipients, purposes or fewer fields: share what it demands, or by consent.",
            pointers=(("/duty", "does not cover this"),),
        )  # fmt: skip
    return duty.basis
