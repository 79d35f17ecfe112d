"""The texts by which people are asked for consent, and the duties that need none: dated, each with its source."""

from datetime import date
from typing import Self

from pydantic import Field, model_validator

from shared.contracts.codes import FieldSet, LegalBasis, PartnerKind
from shared.contracts.consent_codes import ConsentMode
from shared.contracts.fields import RuleCode
from shared.settings.section import Dated, Label, Section, TermText


class Offer(Section):
    """What a text lets somebody consent to: no consent given to it reaches further."""

    recipients: tuple[PartnerKind, ...] = Field(min_length=1)
    purposes: tuple[RuleCode, ...] = Field(min_length=1)
    field_set: FieldSet


class ConsentText(Dated):
    """One version of a text that is read to somebody before they say yes or no (piekrišanas teksts)."""

    code: RuleCode
    version: int = Field(ge=1, le=10_000)
    title: Label
    text: Label
    offers: tuple[Offer, ...] = Field(min_length=1)
    witnessed: tuple[ConsentMode, ...] = ()
    """In which modes a colleague has to hear it as well."""
    sign_within: TermText | None = None
    """Until when one that was not given in person is to be signed; none: a spoken one will do."""
    signature_is_duty: bool = False
    """Whether a case does not close while the signature is missing."""


class SharingDuty(Dated):
    """A law or task by which something is shared without asking for consent."""

    code: RuleCode
    basis: LegalBasis
    article: str = Field(min_length=1)
    recipients: tuple[PartnerKind, ...] = Field(min_length=1)
    purposes: tuple[RuleCode, ...] = Field(min_length=1)
    field_set: FieldSet


class Consents(Section):
    """The whole file: `[[text]]` and `[[duty]]`."""

    text: tuple[ConsentText, ...] = ()
    duty: tuple[SharingDuty, ...] = ()

    def text_of(self, code: str, version: int) -> ConsentText | None:
        return next((text for text in self.text if (text.code, text.version) == (code, version)), None)

    def duty_on(self, code: str, day: date) -> SharingDuty | None:
        return next((duty for duty in self.duty if duty.code == code and duty.holds_on(day)), None)

    @model_validator(mode="after")
    def _each_version_is_one_text(self) -> Self:
        versions = [(text.code, text.version) for text in self.text]
        if twice := {one for one in versions if versions.count(one) > 1}:
            code, version = min(twice)
            raise ValueError(f"two consent texts are {code} version {version}: what was read must stay known")
        return self

    @model_validator(mode="after")
    def _a_duty_needs_no_consent(self) -> Self:
        for duty in self.duty:
            if duty.basis is LegalBasis.CONSENT:
                raise ValueError(f"duty {duty.code} stands on consent; a text that asks for it belongs under [[text]]")
        return self
