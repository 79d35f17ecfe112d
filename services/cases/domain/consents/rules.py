"""What consents decide by rule: the texts that are read, and the duties that need none. Both are configuration."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from shared.contracts.codes import FieldSet, LegalBasis, PartnerKind
from shared.contracts.consent_codes import ConsentMode


class Offer(Protocol):
    """What a text lets somebody consent to."""

    recipients: Collection[PartnerKind]
    purposes: Collection[str]
    field_set: FieldSet


class ConsentText(Protocol):
    """One version of a text, with where it comes from."""

    code: str
    version: int
    source: str
    offers: Sequence[Offer]
    witnessed: Collection[ConsentMode]
    """In which modes a colleague has to hear it as well."""
    signature_is_duty: bool


class SharingDuty(Protocol):
    """A law or task by which something is shared without asking."""

    basis: LegalBasis
    article: str
    recipients: Collection[PartnerKind]
    purposes: Collection[str]
    field_set: FieldSet


class ConsentRules(Protocol):
    def text(self, code: str, version: int) -> ConsentText | None:
        """One version of a text, whenever it holds."""

    def held(self, text: ConsentText, at: datetime) -> bool:
        """Whether the version was in force at an instant."""

    def signature_due(self, text: ConsentText, start: datetime) -> datetime | None:
        """Until when one that was spoken at `start` is to be signed; none when it need not be."""

    def duty(self, code: str, at: datetime) -> SharingDuty | None:
        """The duty of this code that holds at an instant."""
