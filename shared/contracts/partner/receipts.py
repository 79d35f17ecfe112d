"""`.receipts`: what intake answers a partner. No personal data; references and numbers only."""

from shared.contracts.codes import CaseOutcome, DeclineReason, ReferralDecision
from shared.contracts.fields import Count, Instant, ReferralNumber
from shared.contracts.message import EdgeMessage
from shared.contracts.partner.fields import MessageId, Reference
from shared.contracts.partner.problem import Problem


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


class ReferralDecided(EdgeMessage, type="referral-decided", version=1, key="reference", topic="receipts"):
    """Your referral was accepted or declined: the second of three receipts, the last one when declined."""

    reference: Reference
    """Your reference."""
    number: ReferralNumber
    """Our number."""
    decision: ReferralDecision
    """What was decided."""
    reason: DeclineReason | None = None
    """Why it was declined."""


class ReferralConcluded(EdgeMessage, type="referral-concluded", version=1, key="reference", topic="receipts"):
    """The case that grew from your referral has ended: the last receipt."""

    reference: Reference
    """Your reference."""
    number: ReferralNumber
    """Our number."""
    outcome: CaseOutcome
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
