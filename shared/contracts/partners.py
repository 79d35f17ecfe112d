"""What intake tells of a partner's standing: suspended, resumed, removed, and that older credentials end."""

from typing import ClassVar

from shared.contracts.fact import Fact
from shared.contracts.fields import Count, Instant, PartnerCode, StaffId
from shared.contracts.standing_codes import RemovalReason, SuspensionReason

_TOLD = ("cases", "notifications", "reporting")


class PartnerFact(Fact):
    """What all facts about a partner's standing carry."""

    publisher: ClassVar[str] = "intake"

    partner: PartnerCode
    """The partner, by its code."""
    at: Instant
    """Since when."""
    by: StaffId | None = None
    """Who decided it; none when an operator did."""


class PartnerSuspended(PartnerFact, type="partner-suspended", version=1, key="partner", to=_TOLD):
    """A partner has no access until it is resumed: what it sends is set aside, what it would be told is held."""

    reason: SuspensionReason
    """Why."""


class PartnerResumed(PartnerFact, type="partner-resumed", version=1, key="partner", to=_TOLD):
    """A partner that was suspended has access again."""


class PartnerRemoved(PartnerFact, type="partner-removed", version=1, key="partner", to=_TOLD):
    """A partner has no access any more. What it once sent stays, and its referrals end as all others do."""

    reason: RemovalReason
    """Why."""
    still_open: Count
    """How many of its referrals were not over."""


class PartnerCredentialsRotated(PartnerFact, type="partner-credentials-rotated", version=1, key="partner", to=_TOLD):
    """A partner gets new credentials; those of the generation before hold a while yet, all older ones have ended."""

    generation: Count
    """Which generation of credentials is the newest: it stands in its tokens."""
    old_until: Instant
    """Until when those of the generation before hold."""
