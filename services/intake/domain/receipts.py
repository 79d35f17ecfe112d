"""What a partner is told of its referral, three times at most. A resident's referral has no partner to be told."""

from services.intake.domain.referral import Referral
from shared.contracts.codes import CaseOutcome, DeclineReason, ReferralDecision
from shared.contracts.message import EdgeMessage
from shared.contracts.partner import ReferralConcluded, ReferralDecided, ReferralRegistered
from shared.decision import Cause, Reply


def registered(referral: Referral, cause: Cause) -> tuple[Reply, ...]:
    """It has a number. `cause` is the message that brought it."""
    message = cause.message or str(cause.id)
    return _reply(referral, ReferralRegistered, message=message, received_at=referral.received_at)


def decided(referral: Referral, decision: ReferralDecision, reason: DeclineReason | None = None) -> tuple[Reply, ...]:
    """It was accepted, or declined for a reason."""
    return _reply(referral, ReferralDecided, decision=decision, reason=reason)


def concluded(referral: Referral, outcome: CaseOutcome) -> tuple[Reply, ...]:
    """The case that grew from it has ended."""
    return _reply(referral, ReferralConcluded, outcome=outcome)


def _reply(referral: Referral, receipt: type[EdgeMessage], **told) -> tuple[Reply, ...]:
    # A referral rebuilt from facts has lost the partner's reference, without which no receipt can be read.
    if not referral.partner or not referral.reference:
        return ()
    return (Reply(referral.partner, receipt(reference=referral.reference, number=referral.number, **told)),)
