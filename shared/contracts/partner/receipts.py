"""`.receipts`: what intake answers a partner. No personal data; references and numbers only."""

from shared.contracts.codes import CaseOutcome, DeclineReason, ReferralDecision
from shared.contracts.fields import Count, Few, Instant, ReferralNumber
from shared.contracts.message import EdgeMessage
from shared.contracts.partner.fields import EdgePart, MessageId, Pointer, Reference, ShortText
from shared.contracts.text import line, prose


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


class FieldProblem(EdgePart):
    """One thing that is wrong with a message, without the value that is wrong."""

    pointer: Pointer
    """Where, as a JSON pointer, e.g. `/subject/birth_date`; empty for the whole message."""
    message: line(1000)
    """What is wrong and what would be right."""


class Problem(EdgePart):
    """Why a message was rejected, in the form of RFC 9457."""

    type: line(200)
    """The kind of problem, a URI."""
    title: ShortText
    """The kind of problem, in words."""
    detail: prose(2000) | None = None
    """What to do about it."""
    errors: Few[FieldProblem] = ()
    """The fields concerned."""


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
