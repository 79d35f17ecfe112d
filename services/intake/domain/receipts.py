"""What a partner is told of its referrals. A resident's referral has no partner to be told."""

from services.intake.domain.referral import Referral
from shared.contracts.codes import DeclineReason, ReferralDecision
from shared.contracts.message import EdgeMessage
from shared.contracts.partner import (
    InformationAsked,
    ReferralConcluded,
    ReferralDecided,
    ReferralRegistered,
    ReferralStatus,
)
from shared.contracts.people_codes import Oddity
from shared.contracts.referral_codes import InformationCode, ReferralOutcome
from shared.decision import Cause, Reply


def registered(referral: Referral, oddities: tuple[Oddity, ...], cause: Cause) -> tuple[Reply, ...]:
    """It has a number. `cause` is the message that brought it, `oddities` what is odd about that."""
    return _reply(
        referral, ReferralRegistered, message=_message(cause), received_at=referral.received_at,
        oddities=oddities or None,
    )  # fmt: skip


def decided(referral: Referral, decision: ReferralDecision, reason: DeclineReason | None = None) -> tuple[Reply, ...]:
    """It was accepted, or declined for a reason."""
    return _reply(referral, ReferralDecided, decision=decision, reason=reason)


def redirected(referral: Referral) -> tuple[Reply, ...]:
    """It is another's: the receipt says whose."""
    to = {"redirected_to": referral.redirected_to, "municipality": referral.municipality}
    return _reply(referral, ReferralDecided, decision=ReferralDecision.REDIRECTED, **to)


def asked(referral: Referral, missing: tuple[InformationCode, ...]) -> tuple[Reply, ...]:
    """It cannot be decided before the partner adds something."""
    return _reply(referral, InformationAsked, asked=missing)


def status(referral: Referral, cause: Cause) -> tuple[Reply, ...]:
    """How it stands. `cause` is the message that is answered."""
    return _reply(
        referral, ReferralStatus, message=_message(cause), state=referral.state, reason=referral.reason,
        redirected_to=referral.redirected_to, municipality=referral.municipality, outcome=referral.outcome,
    )  # fmt: skip


def concluded(referral: Referral, outcome: ReferralOutcome) -> tuple[Reply, ...]:
    """The case that grew from it has ended, or it was answered."""
    return _reply(referral, ReferralConcluded, outcome=outcome)


def _message(cause: Cause) -> str:
    return cause.message or str(cause.id)


def _reply(referral: Referral, receipt: type[EdgeMessage], **told) -> tuple[Reply, ...]:
    # A referral rebuilt from facts has lost the partner's reference, without which no receipt can be read.
    if not referral.partner or not referral.reference:
        return ()
    return (Reply(referral.partner, receipt(reference=referral.reference, number=referral.number, **told)),)
