"""What intake's facts say about referrals and partners."""

from collections.abc import Iterator
from datetime import datetime

from services.reporting.handlers.row import Row
from shared.contracts.intake import (
    PartnerOnboarded,
    ReferralAccepted,
    ReferralClockMissed,
    ReferralConcluded,
    ReferralDeclined,
    ReferralReceived,
    ReferralTriaged,
)


def received(fact: ReferralReceived, at: datetime) -> Iterator[Row]:
    yield Row("referral", fact.referral, {
        "partner": fact.partner, "channel": fact.channel, "kind": fact.kind, "needs": fact.needs,
        "age_band": fact.age_band, "received_at": fact.received_at, "state": "received",
    })  # fmt: skip


def triaged(fact: ReferralTriaged, at: datetime) -> Iterator[Row]:
    yield Row("referral", fact.referral, {"priority": fact.priority, "due_at": fact.due_at})


def accepted(fact: ReferralAccepted, at: datetime) -> Iterator[Row]:
    """What it is may have been corrected on the way; the decision is about what the fact says now."""
    yield Row("referral", fact.referral, {
        "state": "accepted", "decided_at": at, "kind": fact.kind, "needs": fact.needs, "age_band": fact.age_band,
        "priority": fact.priority,
    })  # fmt: skip


def declined(fact: ReferralDeclined, at: datetime) -> Iterator[Row]:
    yield Row("referral", fact.referral, {"state": "declined", "decided_at": at, "reason": fact.reason})


def clock_missed(fact: ReferralClockMissed, at: datetime) -> Iterator[Row]:
    yield Row("referral", fact.referral, {"missed_at": fact.due_at})


def concluded(fact: ReferralConcluded, at: datetime) -> Iterator[Row]:
    yield Row("referral", fact.referral, {"state": "concluded", "concluded_at": at, "outcome": fact.outcome})


def onboarded(fact: PartnerOnboarded, at: datetime) -> Iterator[Row]:
    yield Row("partner", fact.partner, {"kind": fact.kind})
