"""The referral (nosūtījums): its states, and how each fact changes it."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from shared.contracts.codes import AgeBand, CaseOutcome, Channel, DeclineReason, NeedCode, Priority, ReferralKind
from shared.contracts.fact import Fact
from shared.contracts.intake import (
    ReferralAccepted,
    ReferralConcluded,
    ReferralDeclined,
    ReferralReceived,
    ReferralTriaged,
)


class ReferralState(StrEnum):
    """Where a referral stands; FHIR's Task.status says received, accepted, rejected, in-progress, completed."""

    RECEIVED = "received"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"


@dataclass(frozen=True, slots=True)
class Referral:
    """One referral as intake knows it. Names and narrative are kept apart, in Person and Letter."""

    id: UUID
    number: str
    partner: str | None
    channel: Channel
    kind: ReferralKind
    needs: tuple[NeedCode, ...]
    subjects: tuple[UUID, ...]
    age_band: AgeBand
    received_at: datetime
    state: ReferralState = ReferralState.RECEIVED
    reference: str | None = None
    """The partner's own number, which every receipt repeats."""
    priority: Priority = Priority.ROUTINE
    rule: str | None = None
    decide_by: datetime | None = None
    contact_by: datetime | None = None
    reason: DeclineReason | None = None
    case_id: UUID | None = None
    outcome: CaseOutcome | None = None
    version: int = 1


def evolve(referral: Referral | None, fact: Fact) -> Referral:
    """The referral after a fact of intake's own."""
    match fact:
        case ReferralReceived():
            return Referral(
                id=fact.referral, number=fact.number, partner=fact.partner, channel=fact.channel, kind=fact.kind,
                needs=fact.needs, subjects=fact.subjects, age_band=fact.age_band, received_at=fact.received_at,
            )  # fmt: skip
        case ReferralTriaged():
            changed = {"priority": fact.priority, "rule": fact.rule, "decide_by": fact.due_at}
        case ReferralAccepted():
            changed = {"state": ReferralState.ACCEPTED, "contact_by": fact.due_at}
        case ReferralDeclined():
            changed = {"state": ReferralState.DECLINED, "reason": fact.reason}
        case ReferralConcluded():
            changed = {"state": ReferralState.COMPLETED, "case_id": fact.case, "outcome": fact.outcome}
        case _:
            raise TypeError(f"{fact.type} is not a fact about a referral")
    return replace(referral, version=referral.version + 1, **changed)
