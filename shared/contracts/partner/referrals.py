"""`.referrals`: what a partner tells intake."""

from typing import Self

from shared.contracts.codes import NeedCode, ReferralKind
from shared.contracts.fields import Day, Few, Flag, Instant
from shared.contracts.message import EdgeMessage
from shared.contracts.partner.codes import PartnerNeedCode, PartnerReferralKind, codes_not_understood
from shared.contracts.partner.fields import (
    Address,
    EdgePart,
    FamilyName,
    GivenName,
    Narrative,
    PersonalCode,
    Phone,
    Reference,
    ShortText,
)


class Subject(EdgePart):
    """The person a referral is about."""

    given_name: GivenName
    """Given name."""
    family_name: FamilyName
    """Family name."""
    personal_code: PersonalCode | None = None
    """Personal code (personas kods), with or without hyphen; an odd checksum is no obstacle."""
    birth_date: Day | None = None
    """Date of birth."""
    address: Address | None = None
    """Where the person can be found, which need not be the declared address."""
    phone: Phone | None = None
    """Phone number."""
    partner_person_id: Reference | None = None
    """Your own id of the person, so that we recognise them in your next referral."""


class Reporter(EdgePart):
    """Who noticed; kept apart from the person a referral is about."""

    given_name: GivenName | None = None
    """Given name."""
    family_name: FamilyName | None = None
    """Family name."""
    role: ShortText | None = None
    """What they are to the person or in your institution, e.g. class teacher."""
    phone: Phone | None = None
    """Phone number."""
    protected: Flag = False
    """Whether their identity must be kept from the person concerned."""


class ReferralSubmitted(EdgeMessage, type="referral-submitted", version=1, key="reference", topic="referrals"):
    """Refers one person to the municipal social service."""

    __slots__ = ("_unknown_codes",)  # pydantic's private attributes would cost every message a fifth of its reading

    reference: Reference
    """Your own number for this referral; every receipt repeats it. It must say nothing of a person."""
    kind: PartnerReferralKind
    """What kind of report or request it is; a code we do not know is taken as `other`."""
    needs: Few[PartnerNeedCode] = ()
    """What help is needed, as far as you can tell; codes we do not know are taken as `other`."""
    subject: Subject
    """The person it is about."""
    reporter: Reporter | None = None
    """Who noticed, when that is not you as an institution."""
    narrative: Narrative
    """What happened, in your own words."""
    occurred_at: Instant | None = None
    """When it happened."""
    urgent: Flag = False
    """Whether somebody is in danger now. Call 112 first: a message is no emergency call."""

    @property
    def unknown_codes(self) -> tuple[tuple[str, str], ...]:
        """(JSON pointer, code as it was written) of each code that was read as `other`; for intake to keep."""
        return getattr(self, "_unknown_codes", ())

    @classmethod
    def read(cls, data: bytes) -> Self:
        message = super().read(data)
        if ReferralKind.OTHER is message.kind or NeedCode.OTHER in message.needs:
            object.__setattr__(message, "_unknown_codes", codes_not_understood(message, data))
        return message
