"""What consents allow: the one question that every step which shares something asks."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.cases.domain.consents.consent import Allowance, Consent
from shared.contracts.codes import FieldSet, PartnerKind
from shared.contracts.consent_codes import ConsentAnswer, ConsentVerdict
from shared.contracts.disclosure import DISCLOSED


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether it may be shared, why, by which consent that was decided, and until when it may."""

    because: ConsentVerdict
    consent: UUID | None = None
    until_at: datetime | None = None

    @property
    def allowed(self) -> bool:
        return self.because is ConsentVerdict.ALLOWED


_TELLING = (ConsentVerdict.WITHDRAWN, ConsentVerdict.REFUSED, ConsentVerdict.RAN_OUT, ConsentVerdict.NOT_COVERED)
"""Of several reasons why not, the one that tells most: what the person themselves said comes first."""


def allows(
    consents: Iterable[Consent], person: UUID, purpose: str, recipient: PartnerKind, fields: FieldSet, at: datetime
) -> Verdict:
    """Whether at an instant, now or past, an agency of this kind may be told these fields of the person for a purpose.

    The last word counts: of several answers to one text only the latest by then, and once that is withdrawn or runs
    out, no earlier one comes back.
    """
    found = [_judged(consent, purpose, recipient, fields, at) for consent in last_words(consents, at, person)]
    for verdict in found:
        if verdict.allowed:
            return verdict
    by_reason = {verdict.because: verdict for verdict in found}
    return next((by_reason[reason] for reason in _TELLING if reason in by_reason), Verdict(ConsentVerdict.NOBODY_ASKED))


def last_words(consents: Iterable[Consent], at: datetime, person: UUID | None = None) -> Iterator[Consent]:
    """The latest answer by `at` of each person (or of one) to each text."""
    said = [c for c in consents if c.said_at <= at and person in (None, c.person)]
    latest = {(c.person, c.text): c for c in sorted(said, key=lambda c: (c.said_at, c.id.int))}
    yield from latest.values()


def in_force(consent: Consent, at: datetime) -> tuple[Allowance, ...]:
    """What one consent allows at an instant."""
    if consent.withdrawn_at is not None and consent.withdrawn_at <= at:
        return ()
    return tuple(one for one in consent.allowances if one.until_at is None or at < one.until_at)


def _judged(consent: Consent, purpose: str, recipient: PartnerKind, fields: FieldSet, at: datetime) -> Verdict:
    if consent.withdrawn_at is not None and consent.withdrawn_at <= at:
        return Verdict(ConsentVerdict.WITHDRAWN, consent.id)
    if consent.answer is ConsentAnswer.REFUSED:
        return Verdict(ConsentVerdict.REFUSED, consent.id)
    fitting = [one for one in consent.allowances if covers(one, purpose, recipient, fields)]
    holding = [one for one in fitting if one in in_force(consent, at)]
    if holding:
        open_ended = any(one.until_at is None for one in holding)
        until = None if open_ended else max(one.until_at for one in holding)
        return Verdict(ConsentVerdict.ALLOWED, consent.id, until)
    return Verdict(ConsentVerdict.RAN_OUT if fitting else ConsentVerdict.NOT_COVERED, consent.id)


def covers(allowance: Allowance, purpose: str, recipient: PartnerKind, fields: FieldSet) -> bool:
    """Whether an allowance reaches this far, whenever it holds."""
    return (
        allowance.recipient is recipient
        and allowance.purpose == purpose
        and DISCLOSED[fields] <= DISCLOSED[allowance.field_set]
    )
