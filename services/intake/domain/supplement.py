"""What was said of a referral after it came, word for word: personal data, kept by intake beside the letter."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.intake.domain.acts import Act
from services.intake.domain.referral import Referral
from shared.decision import Cause


@dataclass(frozen=True, slots=True)
class Supplement:
    """One correction, addition or withdrawal. The letter is never changed: both can be read."""

    id: UUID
    referral: UUID
    act: Act
    said: dict
    said_at: datetime


def supplement_id(cause: Cause) -> UUID:
    """The entry that a message leads to, by whichever door it comes."""
    return cause.derive("supplement")


def supplement(referral: Referral, act: Act, said: dict, cause: Cause) -> Supplement:
    return Supplement(supplement_id(cause), referral.id, act, said, cause.time)
