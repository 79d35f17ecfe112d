"""`.receipts`: what intake answers a partner. No personal data; references and numbers only."""

from shared.contracts.codes import DeclineReason, ReferralDecision
from shared.contracts.fields import AtvkCode, Count, Few, Instant, PartnerCode, ReferralNumber
from shared.contracts.message import EdgeMessage
from shared.contracts.partner.fields import MessageId, Reference
from shared.contracts.partner.problem import Problem
from shared.contracts.people_codes import Oddity
from shared.contracts.referral_codes import InformationCode, ReferralOutcome, ReferralState


class ReferralRegistered(EdgeMessage, type="referral-registered", version=1, key="reference", topic="receipts"):
    """Your referral was registered and has a number: the first of three receipts."""

    message: MessageId
    """The id (`ce_id`) of the message that brought it."""
    reference: Reference
    """Your reference."""
    number: ReferralNumber
    """Our number; quote it on the phone."""
    received_at: Instant
    """When it reached us."""
    oddities: Few[Oddity] | None = None
    """What looks odd and was taken all the same; look at it, and send `ReferralCorrected` if it is a mistake."""


class ReferralDecided(EdgeMessage, type="referral-decided", version=1, key="reference", topic="receipts"):
    """Your referral was accepted, declined or redirected: the second of three receipts, the last unless accepted."""

    reference: Reference
    """Your reference."""
    number: ReferralNumber
    """Our number."""
    decision: ReferralDecision
    """What was decided."""
    reason: DeclineReason | None = None
    """Why it was declined."""
    redirected_to: PartnerCode | None = None
    """The institution whose matter it is: turn to it."""
    municipality: AtvkCode | None = None
    """The municipality whose matter it is, by its ATVK code: refer the person there."""


class InformationAsked(EdgeMessage, type="information-asked", version=1, key="reference", topic="receipts"):
    """Your referral cannot be decided before you add something. Send `InformationSupplied` or `ReferralCorrected`."""

    reference: Reference
    """Your reference."""
    number: ReferralNumber
    """Our number."""
    asked: Few[InformationCode]
    """What is missing."""


class ReferralStatus(EdgeMessage, type="referral-status", version=1, key="reference", topic="receipts"):
    """How your referral stands: the answer to a correction, an addition, a withdrawal, and to `StatusAsked`."""

    message: MessageId
    """The id (`ce_id`) of your message that this answers."""
    reference: Reference
    """Your reference."""
    number: ReferralNumber
    """Our number."""
    state: ReferralState
    """Where it stands."""
    reason: DeclineReason | None = None
    """Why it was declined."""
    redirected_to: PartnerCode | None = None
    """The institution whose matter it is."""
    municipality: AtvkCode | None = None
    """The municipality whose matter it is."""
    outcome: ReferralOutcome | None = None
    """How it ended."""


class ReferralConcluded(EdgeMessage, type="referral-concluded", version=1, key="reference", topic="receipts"):
    """The case that grew from your referral has ended, or your inquiry was answered: the last receipt."""

    reference: Reference
    """Your reference."""
    number: ReferralNumber
    """Our number."""
    outcome: ReferralOutcome
    """How it ended."""


class MessageRejected(EdgeMessage, type="message-rejected", version=1, key="message", topic="receipts"):
    """One of your messages could not be processed; correct it and send it with a new message id."""

    message: MessageId | None = None
    """The id (`ce_id`) of the rejected message; left out when it had none we could read."""
    reference: Reference | None = None
    """Your reference in it, when we could read it."""
    partition: Count | None = None
    """The partition it lay in."""
    offset: Count | None = None
    """The offset it lay at."""
    problem: Problem
    """Why."""

    @property
    def key(self) -> str:
        """The message's id; a message without one still gets its receipt."""
        return self.message or "unidentified"
