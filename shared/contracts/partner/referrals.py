"""`.referrals`: what a partner tells intake."""

from typing import Self

from pydantic import ConfigDict, ValidationInfo, field_validator, model_validator

from shared.contracts.fields import Day, Few, Flag, Instant
from shared.contracts.message import EdgeMessage
from shared.contracts.partner.codes import (
    PartnerNeedCode,
    PartnerReferralKind,
    PartnerWithdrawalReason,
    codes_not_understood,
)
from shared.contracts.partner.fields import (
    Address,
    EdgePart,
    FamilyName,
    GivenName,
    Narrative,
    PersonalCode,
    Phone,
    Reference,
    Residence,
    ShortText,
)
from shared.contracts.partner.reporter import Reporter

_OTHER = "other"
_TELLS_WHO = (
    "given_name", "family_name", "personal_code", "address", "phone", "partner_person_id", "description"
)  # fmt: skip


class Subject(EdgePart):
    """The person a referral is about: say at least one thing by which somebody can tell who is meant."""

    model_config = ConfigDict(
        json_schema_extra={
            "anyOf": [{"required": [name], "properties": {name: {"type": "string"}}} for name in _TELLS_WHO]
        }
    )

    given_name: GivenName | None = None
    """Given name, if you know it."""
    family_name: FamilyName | None = None
    """Family name, if you know it."""
    personal_code: PersonalCode | None = None
    """Personal code (personas kods), with or without hyphen; an odd checksum is no obstacle."""
    birth_date: Day | None = None
    """Date of birth."""
    address: Address | None = None
    """Where the person can be found, which need not be the declared address."""
    declared_residence: Residence | None = None
    """ATVK code of where the person is declared, whose municipality is responsible; a parish's code will do."""
    actual_residence: Residence | None = None
    """ATVK code of where the person really lives, when that is another municipality."""
    phone: Phone | None = None
    """Phone number."""
    partner_person_id: Reference | None = None
    """Your own id of the person, so that we recognise them in your next referral."""
    description: ShortText | None = None
    """What they look like, or where they are known, when you know no name: a boy of about six."""

    @model_validator(mode="after")
    def _is_somebody(self) -> Self:
        if not any(getattr(self, name) for name in _TELLS_WHO):
            raise ValueError(f"Says of nobody who it is; send at least one of {', '.join(_TELLS_WHO)}.")
        return self


class Coded(EdgeMessage):
    """A message with codes, of which a partner may know more than we do."""

    __slots__ = ("_unknown_codes",)  # pydantic's private attributes would cost every message a fifth of its reading

    @property
    def unknown_codes(self) -> tuple[tuple[str, str], ...]:
        """(JSON pointer, code as it was written) of each code that was read as `other`; for intake to keep."""
        return getattr(self, "_unknown_codes", ())

    @classmethod
    def read(cls, data: bytes) -> Self:
        message = super().read(data)
        codes = [getattr(message, name, None) for name in ("kind", "reason")]
        codes += getattr(getattr(message, "reporter", None), "codes", ())
        if _OTHER in (*codes, *(getattr(message, "needs", None) or ())):
            object.__setattr__(message, "_unknown_codes", codes_not_understood(message, data))
        return message


class ReferralSubmitted(Coded, type="referral-submitted", version=1, key="reference", topic="referrals"):
    """Refers one person to the municipal social service."""

    reference: Reference
    """Your own number for this referral; every receipt repeats it. It must say nothing of a person."""
    kind: PartnerReferralKind
    """What kind of report or request it is; a code we do not know is taken as `other`."""
    needs: Few[PartnerNeedCode] = ()
    """What help is needed, as far as you can tell; codes we do not know are taken as `other`."""
    subject: Subject
    """The person it is about."""
    reporter: Reporter | None = None
    """Who noticed, when that is not you as an institution; never the person it is about."""
    narrative: Narrative
    """What happened, in your own words."""
    occurred_at: Instant | None = None
    """When it happened."""
    urgent: Flag = False
    """Whether somebody is in danger now. Call 112 first: a message is no emergency call."""

    @field_validator("reporter")
    @classmethod
    def _is_not_the_subject(cls, reporter: Reporter | None, said: ValidationInfo) -> Reporter | None:
        if reporter and "kind" in said.data:
            reporter.fits(said.data["kind"])
        return reporter


class ReferralCorrected(Coded, type="referral-corrected", version=1, key="reference", topic="referrals"):
    """Corrects a referral of yours. What you leave out stays as you said it before; your first words are kept too."""

    reference: Reference
    """Your reference of the referral; where you used one twice, the later referral is meant."""
    kind: PartnerReferralKind | None = None
    """What kind of report or request it really is."""
    needs: Few[PartnerNeedCode] | None = None
    """What help is needed; the whole list, in place of the one before."""
    subject: Subject | None = None
    """The person it is really about, with all you know of them."""
    narrative: Narrative | None = None
    """What happened, in your own words."""
    occurred_at: Instant | None = None
    """When it happened."""
    urgent: Flag | None = None
    """Whether somebody is in danger now."""


class ReferralWithdrawn(Coded, type="referral-withdrawn", version=1, key="reference", topic="referrals"):
    """Takes a referral of yours back, before or after it was accepted. A case that grew from it may go on."""

    reference: Reference
    """Your reference of the referral."""
    reason: PartnerWithdrawalReason
    """Why; a code we do not know is taken as `other`."""


class InformationSupplied(EdgeMessage, type="information-supplied", version=1, key="reference", topic="referrals"):
    """Adds to a referral of yours: what `InformationAsked` asked for, or what you learned since."""

    reference: Reference
    """Your reference of the referral."""
    narrative: Narrative
    """What there is to add, in your own words. To say otherwise who it is about, send `ReferralCorrected`."""


class StatusAsked(EdgeMessage, type="status-asked", version=1, key="reference", topic="referrals"):
    """Asks how a referral of yours stands; the answer is a `ReferralStatus`."""

    reference: Reference
    """Your reference of the referral."""
