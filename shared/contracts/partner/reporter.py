"""The reporter (ziņotājs): whoever noticed, never the person concerned, with a say in how their name is treated."""

from pydantic import ValidationInfo, field_validator

from shared.contracts.codes import ReferralKind
from shared.contracts.fields import Flag
from shared.contracts.partner.codes import PartnerAnswerWish, PartnerReporterIdentity, PartnerReporterRelation
from shared.contracts.partner.fields import EdgePart, FamilyName, GivenName, Phone, ShortText
from shared.contracts.referral_codes import AnswerWish, ReporterIdentity, ReporterRelation


class Reporter(EdgePart):
    """Who noticed; kept apart from the person a referral is about."""

    identity: PartnerReporterIdentity | None = None
    """How their identity is to be treated; left out, `protected` decides. Anonymous: send no name and no phone."""
    relation: PartnerReporterRelation | None = None
    """What they are to the person; `self` when it is the person who asks, and then names belong to `subject`."""
    given_name: GivenName | None = None
    """Given name."""
    family_name: FamilyName | None = None
    """Family name."""
    role: ShortText | None = None
    """What they are to the person or in your institution, e.g. class teacher."""
    phone: Phone | None = None
    """Phone number."""
    protected: Flag = False
    """Whether their identity must be kept from the person concerned; the same as `identity: protected`."""
    wants_answer: PartnerAnswerWish | None = None
    """Whether and how they want an answer."""

    @property
    def treated(self) -> ReporterIdentity:
        """How their identity is treated, by whichever of the two fields says so."""
        return self.identity or (ReporterIdentity.PROTECTED if self.protected else ReporterIdentity.NAMED)

    @property
    def codes(self) -> tuple[str | None, ...]:
        """The codes of which a partner may know more than we do."""
        return self.relation, self.wants_answer

    def fits(self, kind: ReferralKind) -> None:
        """Raises ValueError when a referral of that kind has another reporter, or is nobody's own."""
        if kind is ReferralKind.SELF_REFERRAL and self.relation not in (None, ReporterRelation.SELF):
            raise ValueError("A self-referral comes from the person; send a third_party_concern for somebody else.")
        if kind is ReferralKind.THIRD_PARTY_CONCERN and self.relation is ReporterRelation.SELF:
            raise ValueError("A third_party_concern is about somebody else; send a self_referral for oneself.")

    @field_validator("given_name", "family_name", "phone")
    @classmethod
    def _is_wanted(cls, given: str | None, said: ValidationInfo) -> str | None:
        if given is not None and said.data.get("identity") is ReporterIdentity.ANONYMOUS:
            raise ValueError("An anonymous reporter has none; leave it out.")
        if given is not None and said.data.get("relation") is ReporterRelation.SELF:
            raise ValueError("The reporter is the person; give it under subject.")
        return given

    @field_validator("protected")
    @classmethod
    def _agrees(cls, given: bool, said: ValidationInfo) -> bool:
        if given and said.data.get("identity") is ReporterIdentity.NAMED:
            raise ValueError("Contradicts identity; leave it out where identity is given.")
        return given

    @field_validator("wants_answer")
    @classmethod
    def _can_be_answered(cls, given: AnswerWish | None, said: ValidationInfo) -> AnswerWish | None:
        if given is AnswerWish.PHONE and said.data.get("identity") is ReporterIdentity.ANONYMOUS:
            raise ValueError("An anonymous reporter has no phone we know; take online or none.")
        return given
