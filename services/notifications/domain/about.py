"""What an agency is told of, whatever fact it comes from."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from shared.contracts.codes import NeedCode, Priority


@dataclass(frozen=True, slots=True)
class About:
    """A case, or a referral that grows into none here.

    The age that rules look at is the first subject's, so it is the first subject that the agency is told of.
    """

    case: UUID | None
    referral: UUID | None
    subject: UUID | None
    needs: tuple[NeedCode, ...]
    priority: Priority
    at_latest: datetime | None = None
    """When a clock ends that runs already."""
