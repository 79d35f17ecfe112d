"""What is written down of a call to the phone desk, or of somebody who walked in: roles, times and codes, no words."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from shared.contracts.codes import Channel
from shared.contracts.referral_codes import CallOutcome, ReporterRelation
from shared.decision import Cause, Refusal

_BY_HAND = timedelta(days=7)
"""How long ago it may have been: what was noted on paper is entered later."""


@dataclass(frozen=True, slots=True)
class DeskCall:
    """`id` is that of the referral it led to. Like names, it is in no fact, and is not rebuilt from the log."""

    id: UUID
    channel: Channel
    caller: ReporterRelation | None
    operator: UUID | None
    called_at: datetime
    outcome: CallOutcome


def desk_call(
    referral: UUID, channel: Channel, caller: ReporterRelation | None, called_at: datetime | None,
    outcome: CallOutcome, cause: Cause,
) -> DeskCall:  # fmt: skip
    """The record of a call that is entered now. Raises Refusal when it lies ahead, or long ago."""
    at = called_at or cause.time
    if not cause.time - _BY_HAND <= at <= cause.time + timedelta(minutes=1):
        raise Refusal(
            code="call-out-of-range", title="The call was not in the last 7 days",
            detail="Give the time of the call, or leave it out when it is now.",
            pointers=(("/called_at", "is out of range"),),
        )  # fmt: skip
    return DeskCall(referral, channel, caller, cause.staff, at, outcome)
