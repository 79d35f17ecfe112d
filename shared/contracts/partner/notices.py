"""`.notices`: what notifications tells a partner. Rendered when sent, never kept in a log."""

from typing import Self

from pydantic import model_validator

from shared.contracts.codes import FieldSet, LegalBasis, NeedCode, NoticeContent, NoticeWithdrawal
from shared.contracts.disclosure import DISCLOSED
from shared.contracts.fields import Day, Few, Instant, NoticeId, ReferralNumber, RuleCode
from shared.contracts.message import EdgeMessage
from shared.contracts.partner.fields import Address, EdgePart, FamilyName, GivenName, MessageId, PersonalCode, Phone
from shared.contracts.partner.problem import Problem


class NoticeSubject(EdgePart):
    """The person a notice is about, as far as the notice's field set allows."""

    given_name: GivenName | None = None
    """Given name."""
    family_name: FamilyName | None = None
    """Family name."""
    personal_code: PersonalCode | None = None
    """Personal code (personas kods)."""
    birth_date: Day | None = None
    """Date of birth."""
    address: Address | None = None
    """Where the person can be found."""
    phone: Phone | None = None
    """Phone number."""


class NoticeSent(EdgeMessage, type="notice-sent", version=1, key="notice", topic="notices"):
    """You are told of a person or a matter. Acknowledge it in time, then say whether you take it on."""

    notice: NoticeId
    """The notice; repeat it in your answers."""
    rule: RuleCode
    """The rule by which you are told."""
    also: Few[RuleCode] | None = None
    """Further rules by which you would have been told of the same case; you answer once. None: left out."""
    legal_basis: LegalBasis
    """On which ground of the GDPR."""
    acknowledge_by: Instant
    """Until when we wait for your acknowledgement before we call."""
    number: ReferralNumber | None = None
    """Our number of the matter; quote it on the phone. Left out where no referral stands behind it: quote `notice`."""
    needs: Few[NeedCode]
    """What help is needed."""
    content: NoticeContent
    """Whether the person is named here; if `content_free`, call us and quote the number."""
    field_set: FieldSet
    """Which fields about the person we may send you."""
    subject: NoticeSubject | None = None
    """The person, with the fields of the field set that we know."""

    @model_validator(mode="after")
    def _discloses_no_more_than_allowed(self) -> Self:
        given = {name for name, value in self.subject or () if value is not None}
        allowed = DISCLOSED[self.field_set] if self.content is NoticeContent.FULL else frozenset()
        if excess := sorted(given - allowed):
            raise ValueError(
                f"A {self.content} notice with the field set {self.field_set} may not carry {', '.join(excess)}."
            )
        return self


class NoticeWithdrawn(EdgeMessage, type="notice-withdrawn", version=1, key="notice", topic="notices"):
    """A notice was taken back: nothing is asked of you any more."""

    notice: NoticeId
    """The notice."""
    reason: NoticeWithdrawal
    """Why."""


class AnswerRejected(EdgeMessage, type="answer-rejected", version=1, key="message", topic="notices"):
    """One of your answers could not be taken and counts as none; correct it and send it with a new message id."""

    message: MessageId
    """The id (`ce_id`) of the rejected answer; a digest of it when it had none we could read."""
    problem: Problem
    """Why."""
