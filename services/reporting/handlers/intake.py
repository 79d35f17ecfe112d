"""What intake's facts say about referrals and partners."""

from collections.abc import Iterator
from datetime import datetime

from services.reporting.handlers.row import Row, about
from shared.contracts.early_warning import EarlyWarningRaised
from shared.contracts.intake import (
    ApplicationForwarded,
    InformationRequested,
    InformationSupplied,
    InquiryAnswered,
    PartnerOnboarded,
    ReferralAccepted,
    ReferralClockMissed,
    ReferralConcluded,
    ReferralCorrected,
    ReferralDeclined,
    ReferralReceived,
    ReferralRedirected,
    ReferralsLinked,
    ReferralsUnlinked,
    ReferralTriaged,
    ReferralWithdrawn,
)
from shared.contracts.partners import PartnerFact


def received(fact: ReferralReceived, at: datetime) -> Iterator[Row]:
    yield Row("referral", fact.referral, {
        **about(fact), "partner": fact.partner, "channel": fact.channel, "received_at": fact.received_at,
        "state": "received", "territory": fact.territory,
    })  # fmt: skip


def triaged(fact: ReferralTriaged, at: datetime) -> Iterator[Row]:
    yield Row("referral", fact.referral, {"priority": fact.priority, "due_at": fact.due_at})


def accepted(fact: ReferralAccepted, at: datetime) -> Iterator[Row]:
    """What it is may have been corrected on the way; the decision is about what the fact says now."""
    values = {"state": "accepted", "decided_at": at, "priority": fact.priority}
    yield Row("referral", fact.referral, about(fact) | values)


def declined(fact: ReferralDeclined, at: datetime) -> Iterator[Row]:
    yield Row("referral", fact.referral, {"state": "declined", "decided_at": at, "reason": fact.reason})


def corrected(fact: ReferralCorrected, at: datetime) -> Iterator[Row]:
    yield Row("referral", fact.referral, about(fact))


def information_requested(fact: InformationRequested, at: datetime) -> Iterator[Row]:
    yield Row("referral", fact.referral, {"state": "needs_info"})


def information_supplied(fact: InformationSupplied, at: datetime) -> Iterator[Row]:
    """Only what was asked for sets a clock going again; what is added unasked changes no state."""
    if fact.due_at:
        yield Row("referral", fact.referral, {"state": "received", "due_at": fact.due_at})


def redirected(fact: ReferralRedirected, at: datetime) -> Iterator[Row]:
    yield Row("referral", fact.referral, {"state": "redirected", "decided_at": at})


def withdrawn(fact: ReferralWithdrawn, at: datetime) -> Iterator[Row]:
    """Nothing is left to decide. One that was decided before keeps the instant at which that happened."""
    yield Row("referral", fact.referral, {"state": "withdrawn", "decided_at": at})


def over_at_once(fact: InquiryAnswered | ApplicationForwarded, at: datetime) -> Iterator[Row]:
    yield Row("referral", fact.referral, {"state": "concluded", "decided_at": at, "concluded_at": at})


def linked(fact: ReferralsLinked | ReferralsUnlinked, at: datetime) -> Iterator[Row]:
    """Each of two referrals that belong together still counts as one that was received."""
    return iter(())


def clock_missed(fact: ReferralClockMissed, at: datetime) -> Iterator[Row]:
    yield Row("referral", fact.referral, {"missed_at": fact.due_at})


def concluded(fact: ReferralConcluded, at: datetime) -> Iterator[Row]:
    yield Row("referral", fact.referral, {"state": "concluded", "concluded_at": at, "outcome": fact.outcome})


def warned(fact: EarlyWarningRaised, at: datetime) -> Iterator[Row]:
    yield Row("early_warning", f"{fact.kind}/{fact.day}", {
        "kind": fact.kind, "day": fact.day, "window_days": fact.window_days, "counted": fact.counted,
        "baseline_days": fact.baseline_days, "usual": fact.usual, "rule": fact.rule,
    })  # fmt: skip


def onboarded(fact: PartnerOnboarded, at: datetime) -> Iterator[Row]:
    yield Row("partner", fact.partner, {"kind": fact.kind})


def standing_changed(fact: PartnerFact, at: datetime) -> Iterator[Row]:
    """Whether a partner has access changes nothing of what it once sent."""
    return iter(())
